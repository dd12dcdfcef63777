import { fileError, LIMITS } from "@/lib/excel/limits";
import type { Parser } from "@/lib/excel/parser";
import type { Sheet } from "@/lib/excel/read";
import { columnLetter, type SheetRow } from "@/lib/excel/sheet";
import type { AppError } from "@/lib/shared/errors";
import { COLUMNS, type FieldColumns, type Kind } from "../columns";
import { type Chosen, findHeader, type HeaderReading, type Mapping } from "../header";
import type { Remembered } from "../mapping/choice";
import type { MappedColumn } from "../mapping/decide";
import { samplesOf } from "../mapping/samples";
import { findProblemColumns } from "../problem-columns";
import { isSample, KEY_FIELD } from "../sample-row";
import { type Glimpse, glimpseOf, type Layout } from "./layout";

/** Where the headings are when the guess was wrong: a sheet by name, a row by Excel's number. */
export type Place = { readonly sheet?: string | null; readonly headerRow?: number | null };

/** A file with its headings found, ready to be read row by row. */
export type OpenFile = {
  readonly ok: true;
  /** What is known so far; once the rows were read, all of it. */
  readonly layout: () => Layout;
  readonly fields: readonly FieldColumns[];
  readonly mapping: Mapping;
  /** Column that says which row of an earlier file a row is, in a problem file. */
  readonly originColumn: number | null;
  readonly rows: AsyncGenerator<SheetRow[]>;
};

/** A file whose headings were not found, and what people can choose from instead. */
export type UnreadFile = {
  readonly ok: false;
  readonly code: AppError["code"];
  readonly details: Readonly<Record<string, unknown>>;
  readonly layout: Layout;
};

/** Titles, notes and blank rows may stand above the headings; further down nobody puts them. */
const HEADER_ROWS = 60;

type Found = Extract<HeaderReading, { ok: true }>;
type Looked = { sheet: Sheet; first: SheetRow[]; reading: HeaderReading; rest: AsyncGenerator<SheetRow[]> };
type Asked = {
  readonly filename: string;
  readonly kind: Kind;
  readonly chosen?: Chosen | undefined;
  readonly place?: Place | null;
};

/**
 * Opens a file and finds its headings on the first visible sheet that has them, or where somebody said they are. Throws the
 * codes of a file; a heading that is missing or doubled is named. Source: Domain §7.
 */
export const openFile = async (
  parser: Parser,
  bytes: Uint8Array,
  asked: Asked,
): Promise<OpenFile | UnreadFile> => {
  const book = await parser.open(bytes, asked.filename);
  const { kind, place } = asked;
  const said = place?.sheet ?? null;
  const wanted = book.sheets.filter(({ name, hidden }) => (said === null ? !hidden : name === said));
  const looks: Looked[] = [];
  for (const sheet of wanted) {
    const looked = await lookAt(sheet, asked);
    looks.push(looked);
    if (looked.reading.ok) return readyToRead(looked, looked.reading, { kind, sheets: book.sheets, looks });
    await looked.rest.return(undefined);
  }
  return unread(looks, book.sheets);
};

const unread = (looks: readonly Looked[], all: readonly Sheet[]): UnreadFile => {
  if (!looks.some(({ first }) => first.length > 0)) throw fileError("FILE_EMPTY");
  const failures = looks.flatMap(({ reading }) => (reading.ok ? [] : [reading]));
  const told = failures.find(({ code }) => code !== "HEADER_NOT_FOUND") ?? failures[0];
  const details = told !== undefined && "headers" in told ? { columns: told.headers } : {};
  return {
    ok: false,
    code: told?.code ?? "HEADER_NOT_FOUND",
    details,
    layout: { ...unreadLayout(looks, told, all), sheets: glimpses(looks, all) },
  };
};

/** What is shown of a file that was refused: its columns where headings were found, else only what to choose from. */
const unreadLayout = (
  looks: readonly Looked[],
  told: HeaderReading | undefined,
  all: readonly Sheet[],
): Layout => {
  const look = looks.find(({ reading }) => reading === told);
  if (look === undefined || told === undefined || told.ok || !("found" in told))
    return {
      sheet: null,
      headerRow: 0,
      columns: [],
      unknown: [],
      hiddenSheets: all.flatMap(({ name, hidden }) => (hidden ? [name] : [])),
      otherSheets: [],
    };
  const { columns, missing } = told.found;
  const own = ownColumns(columns);
  return { ...layoutOf(told.found, { look, sheets: all, own }), missing };
};

const ownColumns = (columns: readonly MappedColumn[]): number[] => {
  const { added, origin } = findProblemColumns(columns);
  return [...added, ...(origin === null ? [] : [origin])];
};

