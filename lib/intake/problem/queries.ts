import { createTranslator } from "next-intl";
import { type Can, ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type Mark, type MarkedRow, markedBookBytes } from "@/lib/excel/marked-book";
import { openOwnBook, ownBookBytes } from "@/lib/excel/own-book";
import { startParser } from "@/lib/excel/parser";
import type { Sheet } from "@/lib/excel/read";
import { columnOf, type SheetRow } from "@/lib/excel/sheet";
import type { RowPatch } from "@/lib/excel/sheet-patch";
import en from "@/lib/i18n/en.json";
import fa from "@/lib/i18n/fa.json";
import type { ErrorCode } from "@/lib/shared/errors";
import { isUuid } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { bytesOf } from "../batch/commands";
import { isUploader } from "../brake/queries";
import type { Layout } from "../check/layout";
import type { Kind } from "../columns";
import { ORIGIN_HEADING, originOf, PROBLEM_HEADINGS } from "../problem-columns";
import { type Language, templateFields } from "../template/form";
import { readLists } from "../template/queries";
import { countForeign, listProblemRows, type ProblemRow } from "./sql";

const MESSAGES = { fa, en };
const PAGE_ROWS = 1_000;
/** Choices that a suggestion spells out. */
const CHOICES_NAMED = 12;

export type ProblemFile = { readonly filename: string; readonly bytes: AsyncGenerator<Buffer> };

type Asked = { readonly batchId: string; readonly fileId?: string | undefined; readonly language: Language };

const findFile = async (staff: Staff, { batchId, fileId }: Asked) => {
  if (!isUuid(batchId) || (fileId !== undefined && !isUuid(fileId))) return null;
  const batch = await db().importBatch.findUnique({ where: { id: batchId } });
  if (batch === null || !seesCenters(staff, batch.centers)) return null;
  const where = { batchId, status: "VALID", ...(fileId === undefined ? {} : { id: fileId }) };
  const file = await db().importFile.findFirst({ where, orderBy: { id: "asc" } });
  return file === null ? null : { batch, file };
};

/** A file of a batch (by id or number), by its name; without one the batch's first that could be read. Null when unknown. */
export const findBatchFile = async (
  staff: Can<"import:read">,
  { batch, filename }: { batch: string; filename?: string | undefined },
): Promise<{ id: string; fileId: string } | null> => {
  if (!isUuid(batch) && !/^\d{1,9}$/.test(batch)) return null;
  const found = await db().importFile.findFirst({
    where: {
      batch: isUuid(batch) ? { id: batch } : { number: Number(batch) },
      status: "VALID",
      ...(filename === undefined ? {} : { filename }),
    },
    orderBy: { id: "asc" },
    select: { id: true, batch: { select: { id: true, centers: true } } },
  });
  return found && seesCenters(staff, found.batch.centers) ? { id: found.batch.id, fileId: found.id } : null;
};

/**
 * The uploader's own file back as an .xlsx, streamed: each row where it stood, with four columns that say what is wrong and
 * what to do, and red cells (amber where the row is taken all the same). Other sheets, widths, formats and formulas come back
 * as they were; only texts of the sheet that was read where the file was no .xlsx, is very large or holds something that acts
 * by itself, or where rows of other centres are left out. A hidden column tells which row each one is, so that the corrected
 * file closes the quarantined rows. Without a file: the batch's first. Refuses `NOT_FOUND`, and `CENTER_OUT_OF_SCOPE` for a
 * batch that is not the actor's to correct.
 */
