import { columnLetter } from "./sheet";
import { escapeXml } from "./sheet-xml";
import { bookBytes } from "./write";

/** How a cell is drawn: a row's mistake, a doubt, a heading. */
export type Mark = "bad" | "doubt" | "heading";

/** A row at its own place in the sheet; `marks` by column, A = 0. Cells without text may be marked too. */
export type MarkedRow = {
  readonly rowNo: number;
  readonly cells: readonly (string | undefined)[];
  readonly marks: ReadonlyMap<number, Mark>;
};

export type MarkedBook = {
  readonly sheet: string;
  readonly rightToLeft: boolean;
  /** Row that stays in sight, Excel's number. */
  readonly headerRow: number;
  readonly columns: number;
  /** Columns that people need not see, A = 0. */
  readonly hidden: readonly number[];
  /** Columns with sentences in them, A = 0. */
  readonly wide: readonly number[];
  readonly pages: AsyncIterable<readonly MarkedRow[]>;
};

const STYLES: Readonly<Record<Mark, number>> = { heading: 2, bad: 3, doubt: 4 };
const TEXT_STYLE = 1;

/** One sheet of texts with coloured cells, each row where it says, as a stream of bytes of an .xlsx. */
export const markedBookBytes = (book: MarkedBook): AsyncGenerator<Buffer, void, undefined> =>
  bookBytes([{ name: book.sheet, chunks: sheetChunks(book) }]);

const columnsXml = ({ columns, hidden, wide }: MarkedBook): string =>
  Array.from({ length: columns }, (_, i) => {
    const width = wide.includes(i) ? 48 : 18;
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${TEXT_STYLE}" customWidth="1"${hidden.includes(i) ? ' hidden="1"' : ""}/>`;
  }).join("");

async function* sheetChunks(book: MarkedBook): AsyncGenerator<string> {
  const { rightToLeft, headerRow } = book;
  const pane = `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>`;
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView${rightToLeft ? ' rightToLeft="1"' : ""} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columnsXml(book)}</cols><sheetData>`;
  for await (const page of book.pages) yield page.map(rowXml).join("");
  yield "</sheetData></worksheet>";
}

const rowXml = ({ rowNo, cells, marks }: MarkedRow): string => {
  const width = Math.max(cells.length, ...[...marks.keys()].map((column) => column + 1));
  let xml = `<row r="${rowNo}">`;
  for (let i = 0; i < width; i += 1) {
    const text = cells[i] ?? "";
    const mark = marks.get(i);
    if (text === "" && mark === undefined) continue;
    const style = mark === undefined ? TEXT_STYLE : STYLES[mark];
    const open = `<c r="${columnLetter(i)}${rowNo}" s="${style}"`;
    xml += text === "" ? `${open}/>` : `${open} t="str"><v xml:space="preserve">${escapeXml(text)}</v></c>`;
  }
  return `${xml}</row>`;
};
