import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Folders whose code decides what the bytes of a file come to, beside this one. */
const FOLDERS = ["../excel", "../intake", "../shared"];
let known: string | undefined;

const digest = (): string => {
  const beside = path.dirname(fileURLToPath(import.meta.url));
  const here = existsSync(path.join(beside, "program.ts"))
    ? beside
    : path.join(/* turbopackIgnore: true */ process.cwd(), "lib/excel");
  const hash = createHash("sha256");
  for (const folder of FOLDERS.map((name) => path.join(here, name)))
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
      if (/\.m?ts$/.test(file)) hash.update(`${file}\n`).update(readFileSync(path.join(folder, file)));
  return hash.digest("hex");
};

/**
 * A digest of the program that reads files: another release may read the same bytes otherwise. Read once per process, some
 * milliseconds.
 */
export const readingProgram = (): string => {
  known ??= digest();
  return known;
};
