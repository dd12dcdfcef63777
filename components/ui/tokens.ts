/**
 * The palette, in one place: lapis for what one acts on, turquoise for the brand mark, six tones for states, and a
 * blue → orange heat scale that stays readable to colour-blind eyes. Every text/background pair has contrast ≥ 4.5.
 * Components read them as CSS variables (`--tk-palette-…`), so light and dark need no second render.
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

/** Tones a state can have; see `status-chip.tsx` for which state has which. */
export type Tone = keyof typeof light.tone;

/** Steps of the heat scale, from empty to over capacity; `none` = nothing to show. */
export type HeatLevel = keyof typeof light.heat;
