/**
 * The look, in one place. First the palette: lapis for what one acts on, turquoise for the brand mark, six tones for states, and a
 * blue → orange heat scale that stays readable to colour-blind eyes. Every text/background pair has contrast ≥ 4.5.
 * Components read all of it as CSS variables (`--tk-palette-…`), so light and dark need no second render.
 */
const light = {
  mode: "light" as const,
  primary: { main: "#27489b", dark: "#1b3577", light: "#5b7bd0", contrastText: "#ffffff", soft: "#e7ecf9" },
  secondary: { main: "#0b7a75", dark: "#075e5a", light: "#38a39d", contrastText: "#ffffff", soft: "#e0f3f1" },
  error: { main: "#b3261e", dark: "#8c1d17", light: "#dc6a63", contrastText: "#ffffff" },
  warning: { main: "#8a5a00", dark: "#6b4600", light: "#c98a1b", contrastText: "#ffffff" },
  success: { main: "#1e6e3e", dark: "#155330", light: "#4ea573", contrastText: "#ffffff" },
  info: { main: "#1f6091", dark: "#164869", light: "#5a9aca", contrastText: "#ffffff" },
  background: { default: "#f4f5f8", paper: "#ffffff" },
  text: { primary: "#1a2233", secondary: "#535d72", disabled: "#8b93a3" },
  divider: "#dce0e8",
  surface: { subtle: "#eef0f5", hover: "#f3f5fa", line: "#dce0e8", strongLine: "#8d96a8" },
  rail: {
    bg: "#16213f",
    fg: "#cdd6ea",
    hover: "#202e55",
    active: "#2a3b6b",
    activeFg: "#ffffff",
    mark: "#49cbbf",
  },
  tone: {
    ok: { fg: "#1b6237", bg: "#e4f4ea", line: "#b5dec4" },
    warn: { fg: "#764b00", bg: "#fdf1d8", line: "#ebcf8f" },
    bad: { fg: "#9b1c16", bg: "#fce8e6", line: "#f0b9b4" },
    info: { fg: "#1b567f", bg: "#e4f0f9", line: "#b4d3ea" },
    busy: { fg: "#2a4797", bg: "#e7ecf9", line: "#bcc9ee" },
    mute: { fg: "#4c566a", bg: "#eceef2", line: "#d3d8e0" },
  },
  heat: {
    none: { fg: "#667083", bg: "#f7f8fa" },
    l0: { fg: "#33415c", bg: "#eef3fa" },
    l1: { fg: "#22324f", bg: "#d8e5f5" },
    l2: { fg: "#152a4a", bg: "#b3cfec" },
    l3: { fg: "#0a1f3d", bg: "#7fafdd" },
    l4: { fg: "#ffffff", bg: "#2f6db0" },
    l5: { fg: "#ffffff", bg: "#174a82" },
    l6: { fg: "#ffffff", bg: "#0c2b52" },
    over: { fg: "#ffffff", bg: "#b34700" },
  },
};

type Palette = { [K in keyof typeof light]: K extends "mode" ? "light" | "dark" : (typeof light)[K] };

