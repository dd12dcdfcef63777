import { beforeEach, describe, expect, test } from "vitest";
import { discardRun, replanRun, startPlan, startPublish } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import {
  explainStudent,
  findRun,
  listRunAssignments,
  replayRun,
  toRunDocument,
} from "@/lib/allocation/queries";
import { startRunSchema } from "@/lib/allocation/schema";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { GOLDEN_PLAN_HASH, goldenCase } from "../../unit/allocation/golden";
import { planHere, publishHere, runOf } from "./running";
import {
  makeStudents,
  must,
  storeMentors,
  storeSnapshot,
  storeStudents,
  system,
  useWorld,
  YEAR,
} from "./world";

useWorld();

const start = (over: object = {}, staff = system) =>
  startPlan(staff, startRunSchema.parse({ year: YEAR, ...over }));

describe("a run is refused, and none is created,", () => {
  beforeEach(async () => {
    await storeMentors([makeMentor(1)]);
    await storeStudents(makeStudents(2));
  });

  test.each<[string, object, () => PromiseLike<unknown>]>([
    ["YEAR_UNKNOWN", { year: 1399 }, async () => undefined],
    ["CENTER_OUT_OF_SCOPE", { centers: [9] }, async () => undefined],
    ["RUN_NO_STUDENTS", { year: 1405 }, async () => undefined],
    ["RUN_NO_STUDENTS", { centers: [2] }, async () => undefined],
    ["RUN_NO_STUDENTS", {}, () => db().student.updateMany({ data: { onHold: true } })],
    ["RUN_NO_STUDENTS", {}, () => db().student.updateMany({ data: { withdrawn: true } })],
    ["RUN_NO_MENTORS", {}, () => db().mentor.deleteMany()],
    ["RUN_NO_CENTERS", {}, () => db().manager.updateMany({ data: { active: false } })],
    ["RUN_NO_CENTERS", {}, () => db().managerCenter.deleteMany()],
  ])("%s for %j", async (reason, over, prepare) => {
    await prepare();
    expect(await start(over)).toMatchObject({ ok: false, reason });
    expect(await db().run.count()).toBe(0);
    expect(await db().job.count()).toBe(0);
  });

  test("CENTER_OUT_OF_SCOPE for an operator of other centres", async () => {
    expect(await start({ centers: [0, 1] }, actorOf("OPERATOR", { centers: [1] }))).toMatchObject({
      reason: "CENTER_OUT_OF_SCOPE",
    });
  });

  test("RUN_ACTIVE while another one publishes", async () => {
    const runId = await planHere();
    must(await startPublish(system, { runId }));
    expect(await start()).toMatchObject({ ok: false, reason: "RUN_ACTIVE" });
  });
});

describe("a run that turns out to have nobody to place with", () => {
  test("fails with the reason and how many mentors are out for what", async () => {
    await storeMentors([makeMentor(1, { out: "NOT_ACCEPTING" }), makeMentor(2, { out: "NOT_ACCEPTING" })]);
    await storeStudents(makeStudents(2));
    const { runId, jobId } = must(await start());
    await expect(runJobHere(allocationJobs, jobId)).rejects.toMatchObject({
      code: "RUN_NO_MENTORS",
      details: { out: { NOT_ACCEPTING: 2 } },
    });
    expect(await runOf(runId)).toMatchObject({ state: "FAILED", errorCode: "RUN_NO_MENTORS" });
    expect(await startPublish(system, { runId })).toMatchObject({ reason: "RUN_STATE" });
  });
});

describe("an operator's run", () => {
  test("covers the students of their centres against all mentors", async () => {
    await storeMentors([makeMentor(1, { centers: [0, 1], capacity: 50 })]);
    await storeStudents([...makeStudents(3, { center: 0 }), ...makeStudents(4, { center: 1 }, 11)]);
    const operator = actorOf("OPERATOR", { centers: [1] });
    const { runId, jobId } = must(await start({}, operator));
    await runJobHere(allocationJobs, jobId);
    expect(await runOf(runId)).toMatchObject({ centers: [1], eligible: 4, placed: 4 });
  });

  test("is unseen by other centres, and seen but not changed by a narrower scope", async () => {
    await storeMentors([makeMentor(1)]);
    await storeStudents(makeStudents(2));
    const runId = await planHere();
    await db().run.update({ where: { id: runId }, data: { centers: [0, 1] } });
    expect(await startPublish(actorOf("OPERATOR", { centers: [2] }), { runId })).toMatchObject({
      reason: "NOT_FOUND",
    });
    expect(await startPublish(actorOf("OPERATOR", { centers: [1] }), { runId })).toMatchObject({
      reason: "CENTER_OUT_OF_SCOPE",
    });
    expect(await findRun(actorOf("MANAGER", { centers: [2] }), runId)).toBeNull();
    expect(await findRun(actorOf("MANAGER", { centers: [1] }), runId)).not.toBeNull();
  });
});

