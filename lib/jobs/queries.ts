import { Prisma } from "@db";
import { isUuid } from "@/lib/shared/ids";
import { SUBJECTS, type Subject } from "@/lib/shared/subject";
import { type ViewSpec, valuesOf } from "@/lib/shared/view";
import { type Can, holds, type Staff } from "../auth/permissions";
import { db } from "../db/client";

/** Life of a job. */
export const JOB_STATES = ["QUEUED", "RUNNING", "WAITING", "DONE", "FAILED"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Every kind of job; which function does it stands in the contexts' `jobs` files. */
export const JOB_KINDS = [
  "validate-batch",
  "apply-batch",
  "import-batch",
  "plan-run",
  "allocate-run",
  "publish-run",
  "revert-run",
  "make-export",
  "undo-batch",
] as const;

/** Days back from now. */
const JOB_PERIODS = ["1", "7", "30"] as const;

/** What the list of jobs reads from its address; `period` = ended in so many days, or not yet. */
export const JOBS_VIEW = {
  sorts: ["createdAt", "kind", "state"],
  defaultSort: "-createdAt",
  filters: { state: { many: JOB_STATES }, kind: { many: JOB_KINDS }, period: JOB_PERIODS },
} as const satisfies ViewSpec;

export type JobRow = {
  id: string;
  kind: string;
  state: JobState;
  subject: Subject;
  subjectId: string;
  /** What people call the subject: number of the run or batch, running number of the export; null when it is gone. */
  subjectNumber: number | null;
  done: number;
  total: number;
  attempts: number;
  /** `RUN:<id>` or `BATCH:<id>` while WAITING. */
  waitingFor: string | null;
  errorCode: string | null;
  errorDetails: Record<string, unknown> | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

export type JobPage = {
  sort: { key: "createdAt" | "kind" | "state"; desc: boolean };
  offset: number;
  size: number;
  filters: Readonly<Record<string, string>>;
};

const FROM = Prisma.sql`
  FROM jobs j LEFT JOIN runs r ON j.subject = 'run' AND r.id = j.subject_id
  LEFT JOIN import_batches b ON j.subject = 'batch' AND b.id = j.subject_id
  LEFT JOIN exports e ON j.subject = 'export' AND e.id = j.subject_id`;

/** Jobs are seen by whoever sees what they work on. Source: Contracts §6. */
const seenBy = (staff: Staff): Prisma.Sql =>
  staff.centers.length === 0
    ? Prisma.sql`true`
    : Prisma.sql`(coalesce(r.centers, b.centers, e.centers, '{}') = '{}'
        OR coalesce(r.centers, b.centers, e.centers) && ${[...staff.centers]}::int[])`;

const FIELDS = Prisma.sql`
  j.id, j.kind, j.state, j.subject, j.subject_id AS "subjectId", coalesce(r.number, b.number, e.seq) AS "subjectNumber",
  j.done, j.total, j.attempts, j.waiting_for AS "waitingFor", j.error_code AS "errorCode", j.error_details AS "errorDetails",
  j.created_at AS "createdAt", j.started_at AS "startedAt", j.finished_at AS "finishedAt"`;

const ORDER = {
  createdAt: Prisma.sql`j.created_at`,
  kind: Prisma.sql`j.kind`,
  state: Prisma.sql`j.state`,
} as const;

const whereOf = (
  staff: Staff,
  { state, kind, period }: JobPage["filters"],
): Prisma.Sql => Prisma.sql`WHERE ${seenBy(staff)}
    ${state ? Prisma.sql`AND j.state = ANY(${valuesOf(state)})` : Prisma.empty}
    ${kind ? Prisma.sql`AND j.kind = ANY(${valuesOf(kind)})` : Prisma.empty}
    ${period ? Prisma.sql`AND coalesce(j.finished_at, now()) > now() - make_interval(days => ${Number(period)}::int)` : Prisma.empty}`;

/** How many jobs a filter of the list finds among those whose subject the reader may see. */
export const countJobs = async (staff: Can<"metrics:read">, filters: JobPage["filters"]): Promise<number> => {
  const [counted] = await db().$queryRaw<
    { n: number }[]
  >`SELECT count(*)::int AS n ${FROM} ${whereOf(staff, filters)}`;
  return counted?.n ?? 0;
};

/** One page of the jobs, and how many there are. Filters: `state`, `kind`, one or several each; `period` in days. */
export const listJobs = async (
  staff: Can<"metrics:read">,
  { sort, offset, size, filters }: JobPage,
): Promise<{ rows: JobRow[]; total: number }> => {
  const where = whereOf(staff, filters);
  const direction = sort.desc ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const [rows, total] = await Promise.all([
    db().$queryRaw<JobRow[]>`
      SELECT ${FIELDS} ${FROM} ${where} ORDER BY ${ORDER[sort.key]} ${direction}, j.id DESC LIMIT ${size} OFFSET ${offset}`,
    countJobs(staff, filters),
  ]);
  return { rows, total };
};

/** The kinds of subject this reader may see at all; which of them, their centres decide. */
const subjectsOf = (staff: Staff): Subject[] =>
  (Object.keys(SUBJECTS) as Subject[]).filter((subject) => holds(staff, SUBJECTS[subject].permission));

export type MovingJobs = { rows: (JobRow & { subjectNumber: number })[]; total: number };

/**
 * Work under way that the reader may open and follow, the longest queued first, at most `rowsMax` of it, and how much there
 * is: its subject is there still, in their centres and of a kind they hold the permission of. Source: Contracts §6.
 */
export const listMoving = async (staff: Staff, rowsMax: number): Promise<MovingJobs> => {
  const rows = await db().$queryRaw<(MovingJobs["rows"][number] & { outOf: number })[]>`
    SELECT ${FIELDS}, count(*) OVER ()::int AS "outOf" ${FROM}
    WHERE j.state IN ('QUEUED', 'RUNNING', 'WAITING') AND j.subject = ANY(${subjectsOf(staff)})
      AND coalesce(r.id, b.id, e.id) IS NOT NULL AND ${seenBy(staff)}
    ORDER BY j.created_at, j.id LIMIT ${rowsMax}`;
  return { rows, total: rows[0]?.outOf ?? 0 };
};

/** A job of a kind the caller may read about; null when unknown or out of sight. */
export const getJob = async (staff: Staff, id: string): Promise<JobRow | null> => {
  if (!isUuid(id)) return null;
  const [row] = await db().$queryRaw<
    JobRow[]
  >`SELECT ${FIELDS} ${FROM} WHERE j.id = ${id}::uuid AND ${seenBy(staff)}`;
  return row ?? null;
};

export type WorkerRow = { host: string; pid: number; startedAt: Date; beatAt: Date; alive: boolean };

/** Worker processes that were seen lately, oldest first; one that is silent for 10 s is as good as gone. */
export const listWorkers = (_staff: Can<"metrics:read">): Promise<WorkerRow[]> =>
  db().$queryRaw`
    SELECT host, pid, min(started_at) AS "startedAt", max(beat_at) AS "beatAt",
      max(beat_at) > now() - interval '10 seconds' AS alive
    FROM worker_processes GROUP BY host, pid ORDER BY min(started_at)`;

export type QueueHealth = {
  counts: Record<JobState, number>;
  failedToday: number;
  oldestQueuedS: number;
  outboxPending: number;
  outboxDead: number;
  outboxLagS: number;
};

/**
 * Jobs by state, of those whose subject the reader may see as in the list, and how far the whole queue and outbox are behind,
 * in seconds.
 */
export const readQueueHealth = async (staff: Can<"metrics:read">): Promise<QueueHealth> => {
  const [states, [behind]] = await Promise.all([
    db().$queryRaw<{ state: JobState; n: number; today: number }[]>`
      SELECT j.state, count(*)::int AS n, count(*) FILTER (WHERE j.finished_at > now() - interval '1 day')::int AS today
      ${FROM} WHERE ${seenBy(staff)} GROUP BY 1`,
    db().$queryRaw<Omit<QueueHealth, "counts" | "failedToday">[]>`
      SELECT (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::int FROM jobs WHERE state = 'QUEUED') AS "oldestQueuedS",
        count(*) FILTER (WHERE status = 'PENDING')::int AS "outboxPending",
        count(*) FILTER (WHERE status = 'DEAD')::int AS "outboxDead",
        coalesce(extract(epoch FROM now() - min(occurred_at) FILTER (WHERE status = 'PENDING')), 0)::int AS "outboxLagS"
      FROM outbox_events WHERE status IN ('PENDING', 'DEAD')`,
  ]);
  const counts = { QUEUED: 0, RUNNING: 0, WAITING: 0, DONE: 0, FAILED: 0 };
  for (const { state, n } of states) counts[state] = n;
  const failedToday = states.find(({ state }) => state === "FAILED")?.today ?? 0;
  const none = { oldestQueuedS: 0, outboxPending: 0, outboxDead: 0, outboxLagS: 0 };
  return { counts, failedToday, ...(behind ?? none) };
};

/** A process that does its own jobs postpones the queue's every 5 s; one due sooner than this has been left behind. */
const KEPT_ALIVE_MS = 9_000;

/**
 * Whether the work of a subject was left behind by a killed process, and in how many ms the queue gives it to somebody else;
 * null while anyone works on it or nothing is queued.
 */
export const readAbandonment = async (subjectId: string): Promise<{ dueInMs: number } | null> => {
  if (!isUuid(subjectId)) return null;
  const [row] = await db().$queryRaw<{ dueInMs: number }[]>`
    SELECT greatest(0, extract(epoch FROM q.run_at - now()) * 1000)::int AS "dueInMs"
    FROM jobs j JOIN graphile_worker.jobs q ON q.key = j.id::text
    WHERE j.subject_id = ${subjectId}::uuid AND j.state IN ('QUEUED', 'RUNNING', 'WAITING') AND q.locked_at IS NULL
    ORDER BY j.created_at DESC LIMIT 1`;
  return row && row.dueInMs < KEPT_ALIVE_MS ? row : null;
};
