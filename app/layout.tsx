import "@fontsource-variable/vazirmatn";
import "./fallback-font.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";
import { THEME_COOKIE, type ThemeMode } from "@/components/ui/theme-mode";
import { ThemeRegistry } from "@/components/ui/theme-registry";
import { ToastProvider } from "@/components/ui/toasts";
import { directionOf } from "@/lib/i18n/locale";
import { readerCalendar } from "./reader-calendar";

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#16213f" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0f16" },
  ],
};

/** Page titles read «صفحه · تخصیص». */
export const generateMetadata = async (): Promise<Metadata> => {
  const t = await getTranslations("common");
  return {
    title: { default: t("appName"), template: t("pageTitle", { app: t("appName") }) },
    description: t("tagline"),
    robots: { index: false },
    icons: { icon: "/icon.svg" },
  };
};

const parseMode = (value: string | undefined): ThemeMode =>
  value === "light" || value === "dark" ? value : "system";

/** Only `system` needs the browser to decide; this runs before the first paint, so there is no flash. */
const FOLLOW_SYSTEM =
  'document.documentElement.dataset.theme=matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"';

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar, head, calendar] = await Promise.all([
    getLocale(),
    cookies(),
    headers(),
    readerCalendar(),
  ]);
  const direction = directionOf(locale);
  const mode = parseMode(jar.get(THEME_COOKIE)?.value);
  const nonce = head.get("x-nonce") ?? undefined;
  return (
    <html
      lang={locale}
      dir={direction}
      data-calendar={calendar}
      data-theme={mode === "system" ? undefined : mode}
      suppressHydrationWarning
    >
      <head>{mode === "system" && <FollowSystem nonce={nonce} />}</head>
      <body>
        <Words of={[]}>
          <ThemeRegistry direction={direction} mode={mode} nonce={nonce}>
            <ToastProvider>{children}</ToastProvider>
          </ThemeRegistry>
        </Words>
      </body>
    </html>
  );
}

function FollowSystem({ nonce }: { nonce: string | undefined }) {
  const html = { __html: FOLLOW_SYSTEM };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, under the request's nonce
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={html} />;
}
