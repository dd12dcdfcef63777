// Reads nothing but what every Node since 12.20 has: this file must still run where the rest cannot even be parsed.
import { readFileSync } from "node:fs";

const WANTED = [20, 19];

/** Ends the process with a message in Persian and English when this Node is older than the product needs. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1])) return;
  for (const language of ["fa", "en"]) {
    const words = JSON.parse(
      readFileSync(new URL(`../../lib/i18n/${language}.json`, import.meta.url), "utf8"),
    );
    const message = words.boot.errors.NODE_TOO_OLD.replace("{found}", process.versions.node);
    process.stderr.write(`${message.replace("{wanted}", WANTED.join("."))}\n`);
  }
  process.exit(1);
}
