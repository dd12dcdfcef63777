import { columnLetter } from "./sheet";

/** Cells of one row as text, in column order; null or "" = no cell. */
export type TextRow = readonly (string | null)[];

export type TextSheet = {
  name: string;
  header: readonly string[];
  /** Pages of rows, pulled as the bytes are read. At most 1,048,575 rows a sheet. */
  pages: Iterable<readonly TextRow[]> | AsyncIterable<readonly TextRow[]>;
  rightToLeft?: boolean;
};

const ROWS_MAX = 1_048_576;
const CELL_MAX = 32_767;
const CHUNK_CHARS = 65_536;
const TEXT_STYLE = 1;
const HEADING_STYLE = 2;

/** Needs work before it may stand in XML: markup, control characters, and what a reader would take for an escape. */
const UNSAFE = /[&<>"\u0000-\u001f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;
const UNSAFE_EACH = /[&<>"\u0000-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;
const NAMED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "\t",
  "\n": "\n",
};

/** Control characters are written the way Excel does (`_x000D_`), an underscore that looks like one is escaped itself. */
const escapeOne = (char: string): string =>
  NAMED[char] ?? `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

/** Text as it may stand in an element or attribute. */
export const escapeXml = (text: string): string =>
  UNSAFE.test(text) ? text.replace(UNSAFE_EACH, escapeOne) : text;

const EDGE_SPACE = /^\s|\s$/;

type Opening = { before: string; after: string; spaced: string };

const openingsOf = (columns: number, style: number): Opening[] =>
  Array.from({ length: columns }, (_, i) => ({
    before: `<c r="${columnLetter(i)}`,
    after: `" s="${style}" t="str"><v>`,
    spaced: `" s="${style}" t="str"><v xml:space="preserve">`,
  }));

const rowXml = (row: TextRow, number: number, openings: readonly Opening[]): string => {
  let xml = `<row r="${number}">`;
  for (let i = 0; i < openings.length; i += 1) {
    const text = row[i];
    if (text === null || text === undefined || text === "") continue;
    if (text.length > CELL_MAX) throw new RangeError(`cell of ${text.length} characters`);
    const opening = openings[i] as Opening;
    xml += opening.before + number + (EDGE_SPACE.test(text) ? opening.spaced : opening.after);
    xml += `${escapeXml(text)}</v></c>`;
  }
  return `${xml}</row>`;
};

/** One worksheet as XML in pieces of about 64 KiB: headings in row 1, then the rows, each cell text in place (no shared strings). */
export async function* sheetXml(sheet: TextSheet): AsyncGenerator<string> {
  const columns = sheet.header.length;
  const last = columnLetter(columns - 1);
  const openings = openingsOf(columns, TEXT_STYLE);
  let number = 1;
  let xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView${sheet.rightToLeft ? ' rightToLeft="1"' : ""} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${columns}" width="18" style="${TEXT_STYLE}" customWidth="1"/></cols><sheetData>`;
  xml += rowXml(sheet.header, number, openingsOf(columns, HEADING_STYLE));
  for await (const page of sheet.pages) {
    for (const row of page) {
      number += 1;
      if (number > ROWS_MAX) throw new RangeError("more rows than a sheet can hold");
      xml += rowXml(row, number, openings);
      if (xml.length < CHUNK_CHARS) continue;
      yield xml;
      xml = "";
    }
  }
  // Excel marks digits stored as text as a mistake; here they are meant.
  yield `${xml}</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><ignoredErrors><ignoredError sqref="A1:${last}${ROWS_MAX}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}
