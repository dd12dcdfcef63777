import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

/** Words every page's client components may use. */
export const EVERYWHERE = ["auth", "common", "errors", "messages", "nav", "roles", "ui"] as const;

/**
 * Sends words to the browser: those of `EVERYWHERE` and the namespaces its client components name. All of them would be
 * more than 100 kB in every page; a section's layout adds its own, and a test tells when one is missing.
 */
export async function Words({ of, children }: { of: readonly string[]; children: ReactNode }) {
  const all = await getMessages();
  const wanted = new Set<string>([...EVERYWHERE, ...of]);
  const messages = Object.fromEntries(Object.entries(all).filter(([namespace]) => wanted.has(namespace)));
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}
