"use client";

import CssBaseline from "@mui/material/CssBaseline";
import { ThemeProvider } from "@mui/material/styles";
import { AppRouterCacheProvider } from "@mui/material-nextjs/v16-appRouter";
import rtlPlugin from "@mui/stylis-plugin-rtl";
import { type ReactNode, useMemo } from "react";
import { prefixer } from "stylis";
import { themeFor } from "./theme";
import { THEME_COOKIE, type ThemeMode } from "./theme-mode";

type Storage = {
  get: (fallback: unknown) => unknown;
  set: (value: unknown) => void;
  subscribe: () => () => void;
};

/** Keeps the choice in a cookie instead of localStorage, so that the server paints it at once. */
const cookieStorage =
  (mode: ThemeMode) =>
  ({ key }: { key: string }): Storage => ({
    get: (fallback) => (key.endsWith("mode") ? mode : fallback),
    set: (value) => {
      if (!key.endsWith("mode")) return;
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
      document.cookie = `${THEME_COOKIE}=${String(value)}; path=/; max-age=31536000; samesite=lax`;
    },
    subscribe: () => () => {},
  });

type Props = { direction: "rtl" | "ltr"; mode: ThemeMode; nonce: string | undefined; children: ReactNode };

/** Theme, right-to-left styles and the CSP nonce of the style cache. The plugins are functions, hence a client component. */
export function ThemeRegistry({ direction, mode, nonce, children }: Props) {
  const theme = useMemo(() => themeFor(direction), [direction]);
  const storageManager = useMemo(() => cookieStorage(mode), [mode]);
  const options = {
    key: direction === "rtl" ? "tkr" : "tk",
    stylisPlugins: direction === "rtl" ? [prefixer, rtlPlugin] : [prefixer],
    ...(nonce ? { nonce } : {}),
  };
  return (
    <AppRouterCacheProvider options={options}>
      <ThemeProvider
        theme={theme}
        defaultMode={mode}
        storageManager={storageManager}
        disableTransitionOnChange={false}
      >
        <CssBaseline enableColorScheme />
        {children}
      </ThemeProvider>
    </AppRouterCacheProvider>
  );
}
