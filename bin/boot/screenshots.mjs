import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { findBrowser } from "./browser.mjs";
import { reportFailure } from "./failure.mjs";
import { root, treeCache } from "./project.mjs";
import { CHOSEN, FOUND_ON, PICTURES } from "./screenshot-pages.mjs";

/** Every picture, the whole page; git ignores the folder. */
const ALL = path.join(treeCache, "screenshots");
/** Those that README and the user guide show, as the window shows them. */
const CHOSEN_FOLDER = path.join(root, "docs/screenshots");
const LOCALES = ["fa", "en"];
const THEMES = ["light", "dark"];
const SIZES = [
  { suffix: "", width: 1440, height: 900 },
  { suffix: "-phone", width: 390, height: 844 },
];
/** Of a longer page the picture shows so much; the rest repeats itself. */
const TALL_PX = 3_000;
/** Seconds the worker has for a plan. */
const PLANNED_TRIES = 60;
/** A busy machine may take so long for a page. */
const PATIENCE_MS = 90_000;
const LOOK = { caret: "hide", animations: "disabled" };

/** Starts a console in a data folder of its own; resolves with what it prints (Contracts §7) or its address once it serves. */
async function startConsole(folder, args) {
  const child = spawn(process.execPath, [path.join(root, "bin/start.mjs"), ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", TAKHSIS_DATA_DIR: path.join(treeCache, folder) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = () => child.kill("SIGINT");
  process.once("exit", stop);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("{")) return { document: JSON.parse(line), stop };
    const [url] = /http:\/\/localhost:\d+/.exec(line) ?? [];
    if (url) return { document: { url, logins: [] }, stop };
  }
  throw new Error("the console ended before it served");
}

async function openContext(browser, cookies, options = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addCookies(cookies);
  return context;
}

/** The cookies of somebody who has signed in. */
async function signIn(browser, url, { user, password }) {
  const context = await openContext(browser, []);
  const page = await context.newPage();
  await page.goto(`${url}/login`, { waitUntil: "networkidle" });
  await page.locator("input[name=username]").fill(user);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL((address) => address.pathname === "/");
  const cookies = await context.cookies();
  await context.close();
  return cookies.filter(({ name }) => name !== "locale" && name !== "theme");
}

/** `/runs/[run]` → what an address of that kind looks like */
const patternOf = (address) =>
  new RegExp(`^${address.replace(/[?.]/g, "\\$&").replace(/\[\w+\]/g, "[0-9a-f:%-]+")}$`, "i");

/** The first address on a page that looks like this; null where there is none. */
async function findLink(page, url, pattern) {
  await page.goto(url);
  // The rows of a list take the place of its skeleton a moment after the page has come.
  await page
    .locator("main table")
    .first()
    .waitFor({ timeout: 5_000 })
    .catch(() => undefined);
  const links = await page
    .locator("main a")
    .evaluateAll((all) => all.map((a) => new URL(a.href)).map((one) => one.pathname + one.search));
  return links.find((link) => pattern.test(link)) ?? null;
}

/** Addresses with the ids of the demo's own data; null for one of a thing that is not there. */
function finder(page, url) {
  const found = new Map();
  const find = async (address) => {
    if (!address.includes("[")) return address;
    const kind = Object.keys(FOUND_ON)
      .filter((one) => address.startsWith(one))
      .sort((a, b) => b.length - a.length)[0];
    if (!found.has(kind)) {
      const list = await find(FOUND_ON[kind]);
      found.set(kind, list && (await findLink(page, url + list, patternOf(kind))));
    }
    const link = found.get(kind);
    return link && link + address.slice(kind.length);
  };
  return find;
}

/** `pictures` with the ids in their addresses; without those whose thing is not there. */
async function withAddresses(browser, { url, cookies, pictures }) {
  const context = await openContext(browser, cookies);
  const find = finder(await context.newPage(), url);
  const known = [];
  for (const [name, address] of pictures) {
    const path = await find(address);
    if (path) known.push([name, path]);
    else process.stderr.write(`${name}: there is none\n`);
  }
  await context.close();
  return known;
}

async function shoot(page, address, title) {
  await page.goto(address, { waitUntil: "load" });
  // A sign-in that has run out would be photographed instead of every page after it.
  if (new URL(page.url()).pathname !== new URL(address).pathname)
    throw new Error(`${title}: ${address} led to ${page.url()}`);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  if (CHOSEN.has(title))
    fs.writeFileSync(path.join(CHOSEN_FOLDER, `${title}.png`), await page.screenshot(LOOK));
  const { width, height } = await page.evaluate(() => ({
    width: window.innerWidth,
    height: document.documentElement.scrollHeight,
  }));
  const clip = { x: 0, y: 0, width, height: Math.min(height, TALL_PX) };
  fs.writeFileSync(path.join(ALL, `${title}.png`), await page.screenshot({ ...LOOK, fullPage: true, clip }));
}

