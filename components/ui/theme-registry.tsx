"use client";

import createCache from "@emotion/cache";
import { CacheProvider, __unsafe_useEmotionCache as useEmotionCache } from "@emotion/react";
import CssBaseline from "@mui/material/CssBaseline";
import { ThemeProvider } from "@mui/material/styles";
import { AppRouterCacheProvider } from "@mui/material-nextjs/v16-appRouter";
import rtlPlugin from "@mui/stylis-plugin-rtl";
import { type ReactNode, useMemo, useState } from "react";
import { prefixer } from "stylis";
import { themeFor } from "./theme";
import { THEME_COOKIE, type ThemeMode } from "./theme-mode";
import { useLightPrint } from "./use-light-print";

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

type Direction = "rtl" | "ltr";
type Props = { direction: Direction; mode: ThemeMode; nonce: string | undefined; children: ReactNode };

/** Theme, right-to-left styles and the CSP nonce of the style cache. The plugins are functions, hence a client component. */
export function ThemeRegistry({ direction, mode, nonce, children }: Props) {
  useLightPrint();
  const theme = useMemo(() => themeFor(direction), [direction]);
  const storageManager = useMemo(() => cookieStorage(mode), [mode]);
  // The cache is that of the document: its nonce and first direction stay, whatever a later answer brings.
  const [first] = useState(() => ({ direction, options: optionsOf(direction, nonce) }));
  return (
    <AppRouterCacheProvider options={first.options}>
      <Directed first={first} direction={direction}>
        <ThemeProvider
          theme={theme}
          defaultMode={mode}
          storageManager={storageManager}
          disableTransitionOnChange={false}
        >
          <CssBaseline enableColorScheme />
          {children}
        </ThemeProvider>
      </Directed>
    </AppRouterCacheProvider>
  );
}

const optionsOf = (direction: Direction, nonce: string | undefined) => ({
  key: direction === "rtl" ? "tkr" : "tk",
  stylisPlugins: direction === "rtl" ? [prefixer, rtlPlugin] : [prefixer],
  ...(nonce ? { nonce } : {}),
});

type First = { direction: Direction; options: ReturnType<typeof optionsOf> };
type DirectedProps = { first: First; direction: Direction; children: ReactNode };

/** After a change of language the styles of the other direction come from a second cache; nothing below is mounted anew. */
function Directed({ first, direction, children }: DirectedProps) {
  const own = useEmotionCache();
  const cache = useMemo(() => {
    if (direction === first.direction) return own;
    const other = createCache(optionsOf(direction, first.options.nonce));
    // As the first one: MUI's own selectors count on it.
    other.compat = true;
    return other;
  }, [direction, first, own]);
  return <CacheProvider value={cache}>{children}</CacheProvider>;
}
