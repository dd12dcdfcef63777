import { createTheme, type Theme } from "@mui/material/styles";
import { ELEVATIONS, PALETTES, RADIUS, SPACE, TYPE } from "./tokens";

declare module "@mui/material/styles" {
  interface Palette {
    surface: typeof PALETTES.light.surface;
    rail: typeof PALETTES.light.rail;
    tone: typeof PALETTES.light.tone;
    heat: typeof PALETTES.light.heat;
  }
  interface PaletteOptions {
    surface?: typeof PALETTES.light.surface;
    rail?: typeof PALETTES.light.rail;
    tone?: typeof PALETTES.light.tone;
    heat?: typeof PALETTES.light.heat;
  }
  interface CssThemeVariables {
    enabled: true;
  }
  interface ColorSystemOptions {
    elevation?: typeof ELEVATIONS.light;
  }
  interface ThemeOptions {
    space?: typeof SPACE;
    radius?: typeof RADIUS;
    type?: typeof TYPE;
  }
}

const FONT =
  '"Vazirmatn Variable", "Vazirmatn", "Vazirmatn Fallback", Tahoma, "Segoe UI", system-ui, sans-serif';

const typography = {
  fontFamily: FONT,
  fontSize: 14,
  htmlFontSize: 16,
  fontWeightMedium: 550,
  fontWeightBold: 700,
  h1: { fontSize: TYPE.page, fontWeight: 700, lineHeight: 1.5 },
  h2: { fontSize: TYPE.title, fontWeight: 650, lineHeight: 1.6 },
  h3: { fontSize: TYPE.reading, fontWeight: 650, lineHeight: 1.6 },
  body1: { fontSize: TYPE.reading, lineHeight: 1.75 },
  body2: { fontSize: TYPE.body, lineHeight: 1.7 },
  caption: { fontSize: TYPE.caption, lineHeight: 1.6 },
  button: { fontSize: TYPE.body, fontWeight: 600, textTransform: "none" as const, letterSpacing: 0 },
};

const space = (step: keyof typeof SPACE) => `var(--tk-space-${step})`;
const radius = (size: keyof typeof RADIUS) => `var(--tk-radius-${size})`;
const elevation = (height: keyof typeof ELEVATIONS.light) => `var(--tk-elevation-${height})`;

/** The library's 24 heights are three here: knobs, what opens beside its button, what stands before everything. */
const HEIGHTS = Array.from({ length: 25 }, (_, height) => {
  if (height === 0) return "none";
  if (height <= 3) return elevation("raised");
  return elevation(height <= 16 ? "float" : "modal");
});

const focusRing = {
  "&.Mui-focusVisible, &:focus-visible": {
    outline: "2px solid var(--tk-palette-primary-main)",
    outlineOffset: 2,
  },
};

const line = "1px solid var(--tk-palette-surface-line)";

/** Where the library's look is left behind: no ripples, no shadows on surfaces, lines instead of elevation. */
const components: Theme["components"] = {
  MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: focusRing } },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: { borderRadius: radius("medium"), minHeight: 38, paddingInline: space(8), whiteSpace: "nowrap" },
      sizeSmall: { minHeight: 30, paddingInline: space(5), fontSize: TYPE.caption },
      outlined: {
        borderColor: "var(--tk-palette-surface-strongLine)",
        backgroundColor: "var(--tk-palette-background-paper)",
      },
    },
  },
  MuiIconButton: { styleOverrides: { root: { borderRadius: radius("medium") } } },
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: "none" } } },
  MuiTextField: { defaultProps: { size: "small", fullWidth: true } },
  MuiFormControl: { defaultProps: { size: "small" } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: { borderRadius: radius("medium"), backgroundColor: "var(--tk-palette-background-paper)" },
      notchedOutline: { borderColor: "var(--tk-palette-surface-strongLine)" },
    },
  },
  MuiFormHelperText: { styleOverrides: { root: { marginInline: space(1), fontSize: TYPE.caption } } },
  MuiDialog: { styleOverrides: { paper: { borderRadius: radius("sheet"), border: line } } },
  MuiDialogTitle: {
    styleOverrides: { root: { fontSize: TYPE.title, fontWeight: 700, paddingBottom: space(4) } },
  },
  MuiDialogActions: {
    styleOverrides: { root: { padding: `${space(6)} ${space(12)} ${space(10)}`, gap: space(4) } },
  },
  MuiPopover: {
    styleOverrides: {
      paper: { borderRadius: radius("large"), border: line, boxShadow: elevation("float") },
    },
  },
  MuiAutocomplete: {
    styleOverrides: {
      paper: { borderRadius: radius("large"), border: line, boxShadow: elevation("float") },
    },
  },
  MuiMenuItem: { styleOverrides: { root: { fontSize: TYPE.body, minHeight: 38 } } },
  MuiTooltip: {
    defaultProps: { arrow: true },
    styleOverrides: {
      tooltip: {
        fontSize: TYPE.caption,
        lineHeight: 1.6,
        borderRadius: radius("medium"),
        padding: `${space(3)} ${space(5)}`,
      },
    },
  },
  MuiAlert: { styleOverrides: { root: { borderRadius: radius("large"), alignItems: "center" } } },
  MuiTabs: { styleOverrides: { root: { minHeight: 42 } } },
  MuiTab: { styleOverrides: { root: { minHeight: 42, paddingInline: space(7), minWidth: 0 } } },
  MuiTable: { styleOverrides: { root: { fontSize: TYPE.body } } },
};

/**
 * The theme for one direction. The tokens are CSS variables; colours and shadows are switched by `html[data-theme]`,
 * which the server writes from the cookie: the first paint already has the right one.
 */
export const themeFor = (direction: "rtl" | "ltr"): Theme =>
  createTheme({
    direction,
    cssVariables: { cssVarPrefix: "tk", colorSchemeSelector: "data-theme" },
    colorSchemes: {
      light: { palette: PALETTES.light, elevation: ELEVATIONS.light },
      dark: { palette: PALETTES.dark, elevation: ELEVATIONS.dark },
    },
    space: SPACE,
    radius: RADIUS,
    type: TYPE,
    shape: { borderRadius: RADIUS.medium },
    shadows: HEIGHTS as Theme["shadows"],
    typography,
    components,
  });
