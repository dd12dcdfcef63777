import { serialToIso } from "@/lib/shared/calendar";
import { fileError, LIMITS } from "./limits";
import { type CellParts, type StyleKind, type WorkbookParts, withinLimit } from "./workbook";
import { parseXml } from "./xml";
import { inflate, type ZipEntry } from "./zip";

/**
 * A row with at least one value. `cells` is indexed by column (A = 0) and holds texts only: numbers in full, dates as
 * ISO, booleans `TRUE`/`FALSE`, errors as Excel shows them (`#N/A`). `formulas` names the columns that were computed.
 */
export type SheetRow = {
  readonly rowNo: number;
  readonly cells: readonly (string | undefined)[];
  readonly formulas?: readonly number[];
};

const ROW_MAX = 1_048_576;
/** Title rows above the header are no data; the exact count is the importer's. */
const TITLE_ROWS = 100;
const MERGED_NAMED = 100;
/** A cell's text may come in pieces: each `_x000D_` of it takes seven characters. */
const PIECES_MAX = LIMITS.cellCharacters * 8;

/**
 * Rows of a sheet in batches, in file order, with Excel's row numbers. Refuses more rows (`TOO_MANY_ROWS`), values
 * beyond the last column (`TOO_MANY_COLUMNS`) and longer texts (`CELL_TOO_LARGE`) than allowed; empty styled cells are
 * no values. Merged ranges and hidden columns are noted in `facts`. Source: Contracts §5.
 */
export async function* readSheet(
  bytes: Buffer,
  entry: ZipEntry,
  book: WorkbookParts,
  facts: OpenFacts,
): AsyncGenerator<SheetRow[]> {
  let batch: SheetRow[] = [];
  let filled = 0;
  const reader = rowReader(await book.cells(), facts, (row) => {
    filled += 1;
    if (filled > LIMITS.rows + TITLE_ROWS) throw fileError("TOO_MANY_ROWS", { max: LIMITS.rows });
    batch.push(row);
  });
  for await (const _ of parseXml(inflate(bytes, entry), reader)) {
    if (batch.length === 0) continue;
    yield batch;
    batch = [];
  }
}

type OpenFacts = { readonly merged: string[]; readonly hiddenColumns: number[] };

const isOn = (flag: string | undefined): boolean => flag === "1" || flag === "true";

/** `<col min max>` from 1; a stretch to the sheet's last column is only noted as far as values may stand. */
const noteHidden = (a: Readonly<Record<string, string>>, hidden: number[]): void => {
  const last = Math.min(Number(a.max), LIMITS.columns);
  for (let column = Number(a.min); column <= last && hidden.length < LIMITS.columns; column += 1)
    hidden.push(column - 1);
};

/** SAX handlers that assemble rows; the state of the cell at hand lives in here. */
const rowReader = (book: CellParts, { merged, hiddenColumns }: OpenFacts, emit: (row: SheetRow) => void) => {
  let cells: (string | undefined)[] = [];
  let formulas: number[] = [];
  let rowNo = 0;
  let column = -1;
  let type: string | undefined;
  let style = 0;
  let value: string | null = null;
  let inValue = false;
  let phonetic = false;
  let formula = false;

  const endCell = (): void => {
    const text = value === null ? "" : cellText(type, value, style, book);
    if (text !== "") {
      if (column >= LIMITS.columns) throw fileError("TOO_MANY_COLUMNS", { max: LIMITS.columns });
      cells[column] = text;
      if (formula) formulas.push(column);
    }
    value = null;
    formula = false;
  };
  return {
    open: (name: string, a: Readonly<Record<string, string>>): void => {
      if (name === "c") {
        column = a.r === undefined ? column + 1 : columnOf(a.r);
        type = a.t;
        style = a.s === undefined ? 0 : Number(a.s);
      } else if (name === "v") inValue = true;
      else if (name === "t") inValue = !phonetic;
      else if (name === "rPh") phonetic = true;
      else if (name === "f") formula = true;
      else if (name === "row") {
        cells = [];
        formulas = [];
        column = -1;
        rowNo = a.r === undefined ? rowNo + 1 : Number(a.r);
        if (!(rowNo > 0 && rowNo <= ROW_MAX)) throw fileError("FILE_DAMAGED", { part: "row" });
      } else if (name === "col" && isOn(a.hidden)) noteHidden(a, hiddenColumns);
      else if (name === "mergeCell" && a.ref !== undefined && merged.length < MERGED_NAMED)
        merged.push(a.ref);
    },
    text: (piece: string): void => {
      if (!inValue) return;
      value = value === null ? piece : value + piece;
      if (value.length > PIECES_MAX) throw fileError("CELL_TOO_LARGE");
    },
    close: (name: string): void => {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") phonetic = false;
      else if (name === "c") endCell();
      else if (name === "row" && cells.length > 0)
        emit(formulas.length === 0 ? { rowNo, cells } : { rowNo, cells, formulas });
    },
  };
};

/** Column of a reference, A = 0. */
export const columnOf = (reference: string): number => {
  let n = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const code = reference.charCodeAt(i) & 0xdf;
    if (code < 65 || code > 90) break;
    n = n * 26 + code - 64;
  }
  if (n === 0 || n > 16_384) throw fileError("FILE_DAMAGED", { part: "reference" });
  return n - 1;
};

/** Letter of a column, A = 0: what people call it in Excel. */
export const columnLetter = (column: number): string => {
  let letters = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return letters;
};

const cellText = (type: string | undefined, value: string, style: number, book: CellParts): string => {
  switch (type) {
    case "s": {
      const text = book.strings[Number(value)];
      if (text === undefined) throw fileError("FILE_DAMAGED", { part: "sharedStrings" });
      return text;
    }
    case "str":
    case "inlineStr":
    case "e":
    case "d":
      return withinLimit(value);
    case "b":
      return value.trim() === "1" ? "TRUE" : "FALSE";
    default:
      return numberText(value, book.styles[style] ?? "number", book.date1904);
  }
};

const SECONDS_A_DAY = 86_400;

/** «21:26» typed into a group list becomes a time in Excel; shown as a time it is the list again. */
const numberText = (value: string, kind: StyleKind, date1904: boolean): string => {
  const number = Number(value);
  if (value.trim() === "" || Number.isNaN(number)) return withinLimit(value);
  const seconds = Math.round(number * SECONDS_A_DAY);
  if (kind === "time" && seconds >= 0 && seconds < 1e9) return clock(seconds);
  const day = kind === "date" ? serialToIso(seconds / SECONDS_A_DAY, date1904) : null;
  if (day === null) return plainNumber(number);
  const rest = seconds % SECONDS_A_DAY;
  return rest === 0 ? day : `${day}T${new Date(rest * 1000).toISOString().slice(11, 19)}`;
};

const clock = (seconds: number): string => {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, minutes, rest] = parts.map((n) => String(n).padStart(2, "0"));
  return `${Number(hours)}:${minutes}${rest === "00" ? "" : `:${rest}`}`;
};

/** A number as people see it in the formula bar: 1234567890123 and never 1.23e12. */
const plainNumber = (number: number): string =>
  Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number);
