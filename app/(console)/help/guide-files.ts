import fs from "node:fs";
import path from "node:path";
import type { Picture } from "@/components/staff/guide";

const DOCS = path.join(process.cwd(), "docs");
const NAME = /^[a-z0-9-]+\.png$/;

/** The user guide of a language, as it stands in the repository. */
export const readGuide = (locale: "fa" | "en"): string =>
  fs.readFileSync(path.join(DOCS, "user-guide", `${locale}.md`), "utf8");

/** Bytes of a picture of the guide; null for any other name. */
export const readPicture = (name: string): Buffer | null => {
  const file = path.join(DOCS, "screenshots", name);
  return NAME.test(name) && fs.existsSync(file) ? fs.readFileSync(file) : null;
};

const sizes = new Map<string, Picture | null>();

/** Where the console serves a picture the guide names, and its size, so that the text does not jump when it arrives. */
export const pictureOf = (address: string): Picture | null => {
  const name = path.basename(address);
  const known = sizes.get(name);
  if (known) return known;
  const bytes = readPicture(name);
  // Width and height stand in the first chunk of every PNG.
  const size = bytes && { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  const picture = size && { src: `/help/pictures/${name}`, ...size };
  sizes.set(name, picture);
  return picture;
};
