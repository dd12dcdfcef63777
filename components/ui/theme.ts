import { createTheme, type Theme } from "@mui/material/styles";
import { PALETTES } from "./tokens";

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
}

const FONT =
  '"Vazirmatn Variable", "Vazirmatn", "Vazirmatn Fallback", Tahoma, "Segoe UI", system-ui, sans-serif';

/** Vazirmatn is tall: 14 px with generous leading reads like 15–16 px Latin; headings stay small so that data leads. */
const typography = {
  fontFamily: FONT,
  fontSize: 14,
  htmlFontSize: 16,
  fontWeightMedium: 550,
  fontWeightBold: 700,
  h1: { fontSize: "1.375rem", fontWeight: 700, lineHeight: 1.5 },
  h2: { fontSize: "1.0625rem", fontWeight: 650, lineHeight: 1.6 },
  h3: { fontSize: "0.9375rem", fontWeight: 650, lineHeight: 1.6 },
  body1: { fontSize: "0.9375rem", lineHeight: 1.75 },
  body2: { fontSize: "0.875rem", lineHeight: 1.7 },
  caption: { fontSize: "0.8125rem", lineHeight: 1.6 },
  button: { fontSize: "0.875rem", fontWeight: 600, textTransform: "none" as const, letterSpacing: 0 },
};

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
      root: { borderRadius: 8, minHeight: 38, paddingInline: 16, whiteSpace: "nowrap" },
      sizeSmall: { minHeight: 30, paddingInline: 10, fontSize: "0.8125rem" },
      outlined: {
        borderColor: "var(--tk-palette-surface-strongLine)",
        backgroundColor: "var(--tk-palette-background-paper)",
      },
    },
  },
  MuiIconButton: { styleOverrides: { root: { borderRadius: 8 } } },
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: "none" } } },
  MuiTextField: { defaultProps: { size: "small", fullWidth: true } },
  MuiFormControl: { defaultProps: { size: "small" } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: { borderRadius: 8, backgroundColor: "var(--tk-palette-background-paper)" },
      notchedOutline: { borderColor: "var(--tk-palette-surface-strongLine)" },
    },
  },
  MuiFormHelperText: { styleOverrides: { root: { marginInline: 2, fontSize: "0.8125rem" } } },
  MuiDialog: { styleOverrides: { paper: { borderRadius: 14, border: line } } },
  MuiDialogTitle: { styleOverrides: { root: { fontSize: "1.0625rem", fontWeight: 700, paddingBottom: 8 } } },
  MuiDialogActions: { styleOverrides: { root: { padding: "12px 24px 20px", gap: 8 } } },
  MuiPopover: {
    styleOverrides: {
      paper: { borderRadius: 10, border: line, boxShadow: "0 8px 28px rgb(10 20 45 / 16%)" },
    },
  },
  MuiAutocomplete: {
    styleOverrides: {
      paper: { borderRadius: 10, border: line, boxShadow: "0 8px 28px rgb(10 20 45 / 16%)" },
    },
  },
  MuiMenuItem: { styleOverrides: { root: { fontSize: "0.875rem", minHeight: 38 } } },
  MuiTooltip: {
    defaultProps: { arrow: true },
    styleOverrides: {
      tooltip: { fontSize: "0.8125rem", lineHeight: 1.6, borderRadius: 6, padding: "6px 10px" },
    },
  },
  MuiAlert: { styleOverrides: { root: { borderRadius: 10, alignItems: "center" } } },
  MuiTabs: { styleOverrides: { root: { minHeight: 42 } } },
  MuiTab: { styleOverrides: { root: { minHeight: 42, paddingInline: 14, minWidth: 0 } } },
  MuiTable: { styleOverrides: { root: { fontSize: "0.875rem" } } },
};

/**
 * The theme for one direction. Colours are CSS variables switched by `html[data-theme]`, which the server writes
 * from the cookie: the first paint already has the right one.
 */
export const themeFor = (direction: "rtl" | "ltr"): Theme =>
  createTheme({
    direction,
    cssVariables: { cssVarPrefix: "tk", colorSchemeSelector: "data-theme" },
    colorSchemes: { light: { palette: PALETTES.light }, dark: { palette: PALETTES.dark } },
    shape: { borderRadius: 8 },
    typography,
    components,
  });
