#!/usr/bin/env node
// node bin/fix-lock.mjs [package-lock.json]   — run it after every change of the lockfile
//
// A registry that lacks some platform packages (…-darwin-arm64, …-win32-x64) makes npm write a lockfile without them.
// `npm ci` of npm 11 refuses such a file ("Missing: … from lock file"), and on those platforms native parts would
// silently be left out. This adds the missing optional packages with the version, system and processor their names tell.
import fs from "node:fs";

const SYSTEMS = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  linuxmusl: "linux",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  sunos: "sunos",
  aix: "aix",
  win32: "win32",
  windows: "win32",
};
const PROCESSORS = "arm64 x64 ia32 arm ppc64 s390x riscv64 loong64 mips64el wasm32".split(" ");

/** Would Node, looking from that package upwards, find the name in the lockfile? */
function isLocked(packages, from, name) {
  for (
    let at = from;
    ;
    at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : ""
  ) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

/** The entry npm would have written; null for a name that tells no platform. */
function entryFor(name, range, parent) {
  const words = name.split(/[/_-]/);
  const system = words.map((word) => SYSTEMS[word]).find(Boolean);
  const processor = words.find((word) => PROCESSORS.includes(word));
  if (!system && !processor) return null;
  const libc = /musl/.test(name) ? "musl" : system === "linux" && /-gnu/.test(name) ? "glibc" : null;
  return {
    version: range.replace(/^[^\d]*/, ""),
    ...(processor ? { cpu: [processor] } : {}),
    ...(parent.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  };
}

const file = process.argv[2] ?? new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(fs.readFileSync(file, "utf8"));
let added = 0;
for (const [at, parent] of Object.entries({ ...lock.packages }))
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isLocked(lock.packages, at, name)) continue;
    const entry = entryFor(name, range, parent);
    if (!entry) {
      process.stderr.write(`left alone: ${name}\n`);
      continue;
    }
    lock.packages[`node_modules/${name}`] = entry;
    added += 1;
  }
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} optional platform packages added\n`);