/** All these pictures in one language, theme and size. */
async function shootVariant(browser, { url, cookies, pictures, locale, theme, size }) {
  const { suffix, ...viewport } = size;
  const chosen = [
    { name: "locale", value: locale, url },
    { name: "theme", value: theme, url },
  ];
  const context = await openContext(browser, [...cookies, ...chosen], {
    locale: locale === "fa" ? "fa-IR" : "en-GB",
    timezoneId: "Asia/Tehran",
    viewport,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  for (const [name, address] of pictures)
    await shoot(page, url + address, `${name}-${locale}-${theme}${suffix}`);
  await context.close();
}

/** All these pictures in every variant: `{url, cookies, pictures}`. Both sizes at a time. */
async function shootAll(browser, scene) {
  if (scene.pictures.length === 0) return;
  const pictures = await withAddresses(browser, scene);
  for (const locale of LOCALES)
    for (const theme of THEMES) {
      await Promise.all(
        SIZES.map((size) => shootVariant(browser, { ...scene, pictures, locale, theme, size })),
      );
      process.stderr.write(`${locale} ${theme} (${pictures.length}): ${ALL}\n`);
    }
}

/** Plans a second run of the demo, so that there are two to compare. */
async function planSecondRun(browser, { url, cookies }) {
  const context = await openContext(browser, cookies);
  const page = await context.newPage();
  await page.goto(`${url}/runs/new`, { waitUntil: "networkidle" });
  await page.locator("main form button[type=submit]").click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  // It can be compared once the worker has decided it.
  for (let tries = 0; tries < PLANNED_TRIES; tries += 1) {
    const answer = await page.goto(`${url}/runs/compare?a=1&b=2`);
    if (answer?.status() === 200) break;
    await page.waitForTimeout(1_000);
  }
  await context.close();
}

const launch = async () => {
  const found = await findBrowser();
  return await chromium.launch({
    executablePath: found.path,
    env: { ...process.env, ...found.env },
    args: ["--no-sandbox"],
  });
};

/** The demo's pictures, or those of a console that is served: what only an own console can show is left out there. */
async function photograph(browser, { served, picturesOf }) {
  const empty = picturesOf("empty");
  if (!served && empty.length > 0) {
    const { document, stop } = await startConsole("screenshots-empty", []);
    await shootAll(browser, { url: document.url, cookies: [], pictures: empty });
    stop();
  }
  const demo = served ? null : await startConsole("screenshots-data", ["demo", "--json", "--fresh"]);
  const { url, logins } = served ?? demo.document;
  const signedIn = async (role) => {
    const login = logins.find((one) => one.role === role);
    return login ? await signIn(browser, url, login) : null;
  };
  const cookies = await signedIn("ADMIN");
  await shootAll(browser, { url, cookies: [], pictures: picturesOf("visitor") });
  await shootAll(browser, { url, cookies, pictures: picturesOf(undefined) });
  const mentor = await signedIn("MENTOR");
  if (mentor) await shootAll(browser, { url, cookies: mentor, pictures: picturesOf("mentor") });
  const compared = picturesOf("second-run");
  if (served || compared.length === 0) return;
  await planSecondRun(browser, { url, cookies });
  await shootAll(browser, { url, cookies, pictures: compared });
}

/**
 * `node bin/screenshots.mjs [page …] [--url U --user N --password P]`: pictures of every page × language × theme × size
 * from the demo's data, made anew, or from a console that is already served.
 */
export async function takeScreenshots(argv) {
  const { values, positionals: only } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { url: { type: "string" }, user: { type: "string" }, password: { type: "string" } },
  });
  for (const folder of [ALL, CHOSEN_FOLDER]) fs.mkdirSync(folder, { recursive: true });
  const { url, user, password } = values;
  const served = url ? { url, logins: [{ role: "ADMIN", user, password }] } : null;
  const picturesOf = (scene) =>
    PICTURES.filter((one) => one[2] === scene && (only.length === 0 || only.includes(one[0])));
  let code = 0;
  try {
    const browser = await launch();
    await photograph(browser, { served, picturesOf });
    await browser.close();
  } catch (error) {
    code = reportFailure(error);
  }
  process.exit(code);
}
