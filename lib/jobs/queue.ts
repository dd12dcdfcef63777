import { AppError } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import { type Can, type Permission, type Staff, systemActor } from "../auth/permissions";
import { db } from "../db/client";
import { newId } from "../db/digest";
import { inTx, isConnectionLoss, type Tx } from "../db/tx";
import { log } from "../log";
import { emitProgress } from "./progress";

export type JobSpec = {
  kind: string;
  subject: "run" | "batch" | "export";
  subjectId: string;
  payload?: Record<string, unknown>;
};

export type JobContext = {
  job: { id: JobId; kind: string; subjectId: string; payload: Record<string, unknown> };
  actor: Can<Permission>;
  /** Aborted when the process is told to stop: finish the chunk, then `signal.throwIfAborted()`. The job is handed back. */
  signal: AbortSignal;
  progress: (done: number, total: number) => Promise<void>;
  /** Whether this error ends the job (a refusal, or the last of the tries): what it holds must be given back now. */
  isFinal: (error: unknown) => boolean;
  /** Hands the job back until somebody else is done, and shows for whom it waits. Never returns. */
  waiting: (forWhom: string) => Promise<never>;
};
/** Work after the response. Safe to run twice: the run or batch row is lock and cursor. */
export type JobHandler = (context: JobContext) => Promise<void>;
export type JobHandlers = Readonly<Record<string, JobHandler>>;

const store = globalThis as typeof globalThis & { __takhsisJobsHere?: AbortSignal };
const GRACE_S = 15;
/** How long the queue leaves a job to this process, in seconds; 0 once it is told to stop. */
const reservedS = (): number => (store.__takhsisJobsHere && !store.__takhsisJobsHere.aborted ? GRACE_S : 0);

/**
 * The command line's choice: this process does its own jobs until `signal` tells it to stop; a worker takes one over only
 * if it is left behind for 15 s.
 */
export const runJobsInThisProcess = (signal: AbortSignal = new AbortController().signal): void => {
  store.__takhsisJobsHere = signal;
};

/**
 * Queues work in the caller's transaction: it exists if and only if that commits. Jobs of one subject are serial.
 * Returns the id to watch.
 */
export const enqueue = async (tx: Tx, actor: Staff, spec: JobSpec): Promise<JobId> => {
  const id = newId() as JobId;
  await tx.job.create({
    data: {
      id,
      kind: spec.kind,
      subject: spec.subject,
      subjectId: spec.subjectId,
      payload: (spec.payload ?? {}) as object,
      correlationId: actor.correlationId,
      createdById: actor.id,
    },
  });
  await schedule(tx, id, spec, reservedS());
  return id;
};

const schedule = async (
  tx: Tx,
  id: string,
  subject: { subject: string; subjectId: string },
  delayS: number,
) => {
  await tx.$executeRaw`SELECT graphile_worker.add_job('job', json_build_object('jobId', ${id}::text),
    queue_name => ${`${subject.subject}:${subject.subjectId}`}, run_at => now() + make_interval(secs => ${delayS}::int),
    job_key => ${id}, max_attempts => 1000)`;
};

/** Symbol thrown by `waiting`: the job goes back to the queue. */
const HANDED_BACK = Symbol("handed back");
const ATTEMPTS_MAX = 5;

/**
 * Does one job and records how it went: DONE; FAILED with a code (`AppError`, or the fifth unexpected error); or handed
 * back to run again (waiting for somebody, stopping, or an error worth another try). Returns whether it is over.
 */
export const performJob = async (
  handlers: JobHandlers,
  id: string,
  signal: AbortSignal,
): Promise<boolean> => {
  const claimed = await inTx((tx) =>
    tx.job.updateManyAndReturn({
      where: { id, state: { in: ["QUEUED", "RUNNING", "WAITING"] } },
      data: { state: "RUNNING", startedAt: new Date(), attempts: { increment: 1 } },
    }),
  );
  const job = claimed[0];
  if (!job) return true;
  const actor = systemActor(job.kind, job.correlationId);
  const fields = { job_id: id, kind: job.kind, subject_id: job.subjectId, correlation_id: job.correlationId };
  const startedAt = performance.now();
  try {
    const handler = handlers[job.kind];
    if (!handler) throw new AppError("INTERNAL", { kind: job.kind });
    await handler({
      job: {
        id: job.id as JobId,
        kind: job.kind,
        subjectId: job.subjectId,
        payload: job.payload as Record<string, unknown>,
      },
      actor,
      signal,
      progress: async (done, total) => {
        await db().job.updateMany({
          where: { id },
          data: { done, total, waitingFor: null, state: "RUNNING" },
        });
      },
      waiting: async (forWhom) => {
        await inTx(async (tx) => {
          await tx.job.updateMany({ where: { id }, data: { state: "WAITING", waitingFor: forWhom } });
          // Told once, not with every look at whether the wait is over.
          if (job.waitingFor !== forWhom)
            await emitProgress(tx, `${job.subject}:${job.subjectId}`, "waiting", { waitingFor: forWhom });
        });
        throw HANDED_BACK;
      },
      isFinal: (error) => fateOf(error, job.attempts, signal) === "over",
    });
    await finish(id, "DONE");
    log.info({ ...fields, duration_ms: Math.round(performance.now() - startedAt) }, "job done");
    return true;
  } catch (error) {
    const fate = fateOf(error, job.attempts, signal);
    if (fate === "waits" || fate === "stops") {
      const state = fate === "waits" ? "WAITING" : "QUEUED";
      await handBack(job, { state, delayS: 1, countsAsAttempt: false });
      return false;
    }
    if (error instanceof AppError) {
      log.warn({ ...fields, code: error.code, details: error.details }, "job refused");
      await finish(id, "FAILED", error.code, error.details);
      return true;
    }
    log.error({ ...fields, err: error, attempt: job.attempts, fate }, "job failed");
    if (fate === "over") {
      await finish(id, "FAILED", "INTERNAL", { correlationId: job.correlationId });
      return true;
    }
    await untilDatabaseAnswers(signal);
    const lost = fate === "lost";
    await handBack(job, { state: "QUEUED", delayS: lost ? 0 : 2 ** job.attempts, countsAsAttempt: !lost });
    return false;
  }
};