export const makeProblemFile = async (
  actor: Can<"quarantine:write">,
  asked: Asked,
): Promise<Result<ProblemFile, ErrorCode>> => {
  const found = await findFile(actor, asked);
  const layout = found?.file.layout as Layout | null | undefined;
  if (found === null || !layout) return refuse("NOT_FOUND");
  const { batch, file } = found;
  if (!ownsCenters(actor, batch.centers)) return refuse("CENTER_OUT_OF_SCOPE");
  const words = await readWords(batch.kind as Kind, asked.language);
  const drawing: Drawing = {
    place: placeOf(layout),
    layout,
    rightToLeft: asked.language === "fa",
    patchOf: patcher({ words, place: placeOf(layout), layout, sha256: file.sha256 }),
    isShown: ({ centerCode }) =>
      actor.centers.length === 0 || centerCode === null || actor.centers.includes(centerCode),
    next: rowsInOrder(batch.id, file.id),
  };
  async function* content(): AsyncGenerator<Buffer> {
    const bytes = await bytesOf(file.sha256);
    // Other sheets are nobody's rows: whoever sees everything may have them, and whoever brought them.
    const mayHave = actor.centers.length === 0 || (actor.id !== null && isUploader(actor, batch));
    const all = mayHave && (await countForeign(db(), { fileId: file.id, centers: actor.centers })) === 0;
    const own = all ? await openOwnBook(bytes, layout?.sheet ?? "") : null;
    if (own !== null) yield* ownBookBytes(own, { ...shapeOf(drawing), patchOf: patchInOrder(drawing) });
    else yield* textsOnly(bytes, file.filename, drawing);
  }
  const base = file.filename.replace(/\.[^.]+$/, "");
  return { ok: true, value: { filename: `${base}-${words.suffix}.xlsx`, bytes: content() } };
};

type Drawing = {
  readonly place: Place;
  readonly layout: Layout;
  readonly rightToLeft: boolean;
  readonly patchOf: (rowNo: number, found: ProblemRow | null) => RowPatch;
  readonly isShown: (row: ProblemRow) => boolean;
  readonly next: (rowNo: number) => Promise<ProblemRow | null>;
};

const shapeOf = ({ place, layout, rightToLeft }: Drawing) => ({
  first: place.first,
  last: place.origin,
  hidden: [place.origin],
  wide: [place.first + 2, place.first + 3],
  headerRow: layout.headerRow,
  rightToLeft,
});

/** Titles stay as they are; every row below them is ours to annotate. */
const patchInOrder =
  ({ layout, patchOf, next }: Drawing) =>
  async (rowNo: number): Promise<RowPatch | null> =>
    rowNo < layout.headerRow ? null : patchOf(rowNo, await next(rowNo));

/** The texts of the sheet that was read, in a workbook of our own. */
async function* textsOnly(bytes: Uint8Array, filename: string, drawing: Drawing): AsyncGenerator<Buffer> {
  const parser = startParser();
  try {
    const book = await parser.open(bytes, filename);
    const sheet = book.sheets.find(({ name }) => name === (drawing.layout.sheet ?? "")) ?? book.sheets[0];
    const { last, ...shape } = shapeOf(drawing);
    yield* markedBookBytes({
      ...shape,
      sheet: drawing.layout.sheet ?? "Sheet1",
      columns: last + 1,
      pages: sheet === undefined ? noPages() : merged(sheet, drawing),
    });
  } finally {
    parser.close();
  }
}

async function* noPages(): AsyncGenerator<MarkedRow[]> {}

type Place = { readonly first: number; readonly origin: number };

/** Where our columns stand: behind all others, or where a problem file had them already. */
const placeOf = ({ columns, unknown, width, problemColumns = [] }: Layout): Place => {
  const known = [...columns, ...unknown].map(({ column }) => columnOf(column) + 1);
  const before = problemColumns.map(columnOf);
  const first = before.length > 0 ? Math.min(...before) : Math.max(width ?? 0, ...known);
  return { first, origin: first + PROBLEM_HEADINGS.fa.length };
};

/** One row of the batch after another, as they are asked for; null when there is none with that number. */
const rowsInOrder = (batchId: string, fileId: string) => {
  let page: ProblemRow[] = [];
  let at = 0;
  let after = 0;
  let over = false;
  const peek = async (): Promise<ProblemRow | null> => {
    if (at >= page.length && !over) {
      page = await listProblemRows(db(), { batchId, fileId, after, size: PAGE_ROWS });
      at = 0;
      after = page.at(-1)?.position ?? after;
      over = page.length < PAGE_ROWS;
    }
    return page[at] ?? null;
  };
  return async (rowNo: number): Promise<ProblemRow | null> => {
    const row = await peek();
    if (row?.rowNo !== rowNo) return null;
    at += 1;
    return row;
  };
};

