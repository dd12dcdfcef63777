import { beforeEach, describe, expect, test } from "vitest";
import { startRevert } from "@/lib/allocation/commands";
import { confirmReview, withdrawStudent } from "@/lib/allocation/placement/commands";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { createExport } from "../../support/placements";
import { makeMentor } from "../../support/pool";
import { findBreaches } from "./facts";
import { planHere, publishHere, revertHere, runOf } from "./running";
import { makeStudents, must, storeMentors, storeStudents, system, useWorld } from "./world";

useWorld();

const active = () => db().assignment.count({ where: { status: { in: ["OK", "TEMP_REVIEW"] } } });
const itemStates = async (runId: string): Promise<string[]> =>
  (await db().runItem.findMany({ where: { runId }, orderBy: { position: "asc" } })).map((item) => item.state);

describe("a revert", () => {
  beforeEach(async () => {
    await storeMentors([makeMentor(1, { capacity: 3, load: 1 }), makeMentor(2, { capacity: 4 })]);
    await storeStudents(makeStudents(8));
  });

  test("takes everything back but the counters, and the next publish reuses them", async () => {
    const first = await planHere();
    await publishHere(first);
    const numbers = await db().student.findMany({ select: { nationalId: true, counter: true } });
    await revertHere(first);
    expect(await runOf(first)).toMatchObject({ state: "REVERTED", reversed: 8, kept: 0 });
    expect(await active()).toBe(0);
    expect(await db().mentor.findMany({ select: { ownLoad: true }, orderBy: { id: "asc" } })).toEqual([
      { ownLoad: 0 },
      { ownLoad: 0 },
    ]);
    expect(await db().assignment.count({ where: { status: "REVERTED", endedReason: "RUN_REVERTED" } })).toBe(
      8,
    );
    expect(await db().student.findMany({ select: { nationalId: true, counter: true } })).toEqual(numbers);
    const second = await planHere();
    expect((await runOf(second)).planHash).toBe((await runOf(first)).planHash);
    await publishHere(second);
    expect(await runOf(second)).toMatchObject({ countersIssued: 0, publishedPlaced: 6 });
    expect(await db().student.findMany({ select: { nationalId: true, counter: true } })).toEqual(numbers);
    expect(await findBreaches()).toEqual([]);
  });

  test("keeps what a person has pinned, confirmed or ended, and what a later run has made of it", async () => {
    const first = await planHere();
    await publishHere(first);
    const rows = await db().assignment.findMany({ where: { status: "OK" }, orderBy: { nationalId: "asc" } });
    const [pinned, confirmed, leaver] = rows;
    await db().assignment.update({ where: { id: pinned!.id }, data: { pinned: true } });
    await db().assignment.update({
      where: { id: confirmed!.id },
      data: { status: "TEMP_REVIEW", reviewOrigin: "IMPORT", reviewCodes: ["GROUP_NOT_ALLOWED"] },
    });
    must(await confirmReview(system, { assignmentIds: [confirmed!.id], reason: "" }));
    const student = await db().student.findUniqueOrThrow({ where: { nationalId: leaver!.nationalId } });
    must(await withdrawStudent(system, { studentId: student.id, reason: "left the school" }));
    await db().mentor.update({ where: { id: 2 }, data: { capacity: 5 } });
    const second = await planHere();
    await publishHere(second);

    await revertHere(first);
    const run = await runOf(first);
    // Two of the eight waited and were placed by the second run: their wait is over, and stays so.
    expect(run).toMatchObject({ state: "REVERTED", reversed: 3, kept: 5 });
    expect(await db().assignment.count({ where: { runId: second, status: "OK" } })).toBe(2);
    expect(await findBreaches()).toEqual([]);
  });

  test("opens the wait again that its placements had closed", async () => {
    await publishHere(await planHere());
    await db().mentor.update({ where: { id: 2 }, data: { capacity: 9 } });
    const second = await planHere();
    await publishHere(second);
    expect(await db().assignment.count({ where: { status: "NEEDS_NEW_MENTOR", supersededBy: null } })).toBe(
      0,
    );
    await revertHere(second);
    expect(await db().assignment.count({ where: { status: "NEEDS_NEW_MENTOR", supersededBy: null } })).toBe(
      2,
    );
    expect(await active()).toBe(6);
    expect(await findBreaches()).toEqual([]);
  });

  test("changes loads by delta: what a file has changed since stays", async () => {
    const runId = await planHere();
    await publishHere(runId);
    await db().mentor.update({ where: { id: 2 }, data: { baseLoad: 2, capacity: 20 } });
    await revertHere(runId);
    expect(await db().mentor.findUnique({ where: { id: 2 } })).toMatchObject({
      baseLoad: 2,
      ownLoad: 0,
      load: 2,
    });
  });

  test("lowers the base where a mentor file already contains the placement", async () => {
    const runId = await planHere();
    await publishHere(runId);
    const { count } = await db().assignment.updateMany({
      where: { mentorId: 2, status: "OK" },
      data: { countedBatchId: newId() },
    });
    await db().mentor.update({ where: { id: 2 }, data: { baseLoad: count, ownLoad: 0 } });
    await revertHere(runId);
    expect(await db().mentor.findUnique({ where: { id: 2 } })).toMatchObject({ baseLoad: 0, ownLoad: 0 });
  });

  test("of exported rows needs to be said so", async () => {
    const runId = await planHere();
    await publishHere(runId);
    const rows = await db().assignment.findMany({ where: { status: "OK" }, take: 2 });
    await createExport(rows.map((row) => row.id));
    expect(await startRevert(system, { runId, includeExported: false })).toMatchObject({
      reason: "RUN_EXPORTED",
      details: { exported: 2 },
    });
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED" });
    await revertHere(runId, true);
    expect(await runOf(runId)).toMatchObject({ state: "REVERTED", reversed: 8, kept: 0 });
  });

  test("sets aside the one row the database does not let go, and takes back the rest", async () => {
    const runId = await planHere();
    await publishHere(runId);
    await db().$executeRawUnsafe(`CREATE OR REPLACE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF OLD."کد_ملی" = '0000000002' THEN RAISE EXCEPTION 'stuck' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`);
    await db().$executeRawUnsafe(
      `CREATE OR REPLACE TRIGGER stuck BEFORE UPDATE OF "وضعیت" ON "تخصیص_ها" FOR EACH ROW EXECUTE FUNCTION stuck()`,
    );
    await revertHere(runId).finally(() => db().$executeRawUnsafe(`DROP TRIGGER stuck ON "تخصیص_ها"`));
    expect(await runOf(runId)).toMatchObject({ state: "REVERTED", reversed: 7, kept: 0 });
    expect((await itemStates(runId))[1]).toBe("ERRORED");
    expect(await active()).toBe(1);
    expect(await findBreaches()).toEqual([]);
  });

  test("needs something published", async () => {
    const runId = await planHere();
    expect(await startRevert(system, { runId, includeExported: false })).toMatchObject({
      reason: "RUN_STATE",
    });
    await publishHere(runId);
    await revertHere(runId);
    expect(await startRevert(system, { runId, includeExported: false })).toMatchObject({
      reason: "RUN_STATE",
    });
  });
});