/** What an error of a handler means for its job. A lost connection is not the job's fault and costs no attempt. */
const fateOf = (error: unknown, attempts: number, signal: AbortSignal) => {
  if (error === HANDED_BACK) return "waits";
  if (signal.aborted) return "stops";
  if (error instanceof AppError) return "over";
  if (isConnectionLoss(error)) return "lost";
  return attempts >= ATTEMPTS_MAX ? "over" : "again";
};

const finish = (
  id: string,
  state: "DONE" | "FAILED",
  errorCode?: string,
  errorDetails?: object,
): Promise<unknown> =>
  inTx(async (tx) => {
    await tx.job.updateMany({
      where: { id },
      data: {
        state,
        finishedAt: new Date(),
        waitingFor: null,
        errorCode: errorCode ?? null,
        ...(errorDetails ? { errorDetails } : {}),
      },
    });
    await tx.$executeRaw`SELECT graphile_worker.remove_job(${id})`;
  });

type HandBack = { state: "QUEUED" | "WAITING"; delayS: number; countsAsAttempt: boolean };

const handBack = (job: { id: string; subject: string; subjectId: string }, how: HandBack): Promise<void> =>
  inTx(async (tx) => {
    const attempts = how.countsAsAttempt ? {} : { attempts: { decrement: 1 } };
    await tx.job.updateMany({ where: { id: job.id }, data: { state: how.state, ...attempts } });
    await schedule(tx, job.id, job, reservedS() || how.delayS);
  });

const untilDatabaseAnswers = async (signal: AbortSignal): Promise<void> => {
  for (let waitMs = 200; !signal.aborted; waitMs = Math.min(2_000, waitMs * 2)) {
    try {
      await db().$queryRaw`SELECT 1`;
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
};

/**
 * Runs a job in this process until it is over, as the command line does: no worker need be up. While it waits for the pool
 * it calls `onIdle` (where the command line takes over work somebody left behind). Throws the job's refusal as `AppError`,
 * and the signal's reason when the process is told to stop: the job is then handed back.
 */
export const runJobHere = async (
  handlers: JobHandlers,
  id: JobId,
  onIdle?: () => Promise<unknown>,
): Promise<void> => {
  const signal = store.__takhsisJobsHere ?? new AbortController().signal;
  await reserving(id, async () => {
    while (!(await performJob(handlers, id, signal))) {
      signal.throwIfAborted();
      await onIdle?.();
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  });
  const job = await db().job.findUniqueOrThrow({ where: { id } });
  if (job.state === "FAILED")
    throw new AppError(
      (job.errorCode ?? "INTERNAL") as AppError["code"],
      (job.errorDetails ?? {}) as Record<string, unknown>,
    );
};

/** Keeps a job's place in the queue ahead of us while we do it; once we are gone, it is anybody's within the grace. */
const reserving = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
  const keepAlive = setInterval(() => void postpone(id).catch(() => undefined), (GRACE_S * 1_000) / 3);
  try {
    return await work();
  } finally {
    clearInterval(keepAlive);
  }
};

/**
 * Goes on with jobs that are due and in nobody's hands, each once: how the command line finishes what a killed process left
 * behind, so that it does not wait for nobody. Stops with the process's own signal.
 */
export const takeOverDueJobs = async (handlers: JobHandlers): Promise<void> => {
  const signal = store.__takhsisJobsHere ?? new AbortController().signal;
  const due = await db().$queryRaw<{ id: string }[]>`
    SELECT j.id::text AS id FROM jobs j JOIN graphile_worker._private_jobs q ON q.key = j.id::text
    WHERE j.state IN ('QUEUED', 'RUNNING', 'WAITING') AND q.locked_at IS NULL AND q.run_at <= now() ORDER BY j.created_at`;
  for (const { id } of due) {
    signal.throwIfAborted();
    await postpone(id);
    await reserving(id, () => performJob(handlers, id, signal));
  }
};

const postpone = async (id: string): Promise<void> => {
  const job = await db().job.findUnique({ where: { id } });
  if (job && job.state !== "DONE" && job.state !== "FAILED")
    await inTx((tx) => schedule(tx, id, job, GRACE_S));
};
