import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cancelRun, startPublish } from "@/lib/allocation/commands";
import { db } from "@/lib/db/client";
import { instanceOf, randomOf } from "../../bench/instance";
import { findBreaches } from "./facts";
import { ended, kill, killAll, loadWorker, start, stateDigest, until } from "./processes";
import { planHere, publishHere, runOf } from "./running";
import { clearWorld, must, storeSnapshot, system, useWorld } from "./world";

useWorld();
afterEach(killAll);

const STUDENTS = 1_200;
const instance = instanceOf(STUDENTS, 60);

/** A planned run of the instance in an empty world. */
async function plannedRun(): Promise<string> {
  await clearWorld();
  await storeSnapshot(instance);
  return await planHere();
}

/** What the instance comes to when nobody disturbs it. */
async function undisturbed(): Promise<{ planHash: string | null; digest: string }> {
  const runId = await plannedRun();
  await publishHere(runId);
  return { planHash: (await runOf(runId)).planHash, digest: await stateDigest(runId) };
}

describe("worker processes", () => {
  test("come to the same plan and the same database, whether one, two or eight of them do the same job at once", async () => {
    const calm = await undisturbed();
    for (const workers of [1, 2, 8]) {
      const runId = await plannedRun();
      const { jobId } = must(await startPublish(system, { runId }));
      const children = Array.from({ length: workers }, (_, i) => loadWorker(jobId, 20 + 7 * i));
      await Promise.all(children.map(start));
      expect(await Promise.all(children.map(ended))).toEqual(Array(workers).fill(0));
      expect((await runOf(runId)).planHash).toBe(calm.planHash);
      expect(await stateDigest(runId)).toBe(calm.digest);
      expect(await findBreaches()).toEqual([]);
    }
  }, 180_000);

  test("killed at twenty random points lose nobody, double nobody and leave no gap in the counters", async () => {
    const seed = Number(process.env.FIRE_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.info(`kills of seed ${seed} (FIRE_SEED=${seed} repeats them)`);
    const random = randomOf(seed);
    const calm = await undisturbed();
    const runId = await plannedRun();
    const { jobId } = must(await startPublish(system, { runId }));
    const cursors: number[] = [];
    // Loading takes longer than dying: two are always on their way.
    const line = Array.from({ length: 2 }, () => loadWorker(jobId, 4));
    for (let kills = 0; kills < 20; kills++) {
      const child = line.shift()!;
      line.push(loadWorker(jobId, 4));
      await start(child);
      const from = (await runOf(runId)).cursor;
      // Some die before their first chunk, most in the middle of one.
      const atLeast = random(5) === 0 ? from : from + 1 + random(30);
      await until("progress", async () => (await runOf(runId)).cursor >= atLeast);
      await new Promise((resolve) => setTimeout(resolve, random(8)));
      await kill(child);
      cursors.push((await runOf(runId)).cursor);
      expect(await findBreaches()).toEqual([]);
    }
    expect((await runOf(runId)).state).toBe("PUBLISHING");
    expect(new Set(cursors).size).toBeGreaterThan(5);
    const last = line.shift()!;
    await start(last);
    expect(await ended(last)).toBe(0);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", planHash: calm.planHash });
    expect(await stateDigest(runId)).toBe(calm.digest);
    expect(await findBreaches()).toEqual([]);
  }, 240_000);

  test("take over the job of one that was killed within fifteen seconds", async () => {
    const calm = await undisturbed();
    const runId = await plannedRun();
    const { jobId } = must(await startPublish(system, { runId }));
    const [doomed, heir] = [loadWorker(null, 2), loadWorker(null, 500)];
    await start(doomed);
    await until("the first chunk", async () => (await runOf(runId)).cursor > 0);
    const [held] = await db().$queryRaw<{ by: string }[]>`
      SELECT locked_by AS by FROM graphile_worker._private_jobs WHERE key = ${jobId}`;
    await kill(doomed);
    const [{ at: killedAt }] = await db().$queryRaw<[{ at: Date }]>`SELECT now() AS at`;
    expect((await runOf(runId)).state).toBe("PUBLISHING");
    await start(heir);
    await until("the end", async () => (await runOf(runId)).state === "PUBLISHED");
    const job = await db().job.findUniqueOrThrow({ where: { id: jobId } });
    const waitedMs = job.startedAt!.getTime() - killedAt.getTime();
    console.info(`taken over after ${(waitedMs / 1_000).toFixed(1)} s`);
    expect(waitedMs).toBeGreaterThan(0);
    expect(waitedMs).toBeLessThanOrEqual(15_000);
    expect(await db().workerProcess.count({ where: { id: held!.by } })).toBe(0);
    expect(await stateDigest(runId)).toBe(calm.digest);
  });

  test("stop at the end of the chunk they are in when a person cancels", async () => {
    const runId = await plannedRun();
    const { jobId } = must(await startPublish(system, { runId }));
    const child = loadWorker(jobId, 3);
    await start(child);
    await until("some chunks", async () => (await runOf(runId)).cursor >= 60);
    must(await cancelRun(system, { runId }));
    const { cursor } = await runOf(runId);
    expect(await ended(child)).toBe(0);
    expect(await runOf(runId)).toMatchObject({ state: "CANCELLED", cursor });
    expect(cursor).toBeLessThan(STUDENTS);
    expect(await db().assignment.count({ where: { runId } })).toBe(cursor);
    expect(await findBreaches()).toEqual([]);
  });
});

describe("the capacity guard of the database", () => {
  const saw = async (): Promise<boolean> =>
    (await db().$queryRaw<[{ seen: boolean }]>`SELECT is_called AS seen FROM guard_fired`)[0].seen;

  beforeEach(async () => {
    await db().$executeRawUnsafe(`CREATE SEQUENCE guard_fired`);
    await db().$executeRawUnsafe(`CREATE FUNCTION watch_guard() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW."بار_پایه" + NEW."بار_تخصیص" > NEW."ظرفیت" AND NEW."بار_تخصیص" > OLD."بار_تخصیص"
        THEN PERFORM nextval('guard_fired'); END IF; RETURN NEW; END $$`);
    // Triggers run in the order of their names: this one looks before the guard refuses.
    await db().$executeRawUnsafe(
      `CREATE TRIGGER a_watch_guard BEFORE UPDATE ON "منتورها" FOR EACH ROW EXECUTE FUNCTION watch_guard()`,
    );
  });
  afterEach(async () => {
    await db().$executeRawUnsafe(`DROP TRIGGER a_watch_guard ON "منتورها"`);
    await db().$executeRawUnsafe(`DROP FUNCTION watch_guard()`);
    await db().$executeRawUnsafe(`DROP SEQUENCE guard_fired`);
  });

  test("has nothing to refuse in a publish, and is there when something is wrong", async () => {
    await publishHere(await plannedRun());
    expect(await saw()).toBe(false);
    const raise = db().$executeRaw`UPDATE "منتورها" SET "بار_تخصیص" = "ظرفیت" + 1`;
    await expect(raise).rejects.toThrow("would carry");
    expect(await saw()).toBe(true);
  });
});
