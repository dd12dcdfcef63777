import type { Mark } from "./marked-book";
import { columnLetter, columnOf } from "./sheet";
import { escapeXml } from "./sheet-xml";
import type { StyleBook } from "./style-patch";
import { parseXml } from "./xml";
import { copyTag, copyText, prefixOf } from "./xml-copy";
import { inflate, type ZipEntry } from "./zip";

/** What is done to one row: columns count from A = 0. `null` in the place of a patch = the row stays as it is. */
export type RowPatch = {
  readonly marks: ReadonlyMap<number, Mark>;
  readonly added: ReadonlyMap<number, string>;
};

export type SheetPatch = {
  /** First column that is ours: what stands from here on in rows below the titles is replaced. */
  readonly first: number;
  readonly last: number;
  readonly hidden: readonly number[];
  readonly wide: readonly number[];
  /** Row that stays in sight where the sheet has no frozen rows of its own, Excel's number. */
  readonly headerRow: number;
  /** Direction of a sheet that says nothing of its own. */
  readonly rightToLeft: boolean;
  readonly styles: StyleBook;
  readonly patchOf: (rowNo: number) => Promise<RowPatch | null>;
};

type Attributes = Readonly<Record<string, string>>;
type Cell = { column: number; raw: string; attributes: Attributes; inner: string };
type Row = { rowNo: number; raw: string; attributes: Attributes; cells: Cell[]; rest: string };
/** What comes out: XML as it came, or a row that is still to be patched. */
type Piece = string | Row;

/** Titles beyond this would fill the window if they stayed in sight. */
const FROZEN_MAX = 30;
const BEFORE_VIEWS = new Set(["sheetFormatPr", "cols", "sheetData"]);

/** A sheet as it came, with colours and columns added; in pieces of about the size in which it is read. */
export async function* patchedSheet(
  bytes: Buffer,
  entry: ZipEntry,
  patch: SheetPatch,
): AsyncGenerator<string> {
  const pieces: Piece[] = [];
  const reading = parseXml(
    inflate(bytes, entry),
    sheetCopier(patch, (piece) => pieces.push(piece)),
  );
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  for await (const _ of reading) {
    let out = "";
    for (const piece of pieces.splice(0))
      out += typeof piece === "string" ? piece : rowXml(piece, await patch.patchOf(piece.rowNo), patch);
    yield out;
  }
}

/** Handlers that copy a sheet and hand its rows over apart; the state of what is open lives in here. */
const sheetCopier = (patch: SheetPatch, emit: (piece: Piece) => void) => {
  let row: Row | null = null;
  let cell: Cell | null = null;
  let depth = 0;
  let rowNo = 0;
  let skipped = 0;
  let views: "none" | "open" | "done" = "none";
  let hasPane = false;
  let cols: { raw: string; list: Attributes[] } | null = null;
  let hadCols = false;

  const put = (xml: string): void => {
    if (cell !== null) cell.inner += xml;
    else if (row !== null) row.rest += xml;
    else emit(xml);
  };
  const openInRow = (name: string, attributes: Attributes, raw: string): void => {
    depth += 1;
    if (row !== null && cell === null && depth === 1 && name === "c") {
      const column =
        attributes.r === undefined ? (row.cells.at(-1)?.column ?? -1) + 1 : columnOf(attributes.r);
      cell = { column, raw, attributes, inner: "" };
    } else put(copyTag(raw, attributes));
  };
  const paneXml = (prefix: string): string => {
    const { headerRow } = patch;
    if (hasPane || headerRow < 1 || headerRow > FROZEN_MAX) return "";
    hasPane = true;
    return `<${prefix}pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>`;
  };
  const beforeData = (name: string, prefix: string): void => {
    if (views === "none" && BEFORE_VIEWS.has(name)) {
      views = "done";
      const direction = patch.rightToLeft ? ' rightToLeft="1"' : "";
      put(
        `<${prefix}sheetViews><${prefix}sheetView${direction} workbookViewId="0">${paneXml(prefix)}</${prefix}sheetView></${prefix}sheetViews>`,
      );
    }
    if (name === "sheetData" && !hadCols) put(colsXml(`${prefix}cols`, [], patch));
  };
  const open = (name: string, attributes: Attributes, raw: string): void => {
    if (skipped > 0 || name === "dimension") {
      skipped += 1;
      return;
    }
    if (row !== null) {
      openInRow(name, attributes, raw);
      return;
    }
    const prefix = prefixOf(raw);
    beforeData(name, prefix);
    if (name === "row") {
      rowNo = attributes.r === undefined ? rowNo + 1 : Number(attributes.r);
      row = { rowNo, raw, attributes, cells: [], rest: "" };
      depth = 0;
    } else if (name === "cols") {
      cols = { raw, list: [] };
      hadCols = true;
    } else if (cols !== null) cols.list.push(attributes);
    else {
      if (name === "pane") hasPane = true;
      // A pane stands first in a view.
      else if (views === "open") put(paneXml(prefix));
      put(copyTag(raw, attributes));
      if (name === "sheetView") views = "open";
    }
  };
  const close = (name: string, raw: string): void => {
    if (skipped > 0) {
      skipped -= 1;
      return;
    }
    if (cell !== null && depth === 1) {
      row?.cells.push(cell);
      cell = null;
      depth = 0;
    } else if (row !== null && depth > 0) {
      depth -= 1;
      put(`</${raw}>`);
    } else if (row !== null) {
      const whole = row;
      row = null;
      emit(whole);
    } else if (cols !== null) {
      if (name !== "cols") return;
      const xml = colsXml(cols.raw, cols.list, patch);
      cols = null;
      put(xml);
    } else {
      if (name === "sheetView") {
        put(paneXml(prefixOf(raw)));
        views = "done";
      }
      put(`</${raw}>`);
    }
  };
  const text = (piece: string): void => {
    if (skipped === 0 && cols === null) put(copyText(piece));
  };
  return { open, close, text };
};

