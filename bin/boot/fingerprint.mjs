import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "./project.mjs";

/** Every file under these paths of the project, sorted; a path that is not there is left out. */
export function filesUnder(paths) {
  const found = [];
  const walk = (relative) => {
    const stat = fs.statSync(path.join(root, relative), { throwIfNoEntry: false });
    if (stat?.isFile()) found.push(relative);
    if (stat?.isDirectory())
      for (const name of fs.readdirSync(path.join(root, relative))) walk(path.join(relative, name));
  };
  for (const each of paths) walk(each);
  return found.sort();
}

/** sha256 over names and contents of all files under these paths: equal = nothing to make anew. */
export function fingerprint(paths, extra = "") {
  const hash = createHash("sha256").update(extra);
  for (const file of filesUnder(paths)) {
    const bytes = fs.readFileSync(path.join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** The fingerprint a stamp file remembers; null when it is missing. */
export function readStamp(file) {
  try {
    return fs.readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

/** Remembers a fingerprint. In a tree that may not be written to, the next start simply compares again. */
export function writeStamp(file, value) {
  try {
    fs.writeFileSync(file, `${value}\n`);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code)) throw error;
  }
}
