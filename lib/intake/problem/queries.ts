import { createTranslator } from "next-intl";
import { type Can, ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type Mark, type MarkedRow, markedBookBytes } from "@/lib/excel/marked-book";
import { startParser } from "@/lib/excel/parser";
import type { Sheet } from "@/lib/excel/read";
import { columnOf, type SheetRow } from "@/lib/excel/sheet";
import en from "@/lib/i18n/en.json";
import fa from "@/lib/i18n/fa.json";
import type { ErrorCode } from "@/lib/shared/errors";
import { isUuid } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { bytesOf } from "../batch/commands";
import type { Layout } from "../check/layout";
import type { Kind } from "../columns";
import { ORIGIN_HEADING, originOf, PROBLEM_HEADINGS } from "../problem-columns";
import { type Language, templateFields } from "../template/form";
import { readLists } from "../template/queries";
import { listProblemRows, type ProblemRow } from "./sql";

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
 * what to do, and red cells (amber where the row is taken all the same). A hidden column tells which row each one is, so
 * that the corrected file closes the quarantined rows. Rows of other centres are left out. Without a file: the batch's
 * first. Refuses `NOT_FOUND`, and `CENTER_OUT_OF_SCOPE` for a batch that is not the actor's to correct.
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
  const place = placeOf(layout);
  const annotate = annotator({ words, place, layout, sha256: file.sha256 });
  const isShown = ({ centerCode }: ProblemRow): boolean =>
    actor.centers.length === 0 || centerCode === null || actor.centers.includes(centerCode);
  async function* pages(): AsyncGenerator<MarkedRow[]> {
    const parser = startParser();
    try {
      const book = await parser.open(await bytesOf(file.sha256), file.filename);
      const sheet = book.sheets.find(({ name }) => name === (layout?.sheet ?? "")) ?? book.sheets[0];
      const next = found === null ? null : rowsInOrder(batch.id, file.id);
      if (sheet !== undefined && next !== null) yield* merged(sheet, next, { annotate, isShown });
    } finally {
      parser.close();
    }
  }
  const bytes = markedBookBytes({
    sheet: layout.sheet ?? "Sheet1",
    rightToLeft: asked.language === "fa",
    headerRow: layout.headerRow,
    columns: place.origin + 1,
    hidden: [place.origin],
    wide: [place.first + 2, place.first + 3],
    pages: pages(),
  });
  const base = file.filename.replace(/\.[^.]+$/, "");
  return { ok: true, value: { filename: `${base}-${words.suffix}.xlsx`, bytes } };
};

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

type Drawing = {
  readonly annotate: (row: SheetRow, found: ProblemRow | null) => MarkedRow;
  readonly isShown: (row: ProblemRow) => boolean;
};

async function* merged(
  sheet: Sheet,
  next: (rowNo: number) => Promise<ProblemRow | null>,
  { annotate, isShown }: Drawing,
): AsyncGenerator<MarkedRow[]> {
  for await (const rows of sheet.rows()) {
    const page: MarkedRow[] = [];
    for (const row of rows) {
      const found = await next(row.rowNo);
      if (found === null || isShown(found)) page.push(annotate(row, found));
    }
    yield page;
  }
}

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
  const hints = new Map(
    templateFields(kind, language, lists).map((one) => {
      const choices = one.choices.slice(0, CHOICES_NAMED).join(language === "fa" ? "، " : ", ");
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

/** Puts what was found beside a row and colours the cells it was found in. */
const annotator = ({
  words,
  place,
  layout,
  sha256,
}: {
  words: Words;
  place: Place;
  layout: Layout;
  sha256: string;
}) => {
  const columnOfField = new Map(layout.columns.map(({ field, column }) => [field, columnOf(column)]));
  const headings = [...words.headings, ORIGIN_HEADING];
  return (row: SheetRow, found: ProblemRow | null): MarkedRow => {
    const cells = row.cells.slice(0, place.first);
    const marks = new Map<number, Mark>();
    if (row.rowNo === layout.headerRow) {
      headings.forEach((heading, i) => {
        cells[place.first + i] = heading;
      });
      for (let i = 0; i <= place.origin; i += 1) if (cells[i]) marks.set(i, "heading");
    } else if (found !== null) {
      const { issues } = found;
      for (const { severity, column, field } of [...issues].reverse()) {
        const at = column === null ? columnOfField.get(field ?? "") : columnOf(column);
        if (at !== undefined && (severity === "quarantine" || marks.get(at) !== "bad"))
          marks.set(at, severity === "quarantine" ? "bad" : "doubt");
      }
      const lines = (text: (issue: ProblemRow["issues"][number]) => string): string =>
        [...new Set(issues.map(text).filter(Boolean))].join("\n");
      cells[place.first] = words.status(found);
      cells[place.first + 1] = lines(({ code }) => code);
      cells[place.first + 2] = lines(({ code }) => words.explain(code));
      cells[place.first + 3] = lines(words.suggest);
      cells[place.origin] = originOf(sha256, row.rowNo);
    }
    return { rowNo: row.rowNo, cells, marks };
  };
};
