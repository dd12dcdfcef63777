import { patchedSheet, type SheetPatch } from "./sheet-patch";
import { readStyleBook, type StyleBook } from "./style-patch";
import { readParts, type SheetPart } from "./workbook";
import { inflate, inflateWhole, looksLikeZip, readDirectory, type ZipEntry } from "./zip";
import { type ZipPart, zipBytes } from "./zip-writer";

const MB = 1024 * 1024;
/** A sheet is written again in the process that answers: what is larger comes back as text. */
const SHEET_BYTES = 48 * MB;
const BOOK_BYTES = 96 * MB;
const SMALL_BYTES = 4 * MB;
/** What runs or fetches something by itself is handed on to nobody. */
const ACTIVE =
  /embeddings|activex|ctrlprops|customui|webextension|connections\.xml|querytables|externallinks|vbaproject|macrosheets/i;
const CALC_CHAIN = /<(?:\w+:)?(?:Override|Relationship)\b[^>]*calcChain[^>]*\/>/gi;

type OwnBook = {
  readonly bytes: Buffer;
  readonly entries: readonly ZipEntry[];
  readonly sheet: SheetPart;
  readonly styles: StyleBook;
  readonly stylesEntry: ZipEntry;
};

/**
 * The uploader's workbook, if it can be handed back as it is: an .xlsx of moderate size with styles, and nothing in it that
 * acts by itself. Null otherwise; the file was read before, so that what is wrong with it is known already.
 */
export const openOwnBook = async (data: Uint8Array, sheetName: string): Promise<OwnBook | null> => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (!looksLikeZip(bytes)) return null;
  const entries = readDirectory(bytes);
  if (!entries.some(({ name }) => name === "[Content_Types].xml")) return null;
  // Part names are written as bytes of one character each.
  if (entries.some(({ name }) => ACTIVE.test(name) || !/^[\x20-\x7e]+$/.test(name))) return null;
  if (entries.reduce((sum, { size }) => sum + size, 0) > BOOK_BYTES) return null;
  const parts = await readParts(bytes, entries);
  const sheet = parts.sheets.find(({ name }) => name === sheetName);
  if (sheet === undefined || sheet.entry.size > SHEET_BYTES || parts.styles === undefined) return null;
  const styles = await readStyleBook(bytes, parts.styles);
  return styles === null ? null : { bytes, entries, sheet, styles, stylesEntry: parts.styles };
};

/**
 * The same workbook with one sheet patched, as a stream of bytes: other sheets, widths, formats, formulas and everything else
 * are handed on part by part as they came.
 */
export async function* ownBookBytes(
  { bytes, entries, sheet, styles, stylesEntry }: OwnBook,
  patch: Omit<SheetPatch, "styles">,
): AsyncGenerator<Buffer, void, undefined> {
  const others = entries.filter(
    (entry) => entry !== sheet.entry && entry !== stylesEntry && !/calcchain\.xml$/i.test(entry.name),
  );
  const parts: ZipPart[] = [
    ...others.map((entry) => ({ name: entry.name, chunks: copyOf(bytes, entry) })),
    { name: sheet.entry.name, chunks: patchedSheet(bytes, sheet.entry, { ...patch, styles }) },
    // Last, because the sheet tells which colours it needs.
    { name: stylesEntry.name, chunks: styles.chunks() },
  ];
  yield* zipBytes(parts);
}

/** A part as it came. The order in which cells were last computed is left out: Excel makes it anew, and it may name cells of ours. */
async function* copyOf(bytes: Buffer, entry: ZipEntry): AsyncGenerator<string | Uint8Array> {
  if (entry.size <= SMALL_BYTES && /\.rels$|\[Content_Types\]\.xml$/.test(entry.name))
    yield (await inflateWhole(bytes, entry, SMALL_BYTES)).toString("utf8").replace(CALC_CHAIN, "");
  else yield* inflate(bytes, entry);
}