describe("a plan", () => {
  test("is thrown away on purpose, once", async () => {
    await storeMentors([makeMentor(1)]);
    await storeStudents(makeStudents(2));
    const runId = await planHere();
    const { version } = await runOf(runId);
    expect(await discardRun(system, { runId, version: version - 1 })).toMatchObject({
      reason: "STALE_VERSION",
    });
    must(await discardRun(system, { runId, version }));
    expect(await discardRun(system, { runId })).toMatchObject({ reason: "RUN_STATE" });
    expect(await startPublish(system, { runId })).toMatchObject({ reason: "RUN_STATE" });
  });

  test("is replaced by one of today with the same settings", async () => {
    await storeMentors([makeMentor(1)]);
    await storeStudents(makeStudents(2));
    const old = await planHere({ schoolFallback: true });
    await storeStudents(makeStudents(1, {}, 50));
    const { runId, jobId } = must(await replanRun(system, { runId: old }));
    await runJobHere(allocationJobs, jobId);
    expect(await runOf(old)).toMatchObject({ state: "DISCARDED" });
    expect(await runOf(runId)).toMatchObject({
      state: "PLANNED",
      eligible: 3,
      switches: { schoolFallback: true },
    });
  });

  test("planned twice by a job that runs twice is planned once", async () => {
    await storeMentors([makeMentor(1)]);
    await storeStudents(makeStudents(2));
    const { runId, jobId } = must(await start());
    await Promise.all([runJobHere(allocationJobs, jobId), runJobHere(allocationJobs, jobId)]);
    expect(await db().runItem.count({ where: { runId } })).toBe(2);
    expect(await runOf(runId)).toMatchObject({ state: "PLANNED" });
  });
});

describe("a stored run", () => {
  test("replays to the same hashes, also after it was published and the pool has moved on", async () => {
    const { snapshot } = goldenCase();
    await storeSnapshot(snapshot);
    const runId = await planHere();
    await publishHere(runId);
    await db().mentor.updateMany({ data: { capacity: 99 } });
    expect(await replayRun(system, runId)).toMatchObject({ planHash: GOLDEN_PLAN_HASH, same: true });
  });

  test("is shown as the command line promises", async () => {
    await storeMentors([makeMentor(1, { capacity: 2 })]);
    await storeStudents(makeStudents(3));
    const runId = await planHere();
    await publishHere(runId);
    const run = (await findRun(system, String((await runOf(runId)).number)))!;
    expect(toRunDocument(run)).toMatchObject({
      runId,
      state: "PUBLISHED",
      policy: "sequential",
      eligible: 3,
      placed: 2,
      needsNewMentor: 1,
      durationsMs: { snapshot: expect.any(Number), decide: expect.any(Number), store: expect.any(Number) },
    });
    expect(await listRunAssignments(system, run)).toEqual([
      { nationalId: "0000000001", mentorId: 1, counter: "543730001", status: "OK" },
      { nationalId: "0000000002", mentorId: 1, counter: "543730002", status: "OK" },
      { nationalId: "0000000003", mentorId: null, counter: null, status: "NEEDS_NEW_MENTOR" },
    ]);
  });
});

describe("the explanation of a student", () => {
  test("tells of the run that decided, with the loads of its turn, and of the pool when none did", async () => {
    await storeMentors([makeMentor(1, { capacity: 2 }), makeMentor(2, { centers: [0], capacity: 71 })]);
    await storeStudents(makeStudents(3));
    const before = await explainStudent(system, { nationalId: "0000000001" });
    expect(before).toMatchObject({ run: null, explanation: { ranking: [{ id: 1, load: 0 }] } });
    const runId = await planHere();
    await publishHere(runId);
    const placed = await explainStudent(system, { nationalId: "0000000002" });
    expect(placed).toMatchObject({
      run: { id: runId },
      explanation: { chosen: 1, ranking: [{ id: 1, load: 1, capacity: 2 }], reason: null },
      names: { 1: "پشتیبان 1" },
    });
    // A later plan that nobody has published does not explain what is.
    await planHere();
    expect(await explainStudent(system, { nationalId: "0000000003" })).toMatchObject({ run: { id: runId } });
    const left = (await explainStudent(system, { nationalId: "0000000003", runId }))!.explanation;
    expect(left).toMatchObject({ chosen: null, reason: "CAPACITY_FULL", mentors: 2 });
    expect(left.misses[0]).toEqual({ codes: ["CENTER_NOT_ALLOWED"], mentors: 1, places: 71, mentorIds: [2] });
    expect(
      await explainStudent(actorOf("MANAGER", { centers: [0] }), { nationalId: "0000000003" }),
    ).toBeNull();
    const item = await db().runItem.findFirstOrThrow({ where: { runId, position: 3 } });
    expect(item.reason).toBe("CAPACITY_FULL");
  });

  test("names no mentor of other centres, neither of a run nor of the pool as it is", async () => {
    await storeMentors([makeMentor(1, { capacity: 1 }), makeMentor(2, { centers: [0], capacity: 71 })]);
    await storeStudents(makeStudents(2));
    const here = actorOf("MANAGER", { centers: [1] });
    const asked = { nationalId: "0000000002" };
    const mentorsOf = async (staff: Parameters<typeof explainStudent>[0]) =>
      Object.keys((await explainStudent(staff, asked))?.names ?? {}).map(Number);
    expect(await mentorsOf(system)).toEqual([1, 2]);
    expect(await mentorsOf(here)).toEqual([1]);
    await publishHere(await planHere());
    expect(await mentorsOf(system)).toContain(2);
    expect(await mentorsOf(here)).not.toContain(2);
  });
});
