import { EventEmitter } from "node:events";
import os from "node:os";
import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import { db } from "../db/client";
import { dropOrphans } from "../db/files";
import { inTx } from "../db/tx";
import { env } from "../env";
import { log } from "../log";
import { type Dispatcher, relayOnce } from "./outbox";
import { forgetPoolChanges } from "./pool-version";
import { forgetProgress } from "./progress";
import { type JobHandlers, performJob } from "./queue";

const BEAT_MS = 2_000;
const SILENT_S = 10;
const REAPER_LOCK = 72_707_371;
const RELAY_MS = 500;
const SWEEP_MS = 3_600_000;

const taskList = (handlers: JobHandlers, signal: AbortSignal): TaskList => ({
  job: async (payload) => {
    await performJob(handlers, (payload as { jobId: string }).jobId, signal);
  },
});

/** The queue's own words go to our log, never to stdout: that belongs to a command's document. */
const logger = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning") log.warn({ from: "queue" }, message);
});

/**
 * Runs a worker process until `stop`: jobs of the queue, the outbox relay, a heartbeat, retention, and the reaper that frees the jobs of
 * workers silent for more than 10 s (a killed graphile worker would keep them for four hours). Source: Contracts §4.
 */
export const startWorker = async (
  handlers: JobHandlers,
  dispatch: Dispatcher,
): Promise<{ stop: () => Promise<void>; done: Promise<void> }> => {
  const stopping = new AbortController();
  const poolIds = new Set<string>();
  const events = new EventEmitter();
  events.on("pool:create", ({ workerPool }: { workerPool: { id: string } }) => poolIds.add(workerPool.id));
  const runner: Runner = await run({
    connectionString: env.DATABASE_URL,
    concurrency: env.WORKER_CONCURRENCY,
    pollInterval: 1_000,
    noHandleSignals: true,
    taskList: taskList(handlers, stopping.signal),
    logger,
    events,
  });
  const loops = [
    every(BEAT_MS, () => beat(poolIds)),
    every(BEAT_MS, reap),
    every(RELAY_MS, async () => {
      while ((await relayOnce(dispatch)) === 500);
    }),
    every(SWEEP_MS, sweep),
  ];
  log.info({ concurrency: env.WORKER_CONCURRENCY, pid: process.pid }, "worker ready");
  return {
    done: runner.promise,
    stop: async () => {
      stopping.abort();
      for (const stop of loops) stop();
      await runner.stop().catch(() => undefined);
      await leave(poolIds).catch(() => undefined);
    },
  };
};

/** Frees what the queue still holds in this process's name: nothing of it runs any more. */
const leave = (ids: ReadonlySet<string>): Promise<unknown> =>
  inTx(async (tx) => {
    await tx.$executeRaw`SELECT graphile_worker.force_unlock_workers(${[...ids]}::text[])`;
    await tx.workerProcess.deleteMany({ where: { id: { in: [...ids] } } });
  });

const beat = async (ids: ReadonlySet<string>): Promise<void> => {
  await db().$executeRaw`
    INSERT INTO worker_processes (id, host, pid) SELECT id, ${os.hostname()}, ${process.pid} FROM unnest(${[...ids]}::text[]) AS id
    ON CONFLICT (id) DO UPDATE SET beat_at = now()`;
};

const reap = async (): Promise<void> => {
  const freed = await inTx(async (tx) => {
    const [lock] = await tx.$queryRaw<
      { ok: boolean }[]
    >`SELECT pg_try_advisory_xact_lock(${REAPER_LOCK}) AS ok`;
    if (!lock?.ok) return [];
    const silent = await tx.$queryRaw<{ id: string }[]>`
      DELETE FROM worker_processes WHERE beat_at < now() - make_interval(secs => ${SILENT_S}) RETURNING id`;
    if (silent.length > 0)
      await tx.$executeRaw`SELECT graphile_worker.force_unlock_workers(${silent.map((w) => w.id)}::text[])`;
    return silent;
  });
  if (freed.length > 0) log.warn({ workers: freed.length }, "freed the jobs of silent workers");
};

/** What nobody needs any more goes once an hour; several workers doing so at once do no harm. */
const sweep = async (): Promise<void> => {
  const [events, files] = [await forgetProgress(), await dropOrphans()];
  const changes = await forgetPoolChanges();
  if (events + files + changes > 0) log.info({ events, files, changes }, "swept");
};

/** Repeats until stopped, one at a time; an error (the database may be gone) is logged once and tried again. */
const every = (ms: number, task: () => Promise<void>): (() => void) => {
  let stopped = false;
  let failing = false;
  const loop = async () => {
    while (!stopped) {
      try {
        await task();
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ err: error }, "background task failed; trying again");
        failing = true;
      }
      // An hour's wait must not keep a process that has stopped.
      await new Promise((resolve) => setTimeout(resolve, ms).unref());
    }
  };
  void loop();
  return () => {
    stopped = true;
  };
};
