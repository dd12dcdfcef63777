import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { themeFor } from "@/components/ui/theme";
import { ELEVATIONS, SPACE, TYPE } from "@/components/ui/tokens";
import { ROOT, readSources } from "@/tests/support/source-tree";

const styles = ["app", "components"]
  .flatMap((dir) =>
    fs
      .readdirSync(path.join(ROOT, dir), { recursive: true, encoding: "utf8" })
      .map((name) => `${dir}/${name}`),
  )
  .filter((file) => file.endsWith(".module.css") || file === "app/globals.css")
  .map((file) => ({ file, text: fs.readFileSync(path.join(ROOT, file), "utf8") }));
const sources = readSources("app", "components");

const REM = 16;
const STEPS = new Set<number>(Object.values(SPACE));
const SPACING = /^(?:(?:row-|column-)?gap|padding|margin|padding-[\w-]+|margin-[\w-]+)$/;
/** A border that takes no room; what lies above the page has a blur and is an elevation. */
const LINE = /^(?:inset )?0 (?:0|-?\d+px) 0(?: \d+px)? var\(--[\w-]+\)$/;

const isStep = (part: string): boolean => {
  const [, amount, unit] = /^([\d.]+)(px|rem)$/.exec(part) ?? [];
  return amount !== undefined && STEPS.has(Number(amount) * (unit === "rem" ? REM : 1));
};
const parts = (value: string) => value.split(/\s+/);

/** Points are for paper, which has no theme. */
const refused = (property: string, value: string): boolean => {
  if (property === "font-size") return !/^(?:var\(--tk-type-\w+\)|inherit|[\d.]+pt)$/.test(value);
  if (/^border-(?:[\w-]+-)?radius$/.test(property))
    return !parts(value).every((part) => /^(?:var\(--tk-radius-\w+\)|0|inherit)$/.test(part));
  if (property === "box-shadow")
    return !/^(?:var\(--tk-elevation-\w+\)|none)$/.test(value) && !LINE.test(value);
  return SPACING.test(property) && parts(value).some(isStep);
};

const literalsIn = (css: string): string[] =>
  [...css.replace(/\/\*.*?\*\//gs, "").matchAll(/([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)]
    .filter(([, property = "", value = ""]) => refused(property, value.trim()))
    .map(([found]) => found);

/** The same in an object of styles: `fontSize: 13`, `borderRadius: "8px"`, a step as number or text. */
const literalsInObjects = (text: string): string[] =>
  [...text.matchAll(/\b(fontSize|borderRadius|boxShadow|gap|(?:padding|margin)\w*): (\d+|"[^"]*")/g)]
    .filter(([, property = "", value = ""]) => {
      const bare = value.replaceAll('"', "");
      if (property === "fontSize" || property === "borderRadius") return !bare.startsWith("var(");
      if (property === "boxShadow") return !/^(?:var\(|none$)/.test(bare);
      return parts(/^\d+$/.test(bare) ? `${bare}px` : bare).some(isStep);
    })
    .map(([found]) => found);

describe("the one theme", () => {
  test.each([
    ["font-size: 13px", true],
    ["font-size: 0.875em", true],
    ["font-size: var(--tk-type-body)", false],
    ["border-start-end-radius: 8px", true],
    ["border-radius: 50%", true],
    ["border-radius: var(--tk-radius-small) 0", false],
    ["box-shadow: 0 8px 28px rgb(0 0 0 / 16%)", true],
    ["box-shadow: inset 0 0 0 1px var(--tk-palette-surface-line)", false],
    ["gap: 3px 8px", true],
    ["padding-inline: 0.5rem", true],
    ["margin: -1px 0 18px", false],
  ])("a style with «%s» is refused: %s", (declaration, wrong) => {
    expect(literalsIn(`.a { ${declaration}; }`)).toHaveLength(wrong ? 1 : 0);
  });

  test("type, corners, shadows and spacing of every style come from the tokens", () => {
    expect(styles.length).toBeGreaterThan(50);
    const found = styles.flatMap(({ file, text }) =>
      literalsIn(text).map((literal) => `${file}: ${literal}`),
    );
    expect(found).toEqual([]);
  });

  test("and so do those of the library's components", () => {
    const text = fs.readFileSync(path.join(ROOT, "components/ui/theme.ts"), "utf8");
    const before = text.indexOf("const components");
    expect(before).toBeGreaterThan(0);
    expect(literalsInObjects(text.slice(before))).toEqual([]);
    expect(literalsInObjects('{ borderRadius: 8, padding: "6px 10px", gap: 8 }')).toHaveLength(3);
  });

  test("every variable of the theme that is read is defined, in both themes", () => {
    const sheets: Record<string, object>[] = themeFor("rtl").generateStyleSheets();
    const inSheet = (which: RegExp) =>
      new Set(
        sheets.flatMap((sheet) =>
          Object.entries(sheet).flatMap(([selector, vars]) =>
            which.test(selector) ? Object.keys(vars) : [],
          ),
        ),
      );
    const own = styles.flatMap(({ text }) => [...text.matchAll(/(--tk-[\w-]+):/g)].map(([, name]) => name));
    const defined = new Set([...inSheet(/:root/), ...own]);
    const read = [...styles, ...sources].flatMap(({ file, text }) =>
      [...text.matchAll(/var\((--tk-[\w-]+)\)/g)].map(([, name = ""]) => ({ file, name })),
    );
    expect(read.length).toBeGreaterThan(1000);
    expect(read.filter(({ name }) => !defined.has(name))).toEqual([]);

    const dark = inSheet(/dark/);
    const perTheme = Object.keys(ELEVATIONS.dark).map((height) => `--tk-elevation-${height}`);
    expect(perTheme.filter((name) => !dark.has(name))).toEqual([]);
  });

  test("type has at most nine sizes, none below eleven pixels, each at least one from the next", () => {
    const sizes = Object.values(TYPE).map((size) => Number.parseFloat(size) * REM);
    expect(sizes.length).toBeLessThanOrEqual(9);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
    expect(sizes.slice(1).map((size, at) => size - (sizes[at] ?? 0) >= 1)).not.toContain(false);
  });

  test("a step of spacing is named after half its pixels", () => {
    expect(Object.entries(SPACE).filter(([step, px]) => Number(step) * 2 !== px)).toEqual([]);
  });
});
