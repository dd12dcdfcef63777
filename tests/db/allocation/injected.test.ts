import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startPublish } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { buryNext, publishChunk, readCursor } from "@/lib/allocation/publish/commands";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { secondConnection, useDatabase } from "../../support/db";
import { makeMentor } from "../../support/pool";
import { findBreaches } from "./facts";
import { until } from "./processes";
import { planHere, plannedLines, publishedLines, publishHere, runOf } from "./running";
import { clearWorld, makeStudents, must, storeMentors, storeStudents, system } from "./world";

useDatabase();

/** Lets the database refuse a write of assignments where the condition holds. A sequence counts beyond every rollback. */
async function inject(state: string, condition: string): Promise<void> {
  await db().$executeRawUnsafe(`CREATE SEQUENCE refusals`);
  await db().$executeRawUnsafe(`CREATE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF ${condition} THEN RAISE EXCEPTION 'injected' USING ERRCODE = '${state}'; END IF; RETURN NEW; END $$`);
  await db().$executeRawUnsafe(
    `CREATE TRIGGER refuse_write BEFORE INSERT ON "تخصیص_ها" FOR EACH ROW EXECUTE FUNCTION refuse_write()`,
  );
}
async function cure(): Promise<void> {
  await db().$executeRawUnsafe(`DROP TRIGGER IF EXISTS refuse_write ON "تخصیص_ها"`);
  await db().$executeRawUnsafe(`DROP FUNCTION IF EXISTS refuse_write()`);
  await db().$executeRawUnsafe(`DROP SEQUENCE IF EXISTS refusals`);
}

beforeEach(async () => {
  process.env.PUBLISH_CHUNK_ROWS = "16";
  await clearWorld();
  await storeMentors([makeMentor(1, { capacity: 25 }), makeMentor(2, { capacity: 30 })]);
  await storeStudents(makeStudents(60));
});
afterEach(async () => {
  delete process.env.PUBLISH_CHUNK_ROWS;
  await cure();
});

describe("trouble that passes", () => {
  test.each([
    ["a serialization failure", "40001"],
    ["a deadlock", "40P01"],
    ["a lock that is not given", "55P03"],
    ["a statement out of time", "57014"],
    ["a backend on its way down", "57P01"],
  ])("such as %s changes nothing in the end", async (_, state) => {
    const runId = await planHere();
    await inject(state, `nextval('refusals') <= 3`);
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", dead: 0, publishedPlaced: 55 });
    expect(await publishedLines(runId)).toEqual(await plannedLines(runId));
    expect(await findBreaches()).toEqual([]);
  });

  test("such as a rival who locks the mentors the other way round is survived", async () => {
    const runId = await planHere();
    const { jobId } = must(await startPublish(system, { runId }));
    const rival = await secondConnection();
    const lock = (id: number) =>
      rival.query(`SELECT 1 FROM "منتورها" WHERE "شناسه_منتور" = $1 FOR UPDATE`, [id]);
    // The publish looks for the circle first, and is the one who is sent home.
    await rival.query(`BEGIN; SET LOCAL deadlock_timeout = '20s'`);
    await lock(2);
    const publishing = runJobHere(allocationJobs, jobId);
    await until("the publish waits for mentor 2", async () => {
      const [row] = await db().$queryRaw<[{ n: number }]>`
        SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR NO KEY UPDATE%'`;
      return row.n > 0;
    });
    await lock(1);
    await rival.query("ROLLBACK");
    await rival.end();
    await publishing;
    const [{ deadlocks }] = await db().$queryRaw<[{ deadlocks: bigint }]>`
      SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`;
    expect(Number(deadlocks)).toBeGreaterThan(0);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", dead: 0 });
    expect(await publishedLines(runId)).toEqual(await plannedLines(runId));
    expect(await findBreaches()).toEqual([]);
  });
});

describe("trouble that stays", () => {
  test("with one student ends as one dead letter, the rest is published", async () => {
    const runId = await planHere();
    await inject("40001", `NEW."کد_ملی" = '0000000021'`);
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", dead: 1, publishedPlaced: 54 });
    expect(await db().deadLetter.findMany()).toMatchObject([{ position: 21, code: "40001" }]);
    expect(await findBreaches()).toEqual([]);
  });

  test("with everyone is not blamed on everyone: the job is tried again later, and at last given up with the pool free", async () => {
    const runId = await planHere();
    const { jobId } = must(await startPublish(system, { runId }));
    await inject("55P03", "true");
    await db().job.update({ where: { id: jobId }, data: { attempts: 4 } });
    await expect(runJobHere(allocationJobs, jobId)).rejects.toMatchObject({ code: "INTERNAL" });
    expect(await runOf(runId)).toMatchObject({ state: "FAILED", dead: 1 });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
    await cure();
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", dead: 1, publishedPlaced: 54 });
    expect(await findBreaches()).toEqual([]);
  });
});

test("a worker that comes back late blames nobody: whoever stands behind another cursor is not the one who failed", async () => {
  const runId = await planHere();
  must(await startPublish(system, { runId }));
  const seen = await readCursor(system, runId);
  await publishChunk(system, runId, 1);
  await buryNext(system, { runId, at: seen }, new Error("of the student before"));
  expect(await db().deadLetter.count()).toBe(0);
  await buryNext(system, { runId, at: await readCursor(system, runId) }, new Error("of this one"));
  expect(await db().deadLetter.findMany({ select: { position: true } })).toEqual([{ position: 2 }]);
});
