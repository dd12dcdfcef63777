import { expect, test } from "vitest";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { appendEvents, relayOnce } from "@/lib/jobs/outbox";
import { acquirePool, releasePool, requirePoolFree } from "@/lib/jobs/pool-lock";
import { enqueue, type JobContext, performJob, runJobHere } from "@/lib/jobs/queue";
import { startWorker } from "@/lib/jobs/worker";
import { AppError } from "@/lib/shared/errors";
import { useDatabase } from "../../support/db";

useDatabase();
const actor = systemActor("test");
const spec = (kind: string) => ({ kind, subject: "run" as const, subjectId: newId() });
const queue = (kind: string) => inTx((tx) => enqueue(tx, actor, spec(kind)));
const jobOf = (id: string) => db().job.findUniqueOrThrow({ where: { id } });
const until = async (met: () => Promise<boolean>) => {
  for (let i = 0; i < 200 && !(await met()); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await met()).toBe(true);
};

test("a job exists if and only if the transaction that queued it commits", async () => {
  const before = await db().job.count();
  await expect(
    inTx(async (tx) => {
      await enqueue(tx, actor, spec("never"));
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  expect(await db().job.count()).toBe(before);
});

test("a refusal ends the job with its code and is not tried again", async () => {
  let calls = 0;
  const handlers = {
    refuse: async () => {
      calls += 1;
      throw new AppError("RUN_NO_MENTORS");
    },
  };
  const id = await queue("refuse");
  await expect(runJobHere(handlers, id)).rejects.toMatchObject({ code: "RUN_NO_MENTORS" });
  expect(calls).toBe(1);
  expect(await jobOf(id)).toMatchObject({ state: "FAILED", errorCode: "RUN_NO_MENTORS" });
});

test("an unexpected error is tried again, a waiting job shows for whom it waits", async () => {
  const seen: string[] = [];
  const handlers = {
    shaky: async ({ waiting }: JobContext) => {
      seen.push("call");
      if (seen.length === 1) throw new Error("boom");
      if (seen.length === 2) await waiting("run 7");
    },
  };
  const id = await queue("shaky");
  const signal = new AbortController().signal;
  expect(await performJob(handlers, id, signal)).toBe(false);
  expect((await jobOf(id)).state).toBe("QUEUED");
  expect(await performJob(handlers, id, signal)).toBe(false);
  expect(await jobOf(id)).toMatchObject({ state: "WAITING", waitingFor: "run 7" });
  expect(await performJob(handlers, id, signal)).toBe(true);
  expect(await jobOf(id)).toMatchObject({ state: "DONE", attempts: 2 });
});

test("a worker does queued jobs and relays events once, and one stopped in the middle hands its job back", async () => {
  const delivered: string[] = [];
  let started = 0;
  const handlers = {
    quick: async () => undefined,
    long: async ({ signal }: JobContext) => {
      started += 1;
      if (started > 1) return;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      signal.throwIfAborted();
    },
  };
  const worker = await startWorker(handlers, async (_tx, events) => {
    delivered.push(...events.map((e) => e.id));
  });
  const eventId = newId();
  const quick = await inTx(async (tx) => {
    await appendEvents(tx, actor, [
      { id: eventId, type: "takhsis.test.thing.done.v1", aggregateType: "thing", aggregateId: "1", data: {} },
    ]);
    return await enqueue(tx, actor, spec("quick"));
  });
  await until(async () => (await jobOf(quick)).state === "DONE" && delivered.includes(eventId));
  const long = await queue("long");
  await until(async () => started === 1);
  await worker.stop();
  expect((await jobOf(long)).state).toBe("QUEUED");
  const second = await startWorker(handlers, async () => undefined);
  await until(async () => (await jobOf(long)).state === "DONE");
  await second.stop();
  expect(delivered.filter((id) => id === eventId)).toHaveLength(1);
});

test("the jobs of a worker that fell silent are done by another within the time promised", async () => {
  const id = await queue("orphan");
  await db()
    .$executeRaw`INSERT INTO worker_processes (id, host, pid, beat_at) VALUES ('worker-dead', 'x', 1, now() - interval '11 s')`;
  await db()
    .$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker-dead', attempts = 1 WHERE key = ${id}`;
  const worker = await startWorker({ orphan: async () => undefined }, async () => undefined);
  await until(async () => (await jobOf(id)).state === "DONE");
  await worker.stop();
});

test("an event that cannot be delivered does not stop the others and ends dead after ten tries", async () => {
  const [bad, good] = [newId(), newId()];
  const event = (id: string) =>
    ({ id, type: "takhsis.test.thing.done.v1", aggregateType: "thing", aggregateId: id, data: {} }) as const;
  await inTx((tx) => appendEvents(tx, actor, [event(bad), event(good)]));
  const delivered: string[] = [];
  for (let i = 0; i < 40; i++) {
    await relayOnce(async (_tx, events) => {
      if (events.some((e) => e.id === bad)) throw new Error("poison");
      delivered.push(...events.map((e) => e.id));
    });
    await db().$executeRaw`UPDATE outbox_events SET next_attempt_at = now() WHERE status = 'PENDING'`;
  }
  expect(delivered).toEqual([good]);
  expect(await db().outboxEvent.findUnique({ where: { id: bad } })).toMatchObject({
    status: "DEAD",
    attempts: 10,
  });
});

test("the pool has one holder; the holder may take it again, others are told who has it", async () => {
  const [run, batch] = [
    { kind: "RUN" as const, id: newId() },
    { kind: "BATCH" as const, id: newId() },
  ];
  expect(await inTx((tx) => acquirePool(tx, run))).toEqual({ ok: true });
  expect(await inTx((tx) => acquirePool(tx, run))).toEqual({ ok: true });
  expect(await inTx((tx) => acquirePool(tx, batch))).toMatchObject({ ok: false, holderId: run.id });
  expect(await inTx((tx) => requirePoolFree(tx))).toMatchObject({ holderKind: "RUN" });
  await inTx((tx) => releasePool(tx, batch));
  expect(await inTx((tx) => acquirePool(tx, batch))).toMatchObject({ ok: false });
  await inTx((tx) => releasePool(tx, run));
  const both = await Promise.all([inTx((tx) => acquirePool(tx, run)), inTx((tx) => acquirePool(tx, batch))]);
  expect(both.filter((r) => r.ok)).toHaveLength(1);
});
