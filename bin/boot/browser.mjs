import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { failure } from "./failure.mjs";
import { withLock } from "./lock.mjs";
import { root, treeCache } from "./project.mjs";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const runs = (file, env = {}) =>
  fs.existsSync(file) &&
  spawnSync(file, ["--version", "--no-sandbox"], {
    env: { ...process.env, ...env },
    stdio: "ignore",
    timeout: 20_000,
  }).status === 0;

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  try {
    return chromium.executablePath();
  } catch {
    return null;
  }
}

/** A folder for the unpacked browser: beside the tree, or a temporary one where the tree may not be written to. */
function unpackFolder() {
  const { version } = JSON.parse(
    fs.readFileSync(path.join(root, "node_modules/@sparticuz/chromium/package.json"), "utf8"),
  );
  try {
    fs.mkdirSync(treeCache, { recursive: true });
    fs.accessSync(treeCache, fs.constants.W_OK);
    return path.join(treeCache, `chromium-${version}`);
  } catch {
    return path.join(os.tmpdir(), `takhsis-chromium-${version}-${process.getuid()}`);
  }
}

// Believing itself on that platform, the package also unpacks the system libraries a bare container lacks. It unpacks
// into TMPDIR, so a process of its own gets a private one.
const UNPACK = 'const { default: c } = await import("@sparticuz/chromium"); await c.executablePath();';

/** The package's font settings name its usual place, and not the machine's own fonts. */
function pointFonts(folder) {
  const file = path.join(folder, "fonts/fonts.conf");
  const settings = fs.readFileSync(file, "utf8").replaceAll("/tmp/fonts", path.join(folder, "fonts"));
  fs.writeFileSync(file, settings.replace("<dir>/opt/fonts</dir>", "<dir>/usr/share/fonts</dir>"));
}

/** The browser an npm package carries (Linux on x64 only). */
async function packaged() {
  const carried = fs.existsSync(path.join(root, "node_modules/@sparticuz/chromium"));
  if (process.platform !== "linux" || process.arch !== "x64" || !carried) return null;
  const folder = unpackFolder();
  await withLock(`${folder}.lock`, async () => {
    if (fs.existsSync(path.join(folder, "complete"))) return;
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };
    const unpacked = spawnSync(process.execPath, ["--input-type=module", "-e", UNPACK], { cwd: root, env });
    if (unpacked.status !== 0) throw failure("NO_BROWSER", {}, String(unpacked.stderr));
    pointFonts(folder);
    fs.writeFileSync(path.join(folder, "complete"), "");
  });
  const libraries = [path.join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  const env = { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: path.join(folder, "fonts") };
  return { path: path.join(folder, "chromium"), env };
}

/**
 * A Chromium for the browser tests, in this order: $CHROMIUM_PATH, Playwright's own, the system's, the one in an npm
 * package. `env` = the variables it needs. Throws NO_BROWSER.
 * @returns {Promise<{path: string, env: Record<string, string>}>}
 */
export async function findBrowser() {
  for (const file of [process.env.CHROMIUM_PATH, await playwrightsOwn(), ...SYSTEM])
    if (file && runs(file)) return { path: file, env: {} };
  const own = await packaged();
  if (own && runs(own.path, own.env)) return own;
  throw failure("NO_BROWSER");
}
