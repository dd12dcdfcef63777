import { beforeEach, describe, expect, test } from "vitest";
import { replanRun, startPublish } from "@/lib/allocation/commands";
import { startDrain } from "@/lib/allocation/drain/commands";
import { previewDrain } from "@/lib/allocation/drain/queries";
import { allocationJobs } from "@/lib/allocation/jobs";
import { replayDeadLetter } from "@/lib/allocation/letter/commands";
import { publishChunk } from "@/lib/allocation/publish/commands";
import { replayRun } from "@/lib/allocation/queries";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { runJobHere } from "@/lib/jobs/queue";
import {
  caseloadOf,
  drainHere,
  LEAVER,
  loads,
  placementOf,
  SETTINGS,
  storeOffice,
  whose,
} from "./drain-office";
import { findBreaches } from "./facts";
import { publishHere, revertHere, runOf } from "./running";
import { must, system, useWorld } from "./world";

useWorld();

describe("a drain", () => {
  beforeEach(storeOffice);

  test("publishes what its preview showed, and nobody moves but the drained", async () => {
    const before = await whose();
    const preview = await previewDrain(system, { ...SETTINGS, mentorId: LEAVER });
    expect(preview).toMatchObject({ stays: [], others: 0 });
    const runId = await drainHere();
    expect(await runOf(runId)).toMatchObject({
      kind: "DRAIN",
      state: "PLANNED",
      eligible: 4,
      placed: 4,
      planHash: preview?.planHash,
    });
    await publishHere(runId);
    const after = await whose();
    const expected = Object.fromEntries(preview!.moves.map((move) => [move.student.nationalId, move.to.id]));
    expect(after).toEqual({ ...before, ...expected });
    expect(await caseloadOf(LEAVER)).toEqual([]);
    expect(await loads()).toEqual([
      [1, 0, 0],
      [2, 0, 6],
      [3, 0, 6],
    ]);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", publishedPlaced: 4, countersIssued: 0 });
    expect(await replayRun(system, runId)).toMatchObject({ same: true });
    expect(await findBreaches()).toEqual([]);
  });

  test("by the optimal policy publishes what its preview showed too", async () => {
    const asked = { ...SETTINGS, mentorId: LEAVER, policy: "optimal" } as const;
    const before = await whose();
    const preview = await previewDrain(system, asked);
    const { runId, jobId } = must(await startDrain(system, { ...asked, stopAccepting: false }));
    await runJobHere(allocationJobs, jobId);
    expect(await runOf(runId)).toMatchObject({ policy: "optimal", placed: 4, planHash: preview?.planHash });
    await publishHere(runId);
    const expected = Object.fromEntries(preview!.moves.map((move) => [move.student.nationalId, move.to.id]));
    expect(await whose()).toEqual({ ...before, ...expected });
    expect(await findBreaches()).toEqual([]);
  });

  test("ends the old placement as DRAINED, names its successor and tells both as events", async () => {
    const [first] = await caseloadOf(LEAVER);
    const old = await placementOf(first!);
    const runId = await drainHere();
    await publishHere(runId);
    const now = await placementOf(first!);
    const student = await db().student.findUniqueOrThrow({ where: { nationalId: first! } });
    expect(now.idempotencyKey).toBe(`alloc:${runId}:${student.id}`);
    expect(await db().assignment.findUnique({ where: { id: old.id } })).toMatchObject({
      status: "REVERTED",
      endedReason: "DRAINED",
      replacedBy: now.id,
    });
    const events = await db().outboxEvent.findMany({
      where: { aggregateId: student.id, type: { startsWith: "takhsis.allocation" } },
      orderBy: { seq: "asc" },
    });
    expect(events.slice(-2).map((event) => event.type)).toEqual([
      "takhsis.allocation.assignment.ended.v1",
      "takhsis.allocation.assignment.created.v1",
    ]);
  });

  test("leaves the pinned, those under review and those on hold, and says why", async () => {
    const [pinned, review, held, free] = await caseloadOf(LEAVER);
    await db().assignment.update({ where: { id: (await placementOf(pinned!)).id }, data: { pinned: true } });
    await db().assignment.update({
      where: { id: (await placementOf(review!)).id },
      data: { status: "TEMP_REVIEW", reviewOrigin: "IMPORT", reviewCodes: ["GROUP_NOT_ALLOWED"] },
    });
    await db().student.update({ where: { nationalId: held! }, data: { onHold: true } });
    const preview = await previewDrain(system, { ...SETTINGS, mentorId: LEAVER });
    expect(preview?.stays.map(({ student, reason }) => [student.nationalId, reason])).toEqual([
      [pinned, "PINNED"],
      [review, "TEMP_REVIEW"],
      [held, "ON_HOLD"],
    ]);
    await publishHere(await drainHere());
    expect(await caseloadOf(LEAVER)).toEqual([pinned, review, held]);
    expect((await whose())[free!]).not.toBe(LEAVER);
    expect(await findBreaches()).toEqual([]);
  });

  test("keeps and lists whom nobody has a place for: no need opens, no failure is told", async () => {
    await db().mentor.update({ where: { id: 2 }, data: { capacity: 5 } });
    await db().mentor.update({ where: { id: 3 }, data: { capacity: 4 } });
    const [first, ...rest] = await caseloadOf(LEAVER);
    const preview = await previewDrain(system, { ...SETTINGS, mentorId: LEAVER });
    expect(preview?.stays.map(({ student, reason }) => [student.nationalId, reason])).toEqual(
      rest.map((id) => [id, "CAPACITY_FULL"]),
    );
    const runId = await drainHere();
    await publishHere(runId);
    expect((await whose())[first!]).toBe(2);
    expect(await caseloadOf(LEAVER)).toEqual(rest);
    expect(await runOf(runId)).toMatchObject({ publishedPlaced: 1, publishedUnplaced: 3 });
    const items = await db().runItem.findMany({ where: { runId }, orderBy: { position: "asc" } });
    expect(items.map(({ state, reason }) => [state, reason])).toEqual([
      ["PUBLISHED", null],
      ["KEPT", "CAPACITY_FULL"],
      ["KEPT", "CAPACITY_FULL"],
      ["KEPT", "CAPACITY_FULL"],
    ]);
    expect(await db().assignment.count({ where: { status: "NEEDS_NEW_MENTOR" } })).toBe(0);
    expect(await db().outboxEvent.count({ where: { type: "takhsis.allocation.assignment.failed.v1" } })).toBe(
      0,
    );
    expect(await findBreaches()).toEqual([]);
  });

  test("stopped between two chunks goes on to the same end", async () => {
    const preview = await previewDrain(system, { ...SETTINGS, mentorId: LEAVER });
    const runId = await drainHere();
    const { jobId } = must(await startPublish(system, { runId }));
    await publishChunk(system, runId, 3);
    expect(await caseloadOf(LEAVER)).toHaveLength(1);
    // Whoever goes on compares the rest with the pool, in which half of the students are gone already.
    await runJobHere(allocationJobs, jobId);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", publishedPlaced: 4 });
    const after = await whose();
    for (const { student, to } of preview!.moves) expect(after[student.nationalId]).toBe(to.id);
    expect(await findBreaches()).toEqual([]);
  });

  test("is stale when a student was pinned, moved or ended meanwhile, with the list of what changed", async () => {
    const [first, second] = await caseloadOf(LEAVER);
    const runId = await drainHere();
    const moved = await placementOf(first!);
    await db().assignment.update({
      where: { id: moved.id },
      data: { status: "REVERTED", endedReason: "REASSIGNED", endedAt: new Date() },
    });
    await db().assignment.update({ where: { id: (await placementOf(second!)).id }, data: { pinned: true } });
    const refused = await startPublish(system, { runId });
    expect(refused).toMatchObject({ ok: false, reason: "PLAN_STALE" });
    const ids = (await db().student.findMany({ where: { nationalId: { in: [first!, second!] } } })).map(
      (student) => student.id,
    );
    const { changes } = (
      refused as unknown as { details: { changes: { of: string; id: string; kind: string }[] } }
    ).details;
    expect(new Set(changes.filter((one) => one.kind === "REMOVED").map((one) => one.id))).toEqual(
      new Set(ids),
    );
  });

  test("is stale when a student has come back to the mentor by another placement", async () => {
    const [first] = await caseloadOf(LEAVER);
    const runId = await drainHere();
    const old = await placementOf(first!);
    must(await startPublish(system, { runId }));
    await db().assignment.update({
      where: { id: old.id },
      data: { status: "REVERTED", endedReason: "REASSIGNED", endedAt: new Date() },
    });
    const { id: _id, idempotencyKey: _key, ...same } = old;
    await db().assignment.create({ data: { ...same, id: newId(), idempotencyKey: newId() } });
    expect(await publishChunk(system, runId)).toMatchObject({
      over: true,
      state: "FAILED",
      failure: { code: "PLAN_STALE" },
    });
    expect((await whose())[first!]).toBe(LEAVER);
  });

  test("planned again is a drain again", async () => {
    const runId = await drainHere();
    const again = must(await replanRun(system, { runId }));
    expect(await runOf(again.runId)).toMatchObject({ kind: "DRAIN", drainedMentorId: LEAVER });
    expect(await runOf(runId)).toMatchObject({ state: "DISCARDED" });
  });

  test("meets another run that has the pool: the second is refused", async () => {
    const first = await drainHere(1);
    const second = await drainHere(2);
    must(await startPublish(system, { runId: first }));
    expect(await startPublish(system, { runId: second })).toMatchObject({ reason: "RUN_ACTIVE" });
    expect(await startDrain(system, { ...SETTINGS, mentorId: 3, stopAccepting: false })).toMatchObject({
      reason: "RUN_ACTIVE",
    });
  });

  test("lowers the base where a mentor file already contains the placement, and lists it", async () => {
    const [first] = await caseloadOf(LEAVER);
    const counted = await placementOf(first!);
    await db().assignment.update({ where: { id: counted.id }, data: { countedBatchId: newId() } });
    await db().mentor.update({ where: { id: LEAVER }, data: { baseLoad: 1, ownLoad: 3 } });
    const preview = await previewDrain(system, { ...SETTINGS, mentorId: LEAVER });
    expect(preview?.moves.filter((move) => move.stillCounted)).toHaveLength(1);
    const runId = await drainHere();
    await publishHere(runId);
    expect((await loads())[0]).toEqual([LEAVER, 0, 0]);
    const chunk = await db().auditLog.findFirstOrThrow({
      where: { resourceId: runId, action: "allocation.run.publish-chunk" },
    });
    expect(chunk.diff).toMatchObject({ stillCounted: [counted.id] });
    await revertHere(runId);
    expect((await loads())[0]).toEqual([LEAVER, 1, 3]);
    expect(await findBreaches()).toEqual([]);
  });

  test("sets a student the database refuses aside, whose letter moves them later", async () => {
    const [, second] = await caseloadOf(LEAVER);
    await db().$executeRawUnsafe(`CREATE OR REPLACE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW."کد_ملی" = '${second}' THEN RAISE EXCEPTION 'stuck' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`);
    await db().$executeRawUnsafe(
      `CREATE OR REPLACE TRIGGER stuck BEFORE INSERT ON "تخصیص_ها" FOR EACH ROW EXECUTE FUNCTION stuck()`,
    );
    const runId = await drainHere();
    await publishHere(runId).finally(() => db().$executeRawUnsafe(`DROP TRIGGER stuck ON "تخصیص_ها"`));
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", publishedPlaced: 3, dead: 1 });
    expect(await caseloadOf(LEAVER)).toEqual([second]);
    const letter = await db().deadLetter.findFirstOrThrow({ where: { runId } });
    must(await replayDeadLetter(system, { deadLetterId: letter.id }));
    expect(await caseloadOf(LEAVER)).toEqual([]);
    expect(await runOf(runId)).toMatchObject({ publishedPlaced: 4, dead: 0 });
    expect(await findBreaches()).toEqual([]);
  });
});
