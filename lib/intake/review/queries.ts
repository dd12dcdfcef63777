import type { ImportRow, Prisma } from "@db";
import { cache } from "react";
import { isUuid } from "@/lib/shared/ids";
import { valuesOf } from "@/lib/shared/view";
import { type Can, ownsCenters, type Staff, seesCenters } from "../../auth/permissions";
import { db } from "../../db/client";
import { isMassChange } from "../batch/state";
import { isUploader, needsSecondPerson } from "../brake/queries";
import { listAwaitingWord } from "../brake/word/queries";
import { countChanged } from "../check/sql";
import type { Kind } from "../columns";
import { readPoolHolder } from "../holder/queries";
import { batchesSeenBy } from "../queue/sql";
import {
  countRows,
  countViews,
  type RowFilter,
  type RowScope,
  selectEarlier,
  selectIssueCounts,
  selectRowIds,
} from "./sql";

export type Page<Sort extends string> = {
  readonly sort: { readonly key: Sort; readonly desc: boolean };
  readonly offset: number;
  readonly size: number;
  readonly filters: Readonly<Record<string, string>>;
};

const isUnderWay = (state: string): boolean => state !== "DONE" && state !== "FAILED";

const FILES = {
  where: { status: { not: "REMOVED" } },
  orderBy: { addedAt: "asc" },
} as const;

/**
 * One page of the ledger of batches and how many there are. Filters: `kind`, `status`, one or several each; `waits` (`me`: for
 * the reader's word).
 */
export const listBatches = async (
  staff: Can<"import:read">,
  { sort, offset, size, filters }: Page<"number" | "rows">,
) => {
  const awaiting = filters.waits ? await listAwaitingWord(staff) : null;
  const where: Prisma.ImportBatchWhereInput = {
    ...batchesSeenBy(staff),
    ...(awaiting ? { id: { in: awaiting.map(({ batchId }) => batchId) } } : {}),
    ...(filters.kind ? { kind: { in: valuesOf(filters.kind) } } : {}),
    ...(filters.status ? { status: { in: valuesOf(filters.status) } } : {}),
  };
  const [batches, total] = await Promise.all([
    db().importBatch.findMany({
      where,
      orderBy: [{ [sort.key]: sort.desc ? "desc" : "asc" }, { number: "desc" }],
      skip: offset,
      take: size,
      include: { files: { ...FILES, select: { filename: true } } },
    }),
    db().importBatch.count({ where }),
  ]);
  const rows = batches.map(({ files, ...batch }) => ({
    ...batch,
    files: files.map((file) => file.filename),
  }));
  return { rows, total };
};
export type BatchRow = Awaited<ReturnType<typeof listBatches>>["rows"][number];

/** Read once for a page, however many of its parts ask. */
const find = cache(async (id: string) => {
  const [batch, files] = await Promise.all([
    db().importBatch.findUnique({ where: { id } }),
    db().importFile.findMany({ ...FILES, where: { ...FILES.where, batchId: id } }),
  ]);
  return batch && { ...batch, files };
});
type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

/** The batch, if there is one the viewer may see. */
export const visible = async (staff: Staff, id: string): Promise<Found | null> => {
  const batch = isUuid(id) ? await find(id) : null;
  return batch && seesCenters(staff, batch.centers) ? batch : null;
};

/** Where the same bytes came before. */
export type KnownFile = { readonly batchId: string; readonly number: number; readonly at: Date };

const findKnown = async (staff: Staff, batchId: string): Promise<Map<string, KnownFile>> => {
  const earlier = await selectEarlier(db(), batchId, staff.centers);
  return new Map(earlier.map(({ sha256, ...known }) => [sha256, known]));
};

/** The newest job of a batch. */
const findJob = (batchId: string) =>
  db().job.findFirst({
    where: { subject: "batch", subjectId: batchId },
    orderBy: { createdAt: "desc" },
    select: {
      id: true,
      kind: true,
      state: true,
      done: true,
      total: true,
      waitingFor: true,
      errorCode: true,
      errorDetails: true,
    },
  });

/**
 * One batch with its files, its newest job, whom it waits for, and where its bytes came before; null when unknown or out of
 * sight. `owned` = its centres lie inside the viewer's, so that he may change it; `brake` = the numbers that ask for a typed
 * word before it is applied, `alone` = that word must be somebody else's. Read once for a page and its title. Source:
 * Contracts §5, §6.
 */
export const getBatchSheet = cache(async (staff: Can<"import:read">, batchId: string) => {
  if (!isUuid(batchId)) return null;
  // Asked side by side: of a batch out of sight nothing is told.
  const [batch, job, known, changed, twoPeople] = await Promise.all([
    visible(staff, batchId),
    findJob(batchId),
    findKnown(staff, batchId),
    countChanged(db(), batchId),
    needsSecondPerson(db()),
  ]);
  if (!batch) return null;
  const brake = { changed, missing: batch.missingRows, stored: batch.storedRows };
  // A waiting job is looked at every second; while it looks it is not WAITING, and still waits.
  const waits = job !== null && isUnderWay(job.state) && job.waitingFor !== null;
  const holder = waits ? await readPoolHolder(staff, batchId) : null;
  const owned = ownsCenters(staff, batch.centers);
  const files = batch.files.map((file) => ({ ...file, known: known.get(file.sha256) ?? null }));
  return {
    ...batch,
    kind: batch.kind as Kind,
    files,
    job,
    holder,
    owned,
    brake: isMassChange(brake) ? { ...brake, alone: twoPeople && isUploader(staff, batch) } : null,
  };
});
export type BatchSheet = NonNullable<Awaited<ReturnType<typeof getBatchSheet>>>;