const dark: Palette = {
  mode: "dark",
  primary: { main: "#a3b8ff", dark: "#7f99ee", light: "#c3d0ff", contrastText: "#0e1833", soft: "#222f57" },
  secondary: { main: "#5bd1c6", dark: "#36aca1", light: "#8fe6dd", contrastText: "#04211f", soft: "#123634" },
  error: { main: "#ffb4ab", dark: "#e58a80", light: "#ffd0ca", contrastText: "#3a0a06" },
  warning: { main: "#f2c15c", dark: "#cf9f38", light: "#f8d58c", contrastText: "#2c1f00" },
  success: { main: "#7ed8a0", dark: "#57b37a", light: "#a6e8be", contrastText: "#06230f" },
  info: { main: "#8cc8ff", dark: "#62a3dd", light: "#b5dbff", contrastText: "#04213a" },
  background: { default: "#10141c", paper: "#181e29" },
  text: { primary: "#e6eaf2", secondary: "#a6b1c5", disabled: "#6f7a8f" },
  divider: "#2d3747",
  surface: { subtle: "#202836", hover: "#1e2633", line: "#2d3747", strongLine: "#6d7a91" },
  rail: {
    bg: "#0b0f16",
    fg: "#b9c4d8",
    hover: "#171e2b",
    active: "#222f57",
    activeFg: "#ffffff",
    mark: "#5bd1c6",
  },
  tone: {
    ok: { fg: "#8fe0ae", bg: "#15301f", line: "#2b5a3c" },
    warn: { fg: "#f5cc77", bg: "#35280b", line: "#6a5115" },
    bad: { fg: "#ffb9b1", bg: "#3f1815", line: "#7a302a" },
    info: { fg: "#9ad0ff", bg: "#12293c", line: "#2a5473" },
    busy: { fg: "#b7c6ff", bg: "#1e2a4f", line: "#3b4e8c" },
    mute: { fg: "#b7c0d0", bg: "#232b38", line: "#3b4657" },
  },
  heat: {
    none: { fg: "#8a95a8", bg: "#161c26" },
    l0: { fg: "#b3c3dc", bg: "#1a2436" },
    l1: { fg: "#c4d5ef", bg: "#1d3050" },
    l2: { fg: "#dbe8fb", bg: "#22426f" },
    l3: { fg: "#f0f6ff", bg: "#2a5b96" },
    l4: { fg: "#06182e", bg: "#6aa5de" },
    l5: { fg: "#06182e", bg: "#9cc6ee" },
    l6: { fg: "#06182e", bg: "#d3e6fa" },
    over: { fg: "#2b1000", bg: "#ff9d57" },
  },
};

/** Both palettes; `theme.ts` turns them into CSS variables. */
export const PALETTES = { light, dark };

/** Gaps, paddings and margins in px: step n is 2n px (`--tk-space-4` = 8 px). Between lie only corrections by eye. */
export const SPACE = {
  1: 2,
  2: 4,
  3: 6,
  4: 8,
  5: 10,
  6: 12,
  7: 14,
  8: 16,
  10: 20,
  12: 24,
  16: 32,
  20: 40,
  24: 48,
};

/** Corners in px (`--tk-radius-…`): marks and fields of a table, what one presses, boxes inside a panel, panels and dialogs. */
export const RADIUS = { small: 4, medium: 7, large: 10, sheet: 13, round: 999 };

/**
 * Type in rem (`--tk-type-…`), so that it follows the reader's own size. Vazirmatn is tall: 14 px with generous leading
 * reads like 15–16 px Latin; headings stay small so that data leads. `badge` is for one number in a mark.
 */
export const TYPE = {
  badge: "0.6875rem",
  small: "0.75rem",
  caption: "0.8125rem",
  body: "0.875rem",
  reading: "0.9375rem",
  title: "1.0625rem",
  heading: "1.25rem",
  page: "1.375rem",
  figure: "1.5625rem",
};

/** What lies above the page (`--tk-elevation-…`): a knob, a menu, a dialog. On dark ground only a deep shadow shows. */
export const ELEVATIONS = {
  light: {
    raised: "0 1px 3px rgb(10 20 45 / 24%)",
    float: "0 8px 28px rgb(10 20 45 / 16%)",
    modal: "0 16px 48px rgb(10 20 45 / 28%)",
  },
  dark: {
    raised: "0 1px 3px rgb(0 0 0 / 50%)",
    float: "0 8px 28px rgb(0 0 0 / 50%)",
    modal: "0 16px 48px rgb(0 0 0 / 60%)",
  },
};

/** Tones a state can have; see `status-chip.tsx` for which state has which. */
export type Tone = keyof typeof light.tone;

/** Steps of the heat scale, from empty to over capacity; `none` = nothing to show. */
export type HeatLevel = keyof typeof light.heat;