async function* merged(sheet: Sheet, drawing: Drawing): AsyncGenerator<MarkedRow[]> {
  const { place, patchOf, isShown, next } = drawing;
  for await (const rows of sheet.rows()) {
    const page: MarkedRow[] = [];
    for (const row of rows) {
      const found = await next(row.rowNo);
      if (found !== null && !isShown(found)) continue;
      const { marks, added } = patchOf(row.rowNo, found);
      const cells = row.cells.slice(0, place.first);
      for (const [column, text] of added) cells[column] = text;
      page.push({
        rowNo: row.rowNo,
        cells,
        marks: row.rowNo === drawing.layout.headerRow ? headed(row, marks) : marks,
      });
    }
    yield page;
  }
}

/** All headings look like headings in a workbook of ours. */
const headed = (row: SheetRow, marks: RowPatch["marks"]): ReadonlyMap<number, Mark> =>
  new Map([...row.cells.flatMap((cell, i) => (cell ? [[i, "heading"] as const] : [])), ...marks]);

type Words = {
  readonly suffix: string;
  readonly headings: readonly string[];
  readonly status: (row: ProblemRow) => string;
  readonly explain: (code: string) => string;
  readonly suggest: (issue: ProblemRow["issues"][number]) => string;
};

const readWords = async (kind: Kind, language: Language): Promise<Words> => {
  const t = createTranslator({ locale: language, messages: MESSAGES[language] });
  const words = (key: string, values: Record<string, string> = {}): string =>
    t.has(key as never) ? t(key as never, values as never) : "";
  const lists = await readLists(language);
  const choiceList = new Intl.ListFormat(language, { type: "disjunction" });
  const hints = new Map(
    templateFields(kind, language, lists).map((one) => {
      const choices = choiceList.format(one.choices.slice(0, CHOICES_NAMED));
      return [
        one.field,
        [`${one.header}:`, words(`import.template.form.${one.form}`), choices].filter(Boolean).join(" "),
      ];
    }),
  );
  return {
    suffix: words("import.problems.suffix"),
    headings: PROBLEM_HEADINGS[language],
    status: ({ status, diff }) =>
      words(`ui.status.${status === "VALID" || status === "APPLIED" ? diff : status}`),
    explain: (code) => words(`issues.${code}`),
    suggest: ({ field, after }) =>
      after !== null ? words("import.problems.after", { value: after }) : (hints.get(field ?? "") ?? ""),
  };
};

type Told = { words: Words; place: Place; layout: Layout; sha256: string };

/** What was found in a row, to be put beside it, and the colours of the cells it was found in. */
const patcher = ({ words, place, layout, sha256 }: Told) => {
  const columnOfField = new Map(layout.columns.map(({ field, column }) => [field, columnOf(column)]));
  const headings = [...words.headings, ORIGIN_HEADING].map((text, i) => [place.first + i, text] as const);
  const header: RowPatch = {
    marks: new Map(headings.map(([column]) => [column, "heading"])),
    added: new Map(headings),
  };
  return (rowNo: number, found: ProblemRow | null): RowPatch => {
    if (rowNo === layout.headerRow) return header;
    const marks = new Map<number, Mark>();
    if (found === null) return { marks, added: new Map() };
    const { issues } = found;
    for (const { severity, column, field } of [...issues].reverse()) {
      const at = column === null ? columnOfField.get(field ?? "") : columnOf(column);
      if (at !== undefined && (severity === "quarantine" || marks.get(at) !== "bad"))
        marks.set(at, severity === "quarantine" ? "bad" : "doubt");
    }
    const lines = (text: (issue: ProblemRow["issues"][number]) => string): string =>
      [...new Set(issues.map(text).filter(Boolean))].join("\n");
    const texts = [words.status(found), lines(({ code }) => code), lines(({ code }) => words.explain(code))];
    const added = [...texts, lines(words.suggest), originOf(sha256, rowNo)].flatMap((text, i) =>
      text === "" ? [] : [[place.first + i, text] as const],
    );
    return { marks, added: new Map(added) };
  };
};