/** Widths as they were, up to where our columns begin; then ours. */
const colsXml = (
  raw: string,
  before: readonly Attributes[],
  { first, last, hidden, wide }: SheetPatch,
): string => {
  const tag = `${prefixOf(raw)}col`;
  const kept = before.flatMap((one) =>
    Number(one.min) > first ? [] : [{ ...one, max: String(Math.min(Number(one.max), first)) }],
  );
  const ours = Array.from({ length: last - first + 1 }, (_, i) => {
    const column = first + i;
    const at = String(column + 1);
    const shown = { min: at, max: at, width: wide.includes(column) ? "48" : "18", customWidth: "1" };
    return hidden.includes(column) ? { ...shown, hidden: "1" } : shown;
  });
  const list = [...kept, ...ours].map((one) => `${copyTag(tag, one)}</${tag}>`).join("");
  return `<${raw}>${list}</${raw}>`;
};

const rowXml = (
  { rowNo, raw, attributes, cells, rest }: Row,
  patch: RowPatch | null,
  of: SheetPatch,
): string => {
  // How far the row reaches is only a hint, and is true no more.
  const { spans: _, ...own } = attributes;
  if (patch === null)
    return `${copyTag(raw, attributes)}${cells.map((one) => cellXml(one, one.attributes)).join("")}${rest}</${raw}>`;
  const tag = `${prefixOf(raw)}c`;
  const byColumn = new Map(cells.filter(({ column }) => column < of.first).map((one) => [one.column, one]));
  const columns = new Set([...byColumn.keys(), ...patch.added.keys(), ...colouredOf(patch.marks)]);
  const heading = [...byColumn.values()].at(-1)?.attributes.s;
  const list = [...columns]
    .sort((a, b) => a - b)
    .map((column) => {
      const r = `${columnLetter(column)}${rowNo}`;
      const text = patch.added.get(column);
      if (text !== undefined) {
        const s =
          patch.marks.get(column) === "heading" && heading !== undefined ? heading : String(of.styles.text());
        return `<${tag} r="${r}" s="${s}" t="str"><${prefixOf(raw)}v xml:space="preserve">${escapeXml(text)}</${prefixOf(raw)}v></${tag}>`;
      }
      const cell = byColumn.get(column) ?? { column, raw: tag, attributes: {}, inner: "" };
      const mark = patch.marks.get(column);
      const style = Number(cell.attributes.s ?? 0);
      const own = { ...cell.attributes, r };
      const isColoured = mark === "bad" || mark === "doubt";
      return cellXml(cell, isColoured ? { ...own, s: String(of.styles.coloured(style, mark)) } : own);
    });
  return `${copyTag(raw, own)}${list.join("")}${rest}</${raw}>`;
};

const cellXml = ({ raw, inner }: Cell, attributes: Attributes): string =>
  `${copyTag(raw, attributes)}${inner}</${raw}>`;

/** Headings keep the look they have. */
const colouredOf = (marks: RowPatch["marks"]): number[] =>
  [...marks].flatMap(([column, mark]) => (mark === "heading" ? [] : [column]));