const glimpses = (looks: readonly Looked[], all: readonly Sheet[]): Glimpse[] =>
  all.map((sheet) => glimpseOf(sheet, looks.find((look) => look.sheet === sheet)?.first ?? []));

const readyToRead = (
  looked: Looked,
  reading: Found,
  { kind, sheets, looks }: { kind: Kind; sheets: readonly Sheet[]; looks: readonly Looked[] },
): OpenFile => {
  const { sheet, first } = looked;
  const sampleRows: number[] = [];
  const key = reading.mapping.byField.get(KEY_FIELD[kind])?.[0]?.column ?? -1;
  const ours = findProblemColumns(reading.mapping.columns);
  const own = ownColumns(reading.mapping.columns);
  let width = Math.max(0, ...reading.mapping.columns.map(({ column }) => column + 1));
  const isData = ({ rowNo, cells }: SheetRow): boolean => {
    width = Math.max(width, cells.length);
    if (!isSample(cells[key])) return true;
    sampleRows.push(rowNo);
    return false;
  };
  const { rowNo, remembered, mapping } = reading;
  const found = layoutOf({ rowNo, remembered, columns: mapping.columns }, { look: looked, sheets, own });
  const titleRows = first.flatMap(({ rowNo }) => (rowNo < reading.rowNo ? [rowNo] : []));
  const seen = glimpses(looks, sheets);
  return {
    ok: true,
    layout: () => {
      const { merged, hiddenColumns } = sheet.facts();
      return {
        ...found,
        titleRows,
        sampleRows,
        merged,
        hiddenColumns: hiddenColumns.map(columnLetter),
        problemColumns: own.map(columnLetter),
        width,
        sheets: seen,
      };
    },
    fields: COLUMNS[kind],
    mapping: reading.mapping,
    originColumn: ours.origin,
    rows: rowsBelow(looked, reading.rowNo, isData),
  };
};

const lookAt = async (sheet: Sheet, { kind, chosen, place }: Asked): Promise<Looked> => {
  const rest = sheet.rows();
  const first: SheetRow[] = [];
  const row = place?.headerRow ?? null;
  const isEnough = (): boolean =>
    first.length >= HEADER_ROWS && (row === null || (first.at(-1)?.rowNo ?? 0) >= row);
  while (!isEnough()) {
    const next = await rest.next();
    if (next.done) break;
    first.push(...next.value);
  }
  const candidates = row === null ? first.slice(0, HEADER_ROWS) : first.filter(({ rowNo }) => rowNo === row);
  const reading = findHeader(candidates, COLUMNS[kind], { ...chosen, said: row !== null });
  return { sheet, first, rest, reading };
};

async function* rowsBelow(
  { first, rest }: Looked,
  headerRow: number,
  isData: (row: SheetRow) => boolean,
): AsyncGenerator<SheetRow[]> {
  let count = 0;
  const counted = (rows: SheetRow[]): SheetRow[] => {
    count += rows.length;
    if (count > LIMITS.rows) throw fileError("TOO_MANY_ROWS", { max: LIMITS.rows });
    return rows.filter(isData);
  };
  yield counted(first.filter(({ rowNo }) => rowNo > headerRow));
  for await (const rows of rest) yield counted(rows);
}

type FoundLayout = Pick<
  Layout,
  "sheet" | "headerRow" | "columns" | "unknown" | "hiddenSheets" | "otherSheets" | "remembered"
>;
type FoundRow = {
  readonly rowNo: number;
  readonly columns: readonly MappedColumn[];
  readonly remembered: Remembered | null;
};

const layoutOf = (
  { rowNo, columns, remembered }: FoundRow,
  { look, sheets, own }: { look: Looked; sheets: readonly Sheet[]; own: readonly number[] },
): FoundLayout => {
  const { sheet, first } = look;
  const below = first.filter((row) => row.rowNo > rowNo);
  const placed = columns
    .filter(({ column }) => !own.includes(column))
    .map(({ column, header, field, match }) => ({
      header,
      field,
      match,
      column: columnLetter(column),
      samples: samplesOf(below, { column, field }),
    }));
  return {
    sheet: sheet.name === "" ? null : sheet.name,
    headerRow: rowNo,
    columns: placed.flatMap(({ field, ...rest }) => (field === null ? [] : [{ field, ...rest }])),
    unknown: placed.flatMap(({ field, match, ...rest }) => {
      if (field !== null) return [];
      return [match === "chosen" ? { ...rest, aside: true } : rest];
    }),
    ...(remembered === null
      ? {}
      : { remembered: { at: remembered.at, byId: remembered.byId, by: remembered.by } }),
    hiddenSheets: sheets.filter(({ hidden }) => hidden).map(({ name }) => name),
    otherSheets: sheets.filter((other) => !other.hidden && other !== sheet).map(({ name }) => name),
  };
};
