/** What a person chose; `system` follows the machine. */
export type ThemeMode = "light" | "dark" | "system";

/** Where the choice is kept: a cookie, so that the server paints it at once. */
export const THEME_COOKIE = "theme";
