import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { findBrowser } from "./browser.mjs";
import { reportFailure } from "./failure.mjs";
import { root, treeCache } from "./project.mjs";

/** Every picture; git ignores the folder. */
const ALL = path.join(treeCache, "screenshots");
/** Those that README and the user guide show. */
const CHOSEN_FOLDER = path.join(root, "docs/screenshots");
const SHOWN_IN_BOTH = [
  "home",
  "import",
  "quarantine",
  "run",
  "waiting",
  "capacity",
  "utilization",
  "explain",
  "export",
];
const CHOSEN = new Set([
  ...SHOWN_IN_BOTH.flatMap((name) => [`${name}-fa-light`, `${name}-en-light`]),
  "run-unplaced-fa-light",
  "run-certificate-fa-light",
  "students-fa-light-phone",
  "students-en-light-phone",
  "run-en-dark",
]);
const LOCALES = ["fa", "en"];
const THEMES = ["light", "dark"];
const SIZES = [
  { suffix: "", width: 1440, height: 900 },
  { suffix: "-phone", width: 390, height: 844 },
];

const PAGES = [
  ["home", "/"],
  ["imports", "/imports"],
  ["import-new", "/imports/new"],
  ["help", "/help"],
  ["run-compare", "/runs/compare"],
  ["utilization-mentors", "/utilization?tab=mentors"],
  ["utilization-spread", "/utilization?tab=spread"],
  ["utilization-outlook", "/utilization?tab=outlook"],
  ["utilization-downstream", "/utilization?tab=downstream"],
  ["settings-imports", "/settings/imports"],
  ["quarantine", "/quarantine"],
  ["quarantine-trend", "/quarantine/trend"],
  ["runs", "/runs"],
  ["run-new", "/runs/new"],
  ["students", "/students"],
  ["student-new", "/students/new"],
  ["waiting", "/waiting"],
  ["mentors", "/mentors"],
  ["mentor-new", "/mentors/new"],
  ["managers", "/managers"],
  ["capacity", "/capacity"],
  ["utilization", "/utilization"],
  ["exports", "/exports"],
  ["export-new", "/exports/new"],
  ["audit", "/audit"],
  ["jobs", "/jobs"],
  ["users", "/settings/users"],
  ["user-new", "/settings/users/new"],
  ["tokens", "/settings/tokens"],
  ["years", "/settings/years"],
  ["groups", "/settings/groups"],
  ["schools", "/settings/schools"],
  ["policy", "/settings/policy"],
  ["sessions", "/settings/sessions"],
  ["password", "/settings/password"],
];

/** Pages of one thing: name, the list it is found in, what its address looks like. */
const DETAILS = [
  ["import", "/imports?kind=students", /^\/imports\/[0-9a-f-]{36}$/],
  ["run", "/runs", /^\/runs\/[0-9a-f-]{36}$/],
  ["student", "/students", /^\/students\/[0-9a-f-]{36}$/],
  ["mentor", "/mentors", /^\/mentors\/\d+$/],
  ["export", "/exports", /^\/exports\/[0-9a-f-]{36}$/],
  ["user", "/settings/users", /^\/settings\/users\/[0-9a-f-]{36}$/],
];
/** What else of one thing has a page: the last part of its address. */
const ALSO = { import: "review", student: "edit", mentor: "edit" };
const RUN_TABS = ["unplaced", "chains", "students", "mentors", "certificate", "history"];

/** Starts the demo in a data folder of its own; resolves with its document (Contracts §7) once it serves. */
async function startDemo() {
  const child = spawn(process.execPath, [path.join(root, "bin/start.mjs"), "demo", "--json"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", TAKHSIS_DATA_DIR: path.join(treeCache, "screenshots-data") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => child.kill("SIGINT");
  process.once("exit", stop);
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith("{")) return { document: JSON.parse(line), stop };
  throw new Error("the demo ended before it served");
}

async function signIn(context, { url, user, password }) {
  const page = await context.newPage();
  await page.goto(`${url}/login`, { waitUntil: "networkidle" });
  await page.locator("input[name=username]").fill(user);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL((address) => address.pathname === "/");
  await page.close();
}

/** The first address on a page that looks like this; null where there is none. */
async function findLink(page, url, pattern) {
  await page.goto(url);
  // The rows of a list take the place of its skeleton a moment after the page has come.
  await page
    .locator("main table")
    .first()
    .waitFor({ timeout: 5_000 })
    .catch(() => undefined);
  const links = await page.locator("main a").evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
  return links.find((link) => pattern.test(link)) ?? null;
}

/** [name, address] of every page, those of one thing with the first one of its list. */
async function listPages(page, url) {
  const pages = [...PAGES];
  for (const [name, list, pattern] of DETAILS) {
    const found = await findLink(page, url + list, pattern);
    if (!found) continue;
    pages.push([name, found]);
    const also = ALSO[name];
    if (also) pages.push([`${name}-${also}`, `${found}/${also}`]);
    if (name !== "run") continue;
    for (const tab of RUN_TABS) pages.push([`run-${tab}`, `${found}?tab=${tab}`]);
    const explained = await findLink(page, `${url}${found}?tab=unplaced`, /\/explain\//);
    if (explained) pages.push(["explain", explained]);
  }
  return pages;
}

async function shoot(page, url, file) {
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  fs.writeFileSync(file, await page.screenshot({ caret: "hide", animations: "disabled" }));
}

/** One language and theme in both sizes. `only` names pages; without it all are taken. */
async function shootVariant(browser, { url, login, locale, theme, only }) {
  for (const { suffix, width, height } of SIZES) {
    const context = await browser.newContext({
      locale: locale === "fa" ? "fa-IR" : "en-GB",
      timezoneId: "Asia/Tehran",
      viewport: { width, height },
      reducedMotion: "reduce",
    });
    await context.addCookies([
      { name: "locale", value: locale, url },
      { name: "theme", value: theme, url },
    ]);
    await signIn(context, { url, ...login });
    const page = await context.newPage();
    for (const [name, address] of await listPages(page, url)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const title = `${name}-${locale}-${theme}${suffix}`;
      const file = path.join(ALL, `${title}.png`);
      await shoot(page, url + address, file);
      if (CHOSEN.has(title)) fs.copyFileSync(file, path.join(CHOSEN_FOLDER, `${title}.png`));
    }
    await context.close();
  }
}

/**
 * `node bin/screenshots.mjs [page …] [--url U --user N --password P]`: pictures of every page × language × theme × size
 * from the demo's data, or from a console that is already served.
 */
export async function takeScreenshots(argv) {
  const { values, positionals: only } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { url: { type: "string" }, user: { type: "string" }, password: { type: "string" } },
  });
  for (const folder of [ALL, CHOSEN_FOLDER]) fs.mkdirSync(folder, { recursive: true });
  let stop = () => undefined;
  let code = 0;
  try {
    const demo = values.url ? null : await startDemo();
    if (demo) stop = demo.stop;
    const admin = demo?.document.logins.find(({ role }) => role === "ADMIN") ?? values;
    const login = { user: admin.user, password: admin.password };
    const found = await findBrowser();
    const browser = await chromium.launch({
      executablePath: found.path,
      env: { ...process.env, ...found.env },
      args: ["--no-sandbox"],
    });
    for (const locale of LOCALES)
      for (const theme of THEMES) {
        await shootVariant(browser, { url: values.url ?? demo.document.url, login, locale, theme, only });
        process.stderr.write(`${locale} ${theme}: ${ALL}\n`);
      }
    await browser.close();
  } catch (error) {
    code = reportFailure(error);
  }
  stop();
  process.exit(code);
}
