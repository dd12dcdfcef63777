import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Folders of `lib` whose code decides what the bytes of a file come to. */
const FOLDERS = ["excel", "intake", "shared"];
let known: string | undefined;

const digest = (): string => {
  const above = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  // A bundle of the console lies elsewhere, and the console runs in the project's folder.
  const lib = existsSync(path.join(/* turbopackIgnore: true */ above, "excel/program.ts"))
    ? above
    : path.join(/* turbopackIgnore: true */ process.cwd(), "lib");
  const hash = createHash("sha256");
  for (const name of FOLDERS) {
    const folder = path.join(/* turbopackIgnore: true */ lib, name);
    const files = readdirSync(/* turbopackIgnore: true */ folder, { recursive: true, encoding: "utf8" });
    for (const file of files.filter((one) => /\.m?ts$/.test(one)).sort())
      hash
        .update(`${file}\n`)
        .update(
          readFileSync(/* turbopackIgnore: true */ path.join(/* turbopackIgnore: true */ folder, file)),
        );
  }
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
