import { describe, expect, test } from "vitest";
import { HEAT_STEPS, heatLevel, shownShare } from "@/components/ui/heat-scale";
import { type HeatLevel, PALETTES } from "@/components/ui/tokens";

type Rgb = readonly [number, number, number];

/** From empty to exactly full. */
const STEPS = ["l0", "l1", "l2", "l3", "l4", "l5", "l6"] as const satisfies readonly HeatLevel[];
const THEMES = Object.entries(PALETTES).map(([theme, { heat }]) => ({ theme, heat }));

/** Ordinary text. Source: WCAG 2.2, 1.4.3. */
const CONTRAST_MIN = 4.5;
/** Neighbours in CIE lightness (0–100), where about 2 can just be told apart. */
const STEP_MIN = 4;
/** Two colours side by side in CIE Lab, where about 2 can just be told apart. */
const OTHER_MIN = 15;

/** Red, green and blue as amounts of light, 0–1. */
const lightOf = (hex: string): Rgb => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

type Matrix = readonly [Rgb, Rgb, Rgb];
const times = (matrix: Matrix, [r, g, b]: Rgb): Rgb => {
  const [x, y, z] = matrix.map((row) => row[0] * r + row[1] * g + row[2] * b);
  return [x ?? 0, y ?? 0, z ?? 0];
};
const within = (value: number): number => Math.min(1, Math.max(0, value));

/** What eyes make of a colour; the whole loss of one kind of cone. Source: Machado, Oliveira, Fernandes 2009, severity 1. */
const EYES: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const SEEN = THEMES.flatMap((one) =>
  Object.entries(EYES).map(([eyes, matrix]) => ({ ...one, eyes, matrix })),
);

const seenBy = (matrix: Matrix, hex: string): Rgb => {
  const [r, g, b] = times(matrix, lightOf(hex));
  return [within(r), within(g), within(b)];
};

/** sRGB to XYZ of the white D65, each coordinate as a share of white. */
const TO_XYZ: Matrix = [
  [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
  [0.2126, 0.7152, 0.0722],
  [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
];
const luminance = (light: Rgb): number => times(TO_XYZ, light)[1];

/** Lightness, green–red and blue–yellow, as CIE 1976 has them. */
const labOf = (light: Rgb): Rgb => {
  const root = (share: number): number =>
    share > 216 / 24_389 ? Math.cbrt(share) : ((24_389 / 27) * share + 16) / 116;
  const [x, y, z] = times(TO_XYZ, light).map(root);
  const [fx, fy, fz] = [x ?? 0, y ?? 0, z ?? 0];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
};
const distance = (a: Rgb, b: Rgb): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(lightOf(a)), luminance(lightOf(b))].sort((p, q) => p - q);
  return (light + 0.05) / (dark + 0.05);
};

describe("which step a load is", () => {
  test.each([
    ["nothing to show", 0, 0, "none"],
    ["a load where there is no place", 1, 0, "over"],
    ["empty", 0, 100, "l0"],
    ["the first one", 1, 100, "l1"],
    ["one place before full", 99, 100, "l5"],
    ["exactly full", 100, 100, "l6"],
    ["one too many", 101, 100, "over"],
    ["one too many of very many", 100_001, 100_000, "over"],
  ] as const)("%s", (_what, load, capacity, level) => {
    expect(heatLevel(load, capacity)).toBe(level);
  });

  test("a border belongs to the step above it, all else to the one below", () => {
    const capacity = 1_000;
    for (const [index, { level, below }] of HEAT_STEPS.entries()) {
      const border = below * capacity;
      expect(heatLevel(border - 1, capacity)).toBe(level);
      expect(heatLevel(border, capacity)).toBe(HEAT_STEPS[index + 1]?.level ?? "l6");
    }
  });

  test("more load is never an earlier step", () => {
    const rank = [...STEPS, "over"];
    const ranks = Array.from({ length: 42 }, (_, load) => rank.indexOf(heatLevel(load, 40)));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(new Set(ranks).size).toBe(rank.length);
  });
});

describe("the colours of the steps", () => {
  test.each(THEMES)("every number can be read on its ground ($theme)", ({ heat }) => {
    const faint = Object.entries(heat).filter(([, { fg, bg }]) => contrast(fg, bg) < CONTRAST_MIN);
    expect(faint).toEqual([]);
  });

  test.each(SEEN)(
    "a fuller step is clearly further from the page, $eyes ($theme)",
    ({ heat, matrix, theme }) => {
      const lightness = STEPS.map((level) => labOf(seenBy(matrix, heat[level].bg))[0]);
      const sign = theme === "light" ? -1 : 1;
      const rises = lightness.slice(1).map((value, index) => sign * (value - (lightness[index] ?? 0)));
      expect(Math.min(...rises)).toBeGreaterThanOrEqual(STEP_MIN);
    },
  );

  test.each(SEEN)(
    "over capacity looks like no other step, and beside full it differs in lightness too, $eyes ($theme)",
    ({ heat, matrix }) => {
      const over = labOf(seenBy(matrix, heat.over.bg));
      const full = labOf(seenBy(matrix, heat.l6.bg));
      const others = STEPS.map((level) => distance(over, labOf(seenBy(matrix, heat[level].bg))));
      expect(Math.min(...others)).toBeGreaterThanOrEqual(OTHER_MIN);
      // On paper without colours, too, one sees who is beyond full.
      expect(Math.abs(over[0] - full[0])).toBeGreaterThanOrEqual(2 * STEP_MIN);
    },
  );
});

test("the percent beside a colour lies in the same step, whatever the load", () => {
  const capacity = 997;
  for (let load = 0; load <= 2 * capacity; load += 1) {
    const percent = Math.round((shownShare(load, capacity) ?? 0) * 100);
    if (load > 0 && percent > 0) expect(heatLevel(percent, 100), `${load}`).toBe(heatLevel(load, capacity));
  }
  expect([shownShare(29, 100), shownShare(7, 7), shownShare(1, 0)]).toEqual([0.29, 1, null]);
});