const PERSONAL: ReadonlySet<string> = new Set(["students", "counters"]);

/** Whether somebody opened a batch; what the command line opened is nobody's. */
const isTheirs = (staff: Staff, batch: { createdById: string | null }): boolean =>
  staff.id !== null && batch.createdById === staff.id;

/** Rows about people are shown within one's centres; those without a readable centre to whoever answers for the batch. */
export const scopeOf = (staff: Staff, batch: Pick<Found, "kind" | "centers" | "createdById">): RowScope => {
  if (staff.centers.length === 0 || !PERSONAL.has(batch.kind)) return null;
  const unplaced = ownsCenters(staff, batch.centers) || isTheirs(staff, batch);
  return { centers: staff.centers, unplaced };
};

/** A scope as a condition of stored rows. */
export const rowsWithin = (scope: RowScope): Prisma.ImportRowWhereInput =>
  scope === null
    ? {}
    : {
        OR: [{ centerCode: { in: [...scope.centers] } }, ...(scope.unplaced ? [{ centerCode: null }] : [])],
      };

/** What was found in the rows of a condition and which files they are of, asked beside the rows themselves. */
export const readFindings = async (where: Prisma.ImportRowWhereInput) => {
  const [issues, files] = await Promise.all([
    db().rowIssue.findMany({ where: { row: where }, orderBy: { id: "asc" } }),
    db().importFile.findMany({
      where: { rows: { some: where } },
      select: { id: true, filename: true, layout: true },
    }),
  ]);
  const issuesOf = new Map<bigint, typeof issues>();
  for (const issue of issues) issuesOf.set(issue.rowId, [...(issuesOf.get(issue.rowId) ?? []), issue]);
  return { issuesOf, files: new Map(files.map((one) => [one.id, one])) };
};
type Findings = Awaited<ReturnType<typeof readFindings>>;

/** The rows of a condition with their findings, in the order of the files. */
export const readRows = async (where: Prisma.ImportRowWhereInput): Promise<RowSheet[]> => {
  const [rows, findings] = await Promise.all([
    db().importRow.findMany({ where, orderBy: { position: "asc" } }),
    readFindings(where),
  ]);
  return rows.map((row) => toRowSheet(row, findings));
};

/** A row as a page draws it: ids as text, because a bigint cannot cross to the browser. */
export const toRowSheet = ({ id, raw, changes, ...row }: ImportRow, { issuesOf, files }: Findings) => ({
  ...row,
  id: String(id),
  raw: raw as Readonly<Record<string, string>>,
  changes: changes as Readonly<Record<string, readonly [unknown, unknown]>> | null,
  issues: (issuesOf.get(id) ?? []).map(({ code, severity, field, column, value, after }) => ({
    code,
    severity,
    field,
    column,
    value,
    after,
  })),
  filename: files.get(row.fileId)?.filename ?? "",
  layout: files.get(row.fileId)?.layout ?? null,
});
export type RowSheet = ReturnType<typeof toRowSheet>;

/** One page of a batch's rows, narrowed by what they do or by a code, in the order of the files. */
export const listBatchRows = async (
  staff: Can<"import:read">,
  { offset, size, ...asked }: Omit<RowFilter, "scope"> & { offset: number; size: number },
): Promise<{ rows: RowSheet[]; total: number }> => {
  const batch = await visible(staff, asked.batchId);
  if (!batch) return { rows: [], total: 0 };
  const filter = { ...asked, scope: scopeOf(staff, batch) };
  const [ids, total] = await Promise.all([
    selectRowIds(db(), filter, { offset, size }),
    countRows(db(), filter),
  ]);
  return { rows: await readRows({ id: { in: ids } }), total };
};

/** How many rows a viewer sees of those with a warning, and of those whose load a mentor file changes; the batch keeps no such counts. */
export const countBatchTabs = async (
  staff: Can<"import:read">,
  batch: BatchSheet,
): Promise<Record<"warning" | "loads", number>> => {
  const views = batch.kind === "mentors" ? (["warning", "loads"] as const) : (["warning"] as const);
  const counted = await countViews(db(), { batchId: batch.id, scope: scopeOf(staff, batch), views });
  return { warning: counted.warning, loads: "loads" in counted ? counted.loads : 0 };
};

/** What was found in a batch: codes with the number of rows, quarantine first. */
export const listBatchIssues = async (staff: Can<"import:read">, batchId: string) => {
  const batch = await visible(staff, batchId);
  return batch ? await selectIssueCounts(db(), batchId, scopeOf(staff, batch)) : [];
};
