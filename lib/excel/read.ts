import { readCsv } from "./csv";
import { fileError, LIMITS } from "./limits";
import type { SheetFacts } from "./parser-protocol";
import { readSheet, type SheetRow } from "./sheet";
import { readParts } from "./workbook";
import { inflateWhole, looksLikeZip, readDirectory, type ZipEntry } from "./zip";

export type Sheet = {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows with values, in batches; throws the refusals found on the way. */
  readonly rows: () => AsyncGenerator<SheetRow[]>;
  /** What else there is to know, once the rows were read. */
  readonly facts: () => SheetFacts;
};

export type Workbook = { readonly format: "xlsx" | "csv"; readonly sheets: readonly Sheet[] };

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** Name of the stream in which Office keeps a workbook with a password. */
const ENCRYPTED_STREAM = Buffer.from("EncryptedPackage", "utf16le");
const IGNORED = /^__MACOSX\/|(^|\/)\.DS_Store$|(^|\/)Thumbs\.db$/i;

/**
 * Opens an .xlsx, a .csv, or a .zip with one of them. Extension and content must agree; what is too large, encrypted,
 * with macros or links to other workbooks, a bomb or damaged is refused before a cell is read (throws `AppError` with a
 * `FileCode`). Never touches the disk. Source: Contracts §5, Domain §7.
 */
export const openWorkbook = async (data: Uint8Array, filename: string): Promise<Workbook> => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length === 0) throw fileError("FILE_EMPTY");
  if (bytes.length > LIMITS.fileBytes) throw fileError("FILE_TOO_LARGE", { maxBytes: LIMITS.fileBytes });
  return await open(bytes, extensionOf(filename), true);
};

const noFacts = (): SheetFacts => ({ merged: [], hiddenColumns: [] });

const extensionOf = (filename: string): string => /\.([^.]+)$/.exec(filename.toLowerCase().trim())?.[1] ?? "";

const open = async (bytes: Buffer, extension: string, mayNest: boolean): Promise<Workbook> => {
  if (bytes.subarray(0, OLE.length).equals(OLE)) {
    if (bytes.includes(ENCRYPTED_STREAM)) throw fileError("FILE_ENCRYPTED");
    throw fileError("FILE_TYPE", { detected: "xls" });
  }
  if (!["xlsx", "csv", "zip", "xlsm"].includes(extension))
    throw fileError("FILE_TYPE", { detected: extension });
  if (looksLikeZip(bytes)) {
    if (extension === "csv") throw fileError("FILE_TYPE", { detected: "zip" });
    const entries = readDirectory(bytes);
    if (entries.some((entry) => entry.name === "[Content_Types].xml")) return await openXlsx(bytes, entries);
    if (extension !== "zip" || !mayNest) throw fileError("FILE_TYPE", { detected: "zip" });
    return await openNested(bytes, entries);
  }
  if (extension !== "csv")
    throw fileError(extension === "zip" ? "FILE_DAMAGED" : "FILE_TYPE", { detected: detect(bytes) });
  if (detect(bytes) !== "text") throw fileError("FILE_TYPE", { detected: detect(bytes) });
  if (/^(\ufeff)?[\s,;]*$/.test(bytes.toString("utf8", 0, 65_536)) && bytes.length < 65_536)
    throw fileError("FILE_EMPTY");
  return { format: "csv", sheets: [{ name: "", hidden: false, facts: noFacts, rows: () => readCsv(bytes) }] };
};

const detect = (bytes: Buffer): string => {
  const head = bytes
    .toString("latin1", 0, 512)
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  if (head.startsWith("%pdf")) return "pdf";
  return /^<(!doctype|html|table|\?xml|head|body|meta)/.test(head) ? "html" : "text";
};

const openXlsx = async (bytes: Buffer, entries: readonly ZipEntry[]): Promise<Workbook> => {
  const book = await readParts(bytes, entries);
  if (book.sheets.length === 0) throw fileError("FILE_EMPTY");
  const sheets = book.sheets.map(({ name, hidden, entry }) => {
    const facts = { merged: [] as string[], hiddenColumns: [] as number[] };
    return { name, hidden, facts: () => facts, rows: () => readSheet(bytes, entry, book, facts) };
  });
  return { format: "xlsx", sheets };
};

const openNested = async (bytes: Buffer, entries: readonly ZipEntry[]): Promise<Workbook> => {
  const files = entries.filter((entry) => !IGNORED.test(entry.name));
  const [file] = files;
  if (file === undefined || files.length > 1 || !/\.(xlsx|csv)$/i.test(file.name))
    throw fileError("FILE_TYPE", { detected: "zip" });
  return await open(await inflateWhole(bytes, file, LIMITS.fileBytes), extensionOf(file.name), false);
};
