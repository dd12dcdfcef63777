import { randomUUID } from "node:crypto";
import { type BrowserContext, test as base, type Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import pg from "pg";
import type { Role } from "@/lib/auth/permissions";

export { expect } from "@playwright/test";

export type Locale = "fa" | "en";
export type Theme = "light" | "dark";
export type Who = { role: Role; centers?: readonly number[]; locale?: Locale; theme?: Theme; width?: number };

/** A console of its own is started for the browser tests (`npm test -- e2e`); this is its database. */
export const query = async <Row extends object>(
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
};

/** A connection to hold a lock with, so that a test sees what is over in a blink otherwise. */
export const holding = async (sql: string): Promise<{ release: () => Promise<void> }> => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query("BEGIN");
  await client.query(sql);
  return {
    release: async () => {
      await client.query("ROLLBACK");
      await client.end();
    },
  };
};

/** Something to wait for, and the word that ends the waiting: so that a test sees what is over in a blink otherwise. */
export const gate = (): { opened: Promise<void>; open: () => void } => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

/** Keeps the scripts of a page back until `open`: so slow a network that somebody types before they have come. */
export const holdScripts = async (page: Page): Promise<{ open: () => void }> => {
  const scripts = gate();
  await page.route("**/_next/static/**/*.js", async (route) => {
    await scripts.opened;
    await route.continue();
  });
  return scripts;
};

const NAMES: Record<Role, string> = {
  ADMIN: "مریم سرپرست",
  OPERATOR: "رضا کارشناس",
  MANAGER: "لیلا مدیری",
  MENTOR: "کاوه یاور",
  AUDITOR: "ناهید بازبین",
};

/** The session cookie of a person of this role, without the sign-in page: user and session are written as it would. */
export const mintSession = async ({ role, centers = role === "MANAGER" ? [0, 1, 2] : [] }: Who) => {
  const username = `e2e-${role.toLowerCase()}-${centers.join("-") || "all"}`;
  const [user] = await query<{ id: string }>(
    `INSERT INTO users (id, username, name, password_hash, role, centers) VALUES ($1, $2, $3, 'none', $4, $5)
     ON CONFLICT (username) DO UPDATE SET role = EXCLUDED.role, active = true RETURNING id`,
    [randomUUID(), username, NAMES[role], role, [...centers]],
  );
  const sid = randomUUID();
  await query("INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')", [
    sid,
    user?.id,
  ]);
  const secret = process.env.AUTH_SECRET ?? "";
  return encode({ token: { sub: user?.id ?? "", sid }, secret, maxAge: 3600 });
};

type Fixtures = {
  /** Opens a browser window signed in as somebody. */
  open: (who: Who) => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  open: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ locale = "fa", theme = "light", width = 1440, ...who }) => {
      const context = await browser.newContext({
        locale: locale === "fa" ? "fa-IR" : "en-GB",
        viewport: { width, height: width < 600 ? 844 : 900 },
        reducedMotion: "reduce",
      });
      contexts.push(context);
      const url = baseURL ?? "";
      await context.addCookies([
        { name: "takhsis.session", value: await mintSession({ ...who }), url, httpOnly: true },
        { name: "locale", value: locale, url },
        { name: "theme", value: theme, url },
      ]);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
