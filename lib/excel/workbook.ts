import { fileError, LIMITS } from "./limits";
import { attribute, parseXml } from "./xml";
import { inflate, type ZipEntry } from "./zip";

export type SheetPart = { readonly name: string; readonly hidden: boolean; readonly entry: ZipEntry };

/** What is needed to read the cells of a workbook: shared strings, what each cell style shows. */
export type CellParts = {
  readonly strings: readonly string[];
  readonly styles: readonly StyleKind[];
  readonly date1904: boolean;
};

/** Sheets in their order; `cells` reads what their cells refer to, once. */
export type WorkbookParts = {
  readonly sheets: readonly SheetPart[];
  readonly styles: ZipEntry | undefined;
  readonly cells: () => Promise<CellParts>;
};

/** The parts that are read at the gate, in the process that takes an upload: far more than any writer needs. */
const GATE_BYTES = 8 * 1024 * 1024;

type Relation = { id: string; type: string; target: string };

/**
 * Reads what a workbook consists of, and none of its texts. Refuses macros, links to other workbooks, parts that inflate beyond the limits
 * and packages that are no workbook. Source: Contracts §5.
 */
export const readParts = async (bytes: Buffer, entries: readonly ZipEntry[]): Promise<WorkbookParts> => {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const part = (path: string): ZipEntry | undefined => byName.get(path.replace(/^\//, "").toLowerCase());
  refuseUnsafe(entries);
  const root = await readRelations(bytes, part("_rels/.rels"));
  const main = root.find((r) => r.type.endsWith("/officeDocument"))?.target ?? "xl/workbook.xml";
  const book = part(resolve("", main));
  if (book === undefined || !/\.xml$/i.test(book.name)) throw fileError("FILE_TYPE", { detected: "zip" });
  const folder = book.name.slice(0, book.name.lastIndexOf("/") + 1);
  const rels = await readRelations(bytes, part(`${folder}_rels/${book.name.slice(folder.length)}.rels`));
  const { sheets, date1904 } = await readBook(bytes, book);
  const target = (type: string): ZipEntry | undefined => {
    const found = rels.find((r) => r.type.endsWith(`/${type}`));
    return found && part(resolve(folder, found.target));
  };
  let cells: Promise<CellParts> | undefined;
  const readCells = async (): Promise<CellParts> => ({
    date1904,
    strings: await readStrings(bytes, target("sharedStrings")),
    styles: await readStyles(bytes, target("styles")),
  });
  return {
    styles: target("styles"),
    cells: () => {
      cells ??= readCells();
      return cells;
    },
    sheets: sheets.flatMap(({ name, hidden, id }) => {
      const relation = rels.find((r) => r.id === id);
      if (!relation?.type.endsWith("/worksheet")) return [];
      const entry = part(resolve(folder, relation.target));
      if (entry === undefined) throw fileError("FILE_DAMAGED", { part: relation.target });
      return [{ name, hidden, entry }];
    }),
  };
};

const refuseUnsafe = (entries: readonly ZipEntry[]): void => {
  let others = 0;
  for (const { name, size } of entries) {
    if (/vbaProject\.bin$|\/macrosheets\//i.test(name)) throw fileError("FILE_MACROS");
    if (/\/externalLinks\//i.test(name)) throw fileError("FILE_EXTERNAL_LINKS");
    if (!/\/worksheets\/[^/]+\.xml$/i.test(name)) others += size;
    else if (size > LIMITS.sheetBytes) throw fileError("FILE_BOMB", { part: name });
  }
  if (others > LIMITS.otherBytes) throw fileError("FILE_BOMB");
};

/** Path of a relation's target: absolute, or relative to the folder of its source. */
const resolve = (folder: string, target: string): string => {
  if (target.startsWith("/")) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
};

const drain = async (parsing: AsyncGenerator<void>): Promise<void> => {
  for await (const _ of parsing);
};

const withinGate = (entry: ZipEntry): ZipEntry => {
  if (entry.size > GATE_BYTES) throw fileError("FILE_BOMB", { part: entry.name });
  return entry;
};

const readRelations = async (bytes: Buffer, entry: ZipEntry | undefined): Promise<Relation[]> => {
  const relations: Relation[] = [];
  if (entry === undefined) return relations;
  const open = (name: string, a: Readonly<Record<string, string>>): void => {
    if (name === "Relationship")
      relations.push({ id: a.Id ?? "", type: a.Type ?? "", target: a.Target ?? "" });
  };
  await drain(parseXml(inflate(bytes, withinGate(entry)), { open }));
  return relations;
};

const readBook = async (bytes: Buffer, entry: ZipEntry) => {
  const sheets: { name: string; hidden: boolean; id: string }[] = [];
  let date1904 = false;
  const open = (name: string, a: Readonly<Record<string, string>>): void => {
    if (name === "sheet")
      sheets.push({
        name: a.name ?? "",
        hidden: (a.state ?? "visible") !== "visible",
        id: attribute(a, "id") ?? "",
      });
    else if (name === "workbookPr") date1904 = /^(1|true)$/.test(a.date1904 ?? "");
  };
  await drain(parseXml(inflate(bytes, withinGate(entry)), { open }));
  return { sheets, date1904 };
};

/** Shared strings; the runs of rich text are joined, phonetic hints are left out. */
const readStrings = async (bytes: Buffer, entry: ZipEntry | undefined): Promise<string[]> => {
  const strings: string[] = [];
  if (entry === undefined) return strings;
  let text = "";
  let inText = false;
  let phonetic = 0;
  await drain(
    parseXml(inflate(bytes, entry), {
      open: (name) => {
        if (name === "si") text = "";
        else if (name === "rPh") phonetic += 1;
        else if (name === "t") inText = phonetic === 0;
      },
      text: (piece) => {
        if (inText) text += piece;
      },
      close: (name) => {
        if (name === "t") inText = false;
        else if (name === "rPh") phonetic -= 1;
        else if (name === "si") strings.push(withinLimit(text));
      },
    }),
  );
  return strings;
};

/** The text of a cell, or `CELL_TOO_LARGE`; `_x000D_` is how the format writes what XML cannot. */
export const withinLimit = (text: string): string => {
  if (text.length > LIMITS.cellCharacters) throw fileError("CELL_TOO_LARGE");
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
};

/** For each cell style, what its number format shows. */
const readStyles = async (bytes: Buffer, entry: ZipEntry | undefined): Promise<StyleKind[]> => {
  const styles: StyleKind[] = [];
  if (entry === undefined) return styles;
  const formats = new Map<number, string>();
  let inCells = false;
  await drain(
    parseXml(inflate(bytes, entry), {
      open: (name, a) => {
        if (name === "numFmt") formats.set(Number(a.numFmtId), a.formatCode ?? "");
        else if (name === "cellXfs") inCells = true;
        else if (name === "xf" && inCells) styles.push(styleKind(Number(a.numFmtId ?? 0), formats));
      },
      close: (name) => {
        if (name === "cellXfs") inCells = false;
      },
    }),
  );
  return styles;
};

/** How a number under a cell style is shown: as itself, as a day, or as hours and minutes. */
export type StyleKind = "number" | "date" | "time";

/** Built-in formats, also those Excel gives these numbers in other languages. */
const builtInKind = (id: number): StyleKind => {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return "date";
  return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? "time" : "number";
};

const styleKind = (id: number, formats: ReadonlyMap<number, string>): StyleKind => {
  const format = formats.get(id);
  if (format === undefined) return builtInKind(id);
  // Quoted text, colours and conditions in brackets, and escaped letters do not count.
  const bare = format.replace(/\[(h+|m+|s+)\]/gi, "$1:").replace(/"[^"]*"|\[[^\]]*\]|\\.|[_*]./g, "");
  if (/general/i.test(bare)) return "number";
  if (/[yd]/i.test(bare)) return "date";
  // An m beside a colon, hours or seconds is minutes, otherwise the month.
  if (/[hs]|m:|:m/i.test(bare)) return "time";
  return /m/i.test(bare) ? "date" : "number";
};
