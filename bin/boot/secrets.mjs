import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { failure } from "./failure.mjs";
import { inData } from "./project.mjs";

const make = {
  authSecret: () => randomBytes(32).toString("base64url"),
  piiSalt: () => randomBytes(16).toString("hex"),
  dbPassword: () => randomBytes(24).toString("hex"),
  setupCode: () =>
    randomBytes(5)
      .toString("hex")
      .toUpperCase()
      .replace(/^(.{5})/, "$1-"),
};

function stored(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw failure("SECRETS_UNREADABLE", { path: file, reason: error.code ?? error.message });
  }
}

/**
 * The installation's own secrets, made on first use and kept in the data folder, readable by the owner only.
 * Two first starts at once agree: the file is put in place by a link, which only one of them can make.
 */
export function readSecrets(file = inData("secrets.json")) {
  const known = stored(file);
  const missing = Object.keys(make).filter((name) => !known[name]);
  if (missing.length === 0) return known;
  const complete = { ...known, ...Object.fromEntries(missing.map((name) => [name, make[name]()])) };
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, `${JSON.stringify(complete, null, 2)}\n`, { mode: 0o600 });
  try {
    if (Object.keys(known).length > 0) fs.renameSync(draft, file);
    else fs.linkSync(draft, file);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return stored(file);
}

/** Environment of web, worker and command line; what the shell already set wins. */
export const secretEnv = (secrets, env = process.env) => ({
  AUTH_SECRET: env.AUTH_SECRET || secrets.authSecret,
  NEXTAUTH_SECRET: env.NEXTAUTH_SECRET || env.AUTH_SECRET || secrets.authSecret,
  AUTH_TRUST_HOST: env.AUTH_TRUST_HOST || "1",
  PII_HASH_SALT: env.PII_HASH_SALT || secrets.piiSalt,
  SETUP_CODE: env.SETUP_CODE || secrets.setupCode,
});
