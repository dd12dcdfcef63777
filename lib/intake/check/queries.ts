import { fileError, LIMITS } from "@/lib/excel/limits";
import type { Parser } from "@/lib/excel/parser";
import type { Sheet } from "@/lib/excel/read";
import { columnLetter, type SheetRow } from "@/lib/excel/sheet";
import { COLUMNS, type FieldColumns, type Kind } from "../columns";
import { type ChosenColumns, findHeader, type HeaderReading, type Mapping } from "../header";

/** What was understood of a file: kept with it and shown to people. */
export type Layout = {
  readonly sheet: string | null;
  /** Excel's number of the row of headings. */
  readonly headerRow: number;
  readonly columns: readonly { readonly field: string; readonly header: string; readonly column: string }[];
  /** Columns nobody knows: tolerated and named. */
  readonly unknown: readonly { readonly header: string; readonly column: string }[];
  readonly hiddenSheets: readonly string[];
  /** Visible sheets that were left aside. */
  readonly otherSheets: readonly string[];
};

/** A file with its headings found, ready to be read row by row. */
export type OpenFile = {
  readonly layout: Layout;
  readonly fields: readonly FieldColumns[];
  readonly mapping: Mapping;
  readonly rows: AsyncGenerator<SheetRow[]>;
};

/** Titles, notes and blank rows may stand above the headings; further down nobody puts them. */
const HEADER_ROWS = 60;

type Found = Extract<HeaderReading, { ok: true }>;
type Looked = { sheet: Sheet; first: SheetRow[]; reading: HeaderReading; rest: AsyncGenerator<SheetRow[]> };

/**
 * Opens a file and finds its headings on the first visible sheet that has them. Throws the codes of a file; the heading
 * that is missing or doubled is named. Source: Domain §7.
 */
export const openFile = async (
  parser: Parser,
  bytes: Uint8Array,
  { filename, kind, chosen }: { filename: string; kind: Kind; chosen?: ChosenColumns | undefined },
): Promise<OpenFile> => {
  const book = await parser.open(bytes, filename);
  const visible = book.sheets.filter(({ hidden }) => !hidden);
  const failures: Exclude<HeaderReading, { ok: true }>[] = [];
  let filled = false;
  for (const sheet of visible) {
    const looked = await lookAt(sheet, kind, chosen);
    filled ||= looked.first.length > 0;
    if (looked.reading.ok)
      return {
        layout: layoutOf(looked.reading, { sheet, sheets: book.sheets }),
        fields: COLUMNS[kind],
        mapping: looked.reading.mapping,
        rows: rowsBelow(looked, looked.reading.rowNo),
      };
    await looked.rest.return(undefined);
    failures.push(looked.reading);
  }
  if (!filled) throw fileError("FILE_EMPTY");
  const told = failures.find(({ code }) => code !== "HEADER_NOT_FOUND") ?? failures[0];
  const headers = told !== undefined && "headers" in told ? { columns: told.headers } : {};
  throw fileError(told?.code ?? "HEADER_NOT_FOUND", headers);
};

const lookAt = async (sheet: Sheet, kind: Kind, chosen: ChosenColumns | undefined): Promise<Looked> => {
  const rest = sheet.rows();
  const first: SheetRow[] = [];
  while (first.length < HEADER_ROWS) {
    const next = await rest.next();
    if (next.done) break;
    first.push(...next.value);
  }
  return { sheet, first, rest, reading: findHeader(first.slice(0, HEADER_ROWS), COLUMNS[kind], chosen) };
};

async function* rowsBelow({ first, rest }: Looked, headerRow: number): AsyncGenerator<SheetRow[]> {
  let count = 0;
  const counted = (rows: SheetRow[]): SheetRow[] => {
    count += rows.length;
    if (count > LIMITS.rows) throw fileError("TOO_MANY_ROWS", { max: LIMITS.rows });
    return rows;
  };
  yield counted(first.filter(({ rowNo }) => rowNo > headerRow));
  for await (const rows of rest) yield counted(rows);
}

const layoutOf = (
  { rowNo, mapping }: Found,
  { sheet, sheets }: { sheet: Sheet; sheets: readonly Sheet[] },
): Layout => {
  const placed = mapping.columns.map(({ column, ...rest }) => ({ ...rest, column: columnLetter(column) }));
  return {
    sheet: sheet.name === "" ? null : sheet.name,
    headerRow: rowNo,
    columns: placed.flatMap(({ field, ...rest }) => (field === null ? [] : [{ field, ...rest }])),
    unknown: placed.flatMap(({ field, ...rest }) => (field === null ? [rest] : [])),
    hiddenSheets: sheets.filter(({ hidden }) => hidden).map(({ name }) => name),
    otherSheets: sheets.filter((other) => !other.hidden && other !== sheet).map(({ name }) => name),
  };
};
