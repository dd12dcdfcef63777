import type { Prisma } from "@db";
import { isUuid } from "@/lib/shared/ids";
import { type Can, ownsCenters, type Staff, seesCenters } from "../../auth/permissions";
import { db } from "../../db/client";
import { isMassChange } from "../batch/state";
import { isUploader, needsSecondPerson } from "../brake/queries";
import { listAwaitingWord } from "../brake/word/queries";
import { countChanged } from "../check/sql";
import type { Kind } from "../columns";
import { readPoolHolder } from "../holder/queries";
import { batchesSeenBy } from "../queue/sql";
import { countRows, countViews, type RowFilter, type RowScope, selectIssueCounts, selectRowIds } from "./sql";

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

/** One page of the ledger of batches and how many there are. Filters: `kind`, `status`, `waits` (`me`: for the reader's word). */
export const listBatches = async (
  staff: Can<"import:read">,
  { sort, offset, size, filters }: Page<"number" | "rows">,
) => {
  const awaiting = filters.waits ? await listAwaitingWord(staff) : null;
  const where: Prisma.ImportBatchWhereInput = {
    ...batchesSeenBy(staff),
    ...(awaiting ? { id: { in: awaiting.map(({ batchId }) => batchId) } } : {}),
    ...(filters.kind ? { kind: filters.kind } : {}),
    ...(filters.status ? { status: filters.status } : {}),
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

const find = (id: string) => db().importBatch.findUnique({ where: { id }, include: { files: FILES } });
type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

/** The batch, if there is one the viewer may see. */
export const visible = async (staff: Staff, id: string): Promise<Found | null> => {
  const batch = isUuid(id) ? await find(id) : null;
  return batch && seesCenters(staff, batch.centers) ? batch : null;
};

/** Where the same bytes came before. */
export type KnownFile = { readonly batchId: string; readonly number: number; readonly at: Date };

const findKnown = async (staff: Staff, batch: Found): Promise<Map<string, KnownFile>> => {
  const earlier = await db().importFile.findMany({
    where: {
      sha256: { in: batch.files.map((file) => file.sha256) },
      batch: { ...batchesSeenBy(staff), number: { lt: batch.number } },
    },
    orderBy: { addedAt: "asc" },
    select: { sha256: true, addedAt: true, batch: { select: { id: true, number: true } } },
  });
  return new Map(
    earlier.map((file) => [
      file.sha256,
      { batchId: file.batch.id, number: file.batch.number, at: file.addedAt },
    ]),
  );
};

/**
 * One batch with its files, its newest job, whom it waits for, and where its bytes came before; null when unknown or out of
 * sight. `owned` = its centres lie inside the viewer's, so that he may change it; `brake` = the numbers that ask for a typed
 * word before it is applied, `alone` = that word must be somebody else's. Source: Contracts §5, §6.
 */
export const getBatchSheet = async (staff: Can<"import:read">, batchId: string) => {
  const batch = await visible(staff, batchId);
  if (!batch) return null;
  const [job, known, changed, twoPeople] = await Promise.all([
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
    }),
    findKnown(staff, batch),
    countChanged(db(), batchId),
    needsSecondPerson(db()),
  ]);
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
};
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

/** What `toRowSheet` needs of a stored row. */
export const ROW_WITH = {
  issues: { orderBy: { id: "asc" } },
  file: { select: { filename: true, layout: true } },
} as const;

/** Rows with their findings, in the order of their ids here. */
export const readRows = async (ids: readonly bigint[]) => {
  const rows = await db().importRow.findMany({ where: { id: { in: [...ids] } }, include: ROW_WITH });
  const order = new Map(ids.map((id, place) => [id, place]));
  return rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)).map(toRowSheet);
};

type StoredRow = Prisma.ImportRowGetPayload<{ include: typeof ROW_WITH }>;

/** A row as a page draws it: ids as text, because a bigint cannot cross to the browser. */
export const toRowSheet = ({ id, raw, changes, issues, file, ...row }: StoredRow) => ({
  ...row,
  id: String(id),
  raw: raw as Readonly<Record<string, string>>,
  changes: changes as Readonly<Record<string, readonly [unknown, unknown]>> | null,
  issues: issues.map(({ code, severity, field, column, value, after }) => ({
    code,
    severity,
    field,
    column,
    value,
    after,
  })),
  filename: file.filename,
  layout: file.layout,
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
  return { rows: await readRows(ids), total };
};

/** How many rows a viewer sees of those with a warning, and of those whose load a mentor file changes; the batch keeps no such counts. */
export const countBatchTabs = (
  staff: Can<"import:read">,
  batch: BatchSheet,
): Promise<Record<"warning" | "loads", number>> =>
  countViews(db(), { batchId: batch.id, scope: scopeOf(staff, batch), views: ["warning", "loads"] });

/** What was found in a batch: codes with the number of rows, quarantine first. */
export const listBatchIssues = async (staff: Can<"import:read">, batchId: string) => {
  const batch = await visible(staff, batchId);
  return batch ? await selectIssueCounts(db(), batchId, scopeOf(staff, batch)) : [];
};
