import { parseXml } from "./xml";
import { copyTag, copyText, prefixOf } from "./xml-copy";
import { inflate, type ZipEntry } from "./zip";

/** Cells of a workbook that get a colour keep everything else of their style. */
export type Colour = "bad" | "doubt";
const FILLS: Readonly<Record<Colour, string>> = { bad: "FFFF9C9C", doubt: "FFFFE3A3" };
const COLOURS = Object.keys(FILLS) as Colour[];
/** Excel opens no workbook with more. */
const STYLES_MAX = 64_000;

type Attributes = Readonly<Record<string, string>>;
type CellStyle = { readonly raw: string; readonly attributes: Attributes; readonly inner: string };

export type StyleBook = {
  /** Number of the style that looks like another one in a colour; the same question gets the same number. */
  readonly coloured: (style: number, colour: Colour) => number;
  /** Number of a style for plain text. */
  readonly text: () => number;
  /** The part with what was asked for added. Read it when nothing more is asked. */
  readonly chunks: () => AsyncGenerator<string>;
};

/**
 * Reads the styles of a workbook, so that cells can be given colours without losing what else they look like. Null where
 * there is nothing to go by: some writers leave out all but the formats of numbers.
 */
export const readStyleBook = async (bytes: Buffer, entry: ZipEntry): Promise<StyleBook | null> => {
  const { styles, fills } = await readStyles(bytes, entry);
  if (styles.length === 0 || fills === 0) return null;
  const added: string[] = [];
  const known = new Map<string, number>();
  const numberOf = (key: string, make: () => string): number | null => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (styles.length + added.length >= STYLES_MAX) return null;
    known.set(key, styles.length + added.length);
    added.push(make());
    return styles.length + added.length - 1;
  };
  const prefix = prefixOf(styles[0]?.raw ?? "");
  return {
    coloured: (style, colour) => {
      const { raw, attributes, inner } = styles[style] ?? { raw: `${prefix}xf`, attributes: {}, inner: "" };
      const fillId = String(fills + COLOURS.indexOf(colour));
      const make = (): string =>
        `${copyTag(raw, { ...attributes, fillId, applyFill: "1" })}${inner}</${raw}>`;
      return numberOf(`${style}:${colour}`, make) ?? style;
    },
    text: () =>
      numberOf(
        "text",
        () => `<${prefix}xf numFmtId="49" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`,
      ) ?? 0,
    chunks: () => writeStyles(bytes, entry, added),
  };
};

const readStyles = async (bytes: Buffer, entry: ZipEntry) => {
  const styles: CellStyle[] = [];
  let fills = 0;
  let inFills = false;
  let inStyles = false;
  let open: { raw: string; attributes: Attributes; inner: string } | null = null;
  const reading = parseXml(inflate(bytes, entry), {
    open: (name, attributes, raw) => {
      if (name === "fills") inFills = true;
      else if (name === "cellXfs") inStyles = true;
      else if (name === "fill" && inFills) fills += 1;
      else if (inStyles && name === "xf") open = { raw, attributes, inner: "" };
      else if (open !== null) open.inner += copyTag(raw, attributes);
    },
    close: (name, raw) => {
      if (name === "fills") inFills = false;
      else if (name === "cellXfs") inStyles = false;
      else if (name === "xf" && open !== null) {
        styles.push(open);
        open = null;
      } else if (open !== null) open.inner += `</${raw}>`;
    },
  });
  for await (const _ of reading);
  return { styles, fills };
};

async function* writeStyles(
  bytes: Buffer,
  entry: ZipEntry,
  added: readonly string[],
): AsyncGenerator<string> {
  let out = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const writing = parseXml(inflate(bytes, entry), {
    open: (name, attributes, raw) => {
      const { count: _, ...rest } = attributes;
      out += copyTag(raw, name === "fills" || name === "cellXfs" ? rest : attributes);
    },
    text: (text) => {
      out += copyText(text);
    },
    close: (name, raw) => {
      const prefix = prefixOf(raw);
      if (name === "fills") out += COLOURS.map((colour) => fillXml(prefix, FILLS[colour])).join("");
      else if (name === "cellXfs") out += added.join("");
      out += `</${raw}>`;
    },
  });
  for await (const _ of writing) {
    yield out;
    out = "";
  }
}

const fillXml = (p: string, rgb: string): string =>
  `<${p}fill><${p}patternFill patternType="solid"><${p}fgColor rgb="${rgb}"/></${p}patternFill></${p}fill>`;
