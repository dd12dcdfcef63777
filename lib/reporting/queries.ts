import type { Export, Prisma } from "@db";
import { cache } from "react";
import { type Can, ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { readFile } from "@/lib/db/files";
import { AppError } from "@/lib/shared/errors";
import { isUuid } from "@/lib/shared/ids";
import { coverOf } from "./centers";
import type { Download } from "./commands";
import { manifestNameOf } from "./file-name";
import type { Layout } from "./layout";
import type { ExportFile, ExportWarning } from "./manifest";
import { findProfile } from "./profile";
import type { ExportScope, ExportSort, ExportState, FindExport } from "./schema";
import { fingerprintOf, listCenterCodes, type Summary, summarize } from "./sql";

/** Exports of which the actor may see something: those of all centres, and those that meet their scope. Source: Contracts §6. */
const visible = (staff: Staff): Prisma.ExportWhereInput =>
  staff.centers.length === 0
    ? {}
    : { OR: [{ centers: { isEmpty: true } }, { centers: { hasSome: [...staff.centers] } }] };

export type ExportView = {
  id: string;
  seq: number;
  profile: string;
  year: number;
  scope: ExportScope;
  runId: string | null;
  runNumber: number | null;
  /** Empty = all. */
  centers: number[];
  format: string;
  state: ExportState;
  rows: number;
  files: ExportFile[];
  manifestName: string | null;
  warnings: ExportWarning[];
  errorCode: string | null;
  errorDetails: Record<string, unknown>;
  createdByName: string;
  createdAt: Date;
  readyAt: Date | null;
  expiresAt: Date | null;
  /** `ready` = this person may fetch the files now; the others say why not. */
  download: "ready" | "none" | "out-of-scope" | "expired";
};

const toView = (staff: Staff, row: Export, runNumber: number | null, now: Date): ExportView => {
  const files = row.files as ExportFile[];
  const layout = findProfile(row.profile);
  const { id, seq, profile, year, runId, centers, format, errorCode } = row;
  return {
    ...{ id, seq, profile, year, runId, runNumber, centers, format, errorCode, files },
    scope: row.scope as ExportScope,
    state: row.state as ExportState,
    rows: row.rowCount,
    manifestName: layout && files[0] ? manifestNameOf(layout, files[0].name) : null,
    warnings: row.warnings as ExportWarning[],
    errorDetails: (row.errorDetails ?? {}) as Record<string, unknown>,
    createdByName: row.createdByName,
    createdAt: row.createdAt,
    readyAt: row.readyAt,
    expiresAt: row.expiresAt,
    download: downloadState(staff, row, now),
  };
};

const downloadState = (staff: Staff, row: Export, now: Date): ExportView["download"] => {
  if (row.state !== "READY") return "none";
  if (!ownsCenters(staff, row.centers)) return "out-of-scope";
  return row.expiresAt && row.expiresAt <= now ? "expired" : "ready";
};

export type ExportListing = {
  year?: number | undefined;
  state?: ExportState | readonly ExportState[] | undefined;
  profile?: string | readonly string[] | undefined;
  /** Newest first unless told. */
  sort?: { readonly key: ExportSort; readonly desc: boolean } | undefined;
  offset: number;
  size: number;
};

const COLUMN = { number: "seq", createdAt: "createdAt", rows: "rowCount" } as const satisfies Record<
  ExportSort,
  keyof Export
>;

/** One page of the exports an actor may see, newest first unless told. */
export const listExports = async (
  staff: Can<"export:download">,
  { year, state, profile, sort = { key: "createdAt", desc: true }, offset, size }: ExportListing,
): Promise<{ rows: ExportView[]; total: number }> => {
  const where: Prisma.ExportWhereInput = {
    ...visible(staff),
    ...(year ? { year } : {}),
    ...(state ? { state: { in: [state].flat() } } : {}),
    ...(profile ? { profile: { in: [profile].flat() } } : {}),
  };
  const [rows, total] = await Promise.all([
    db().export.findMany({
      where,
      orderBy: [{ [COLUMN[sort.key]]: sort.desc ? "desc" : "asc" }, { seq: "desc" }],
      skip: offset,
      take: size,
    }),
    db().export.count({ where }),
  ]);
  const numbers = await runNumbers(rows);
  const now = new Date();
  return { rows: rows.map((row) => toView(staff, row, numbers.get(row.runId ?? "") ?? null, now)), total };
};

const runNumbers = async (rows: readonly Export[]): Promise<Map<string, number>> => {
  const ids = rows.flatMap((row) => row.runId ?? []);
  if (ids.length === 0) return new Map();
  const runs = await db().run.findMany({ where: { id: { in: ids } }, select: { id: true, number: true } });
  return new Map(runs.map((run) => [run.id, run.number]));
};

export type ExportDetail = ExportView & {
  job: { id: string; state: string; done: number; total: number; waitingFor: string | null } | null;
};

/** One export with its newest job; null when unknown or out of scope. Read once for a page and its title. */
export const getExport = cache(
  async (staff: Can<"export:download">, id: string): Promise<ExportDetail | null> => {
    if (!isUuid(id)) return null;
    // Asked side by side: of an export out of sight nothing is told.
    const [row, job] = await Promise.all([
      db().export.findUnique({ where: { id } }),
      db().job.findFirst({
        where: { subject: "export", subjectId: id },
        orderBy: { createdAt: "desc" },
        select: { id: true, state: true, done: true, total: true, waitingFor: true },
      }),
    ]);
    if (!row || !seesCenters(staff, row.centers)) return null;
    const numbers = await runNumbers([row]);
    return { ...toView(staff, row, numbers.get(row.runId ?? "") ?? null, new Date()), job };
  },
);

/** A READY export with its layout; throws `EXPORT_IO_ERROR` when it is not, after a job that said it was. */
export const requireMade = async (
  staff: Can<"export:download">,
  id: string,
): Promise<ExportDetail & { layout: Layout }> => {
  const made = await getExport(staff, id);
  const layout = made && findProfile(made.profile);
  if (!made || !layout || made.state !== "READY") throw new AppError("EXPORT_IO_ERROR", { export: id });
  return { ...made, layout };
};

/**
 * The newest READY export that shows exactly today's data for these filters (same centres of the actor, same fingerprint),
 * or null: then a new one has to be started. Source: Contracts §8.
 */
export const findFreshExport = async (
  staff: Can<"export:download">,
  input: FindExport,
): Promise<ExportView | null> => {
  const centers = coverOf(
    staff,
    input.center === undefined ? [] : [input.center],
    await listCenterCodes(db()),
  );
  if (!centers.ok || !findProfile(input.profile)) return null;
  const { profile, year, format } = input;
  const runId = input.run ?? null;
  const scope = runId ? "RUN" : "YEAR";
  const [newest] = await db().export.findMany({
    where: {
      profile,
      year,
      format,
      scope,
      runId,
      state: "READY",
      expiresAt: { gt: new Date() },
      centers: { equals: centers.value },
    },
    orderBy: { createdAt: "desc" },
    take: 1,
  });
  if (!newest) return null;
  const today = await fingerprintOf(db(), {
    profile,
    year,
    scope,
    runId,
    centers: centers.value,
    since: null,
  });
  return newest.dataHash === today.fingerprint ? toView(staff, newest, null, new Date()) : null;
};

/** The bytes of a download that `recordDownload` allowed, part by part. */
export const bytesOf = (content: Download["content"]): Iterable<Uint8Array> | AsyncIterable<Uint8Array> =>
  "text" in content ? [Buffer.from(content.text)] : readFile(content.sha256);

export type ExportableRun = { id: string; number: number; year: number; placed: number };
const RUNS_OFFERED = 50;

/** The newest runs whose placements can be exported on their own: those published, wholly or in part. */
export const listExportableRuns = async (staff: Can<"export:create">): Promise<ExportableRun[]> => {
  const runs = await db().run.findMany({
    where: {
      ...(staff.centers.length === 0
        ? {}
        : { OR: [{ centers: { isEmpty: true } }, { centers: { hasSome: [...staff.centers] } }] }),
      publishedPlaced: { gt: 0 },
      state: { notIn: ["REVERTED", "REVERTING"] },
    },
    select: { id: true, number: true, year: true, publishedPlaced: true },
    orderBy: { number: "desc" },
    take: RUNS_OFFERED,
  });
  return runs.map(({ publishedPlaced, ...run }) => ({ ...run, placed: publishedPlaced }));
};

/** What an export would hold if it were started now: rows, placements left out, students without a counter. */
export const previewExport = async (
  staff: Can<"export:create">,
  input: {
    profile: string;
    year: number;
    scope: "NEW" | "RUN" | "YEAR";
    runId: string | null;
    centers: readonly number[];
  },
): Promise<Summary> => {
  const centers = coverOf(staff, input.centers, await listCenterCodes(db()));
  if (!centers.ok) return { rows: 0, underReview: 0, withoutCounter: 0, sample: [] };
  return await summarize(db(), { ...input, centers: centers.value, since: null });
};
