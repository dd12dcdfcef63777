import { beforeEach, describe, expect, test } from "vitest";
import { startPublish } from "@/lib/allocation/commands";
import {
  confirmReview,
  holdStudent,
  recheckAssignments,
  reinstateStudent,
  releaseHold,
  withdrawStudent,
} from "@/lib/allocation/placement/commands";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { findBreaches, idOf } from "./facts";
import { planHere, publishHere, runOf } from "./running";
import { clearWorld, makeStudents, must, storeMentors, storeStudents, system, useWorld } from "./world";

useWorld();

const reason = "asked for by the family";

describe("a student", () => {
  beforeEach(async () => {
    await storeMentors([makeMentor(1, { capacity: 2 })]);
    await storeStudents(makeStudents(3));
  });

  test("on hold is passed over until released", async () => {
    const studentId = await idOf("0000000001");
    must(await holdStudent(system, { studentId, reason }));
    expect(await holdStudent(system, { studentId, reason })).toMatchObject({ reason: "STUDENT_STATE" });
    expect(await runOf(await planHere())).toMatchObject({ eligible: 2 });
    must(await releaseHold(system, { studentId, reason }));
    expect(await runOf(await planHere())).toMatchObject({ eligible: 3 });
  });

  test("who withdraws frees the seat, keeps the counter, and leaves the pool until reinstated", async () => {
    await publishHere(await planHere());
    const studentId = await idOf("0000000001");
    expect(must(await withdrawStudent(system, { studentId, reason }))).toMatchObject({ stillCounted: false });
    expect(await db().student.findUnique({ where: { id: studentId } })).toMatchObject({
      withdrawn: true,
      counter: "543730001",
    });
    expect(await db().mentor.findUnique({ where: { id: 1 } })).toMatchObject({ ownLoad: 1 });
    expect(await db().assignment.findFirst({ where: { nationalId: "0000000001" } })).toMatchObject({
      status: "REVERTED",
      endedReason: "WITHDRAWN",
    });
    expect(await runOf(await planHere())).toMatchObject({ eligible: 1, placed: 1 });
    must(await reinstateStudent(system, { studentId, reason }));
    expect(await runOf(await planHere())).toMatchObject({ eligible: 2, placed: 1 });
    expect(await findBreaches()).toEqual([]);
  });

  test("who withdraws and is counted downstream lowers the base, and it is said", async () => {
    await publishHere(await planHere());
    await db().assignment.updateMany({ where: { status: "OK" }, data: { countedBatchId: newId() } });
    await db().mentor.update({ where: { id: 1 }, data: { baseLoad: 2, ownLoad: 0 } });
    const studentId = await idOf("0000000001");
    expect(must(await withdrawStudent(system, { studentId, reason }))).toMatchObject({ stillCounted: true });
    expect(await db().mentor.findUnique({ where: { id: 1 } })).toMatchObject({ baseLoad: 1, ownLoad: 0 });
  });

  test("who waited, was placed later and withdraws, does not wait again", async () => {
    await publishHere(await planHere());
    await db().mentor.update({ where: { id: 1 }, data: { capacity: 3 } });
    await publishHere(await planHere());
    const studentId = await idOf("0000000003");
    expect(await db().assignment.count({ where: { nationalId: "0000000003", status: "OK" } })).toBe(1);
    must(await withdrawStudent(system, { studentId, reason }));
    expect(await db().assignment.count({ where: { status: "NEEDS_NEW_MENTOR", supersededBy: null } })).toBe(
      0,
    );
  });

  test("who withdraws while waiting for a mentor waits no more", async () => {
    await publishHere(await planHere());
    must(await withdrawStudent(system, { studentId: await idOf("0000000003"), reason }));
    expect(await db().assignment.count({ where: { status: "NEEDS_NEW_MENTOR" } })).toBe(0);
  });

  test("is changed by nobody out of scope, on an old page, or while a run publishes", async () => {
    const studentId = await idOf("0000000001");
    expect(await holdStudent(actorOf("OPERATOR", { centers: [0] }), { studentId, reason })).toMatchObject({
      reason: "NOT_FOUND",
    });
    expect(await holdStudent(system, { studentId, version: 99, reason })).toMatchObject({
      reason: "STALE_VERSION",
    });
    const runId = await planHere();
    must(await startPublish(system, { runId }));
    expect(await holdStudent(system, { studentId, reason })).toMatchObject({
      reason: "RUN_ACTIVE",
      details: { holderKind: "RUN", holderId: runId },
    });
  });

  test("leaves a trace of each step, without the national id", async () => {
    const studentId = await idOf("0000000001");
    must(await holdStudent(actorOf("OPERATOR", { name: "op" }), { studentId, reason }));
    const [row] = await db().auditLog.findMany();
    expect(row).toMatchObject({ action: "student.student.hold", actorName: "op", resourceId: studentId });
    expect(JSON.stringify(row!.diff)).toContain(reason);
    expect(JSON.stringify(row!.diff)).not.toContain("0000000001");
  });
});

describe("a placement an import looks at again", () => {
  const recheck = (scope: Parameters<typeof recheckAssignments>[2]) =>
    inTx((tx) => recheckAssignments(tx, system, scope));
  const placement = (nationalId: string) => db().assignment.findFirstOrThrow({ where: { nationalId } });

  beforeEach(async () => {
    await storeMentors([makeMentor(1, { capacity: 5 }), makeMentor(2, { kind: "SCHOOL", schools: [101] })]);
    await storeStudents([...makeStudents(3), ...makeStudents(1, { type: 1, school: 101 }, 11)]);
    await publishHere(await planHere());
  });

  test("stays OK while all rules but capacity hold, also above capacity", async () => {
    await db().mentor.updateMany({ data: { capacity: 0, baseLoad: 90 } });
    expect(await recheck({ mentorIds: [1, 2] })).toEqual([]);
  });

  test.each<[string[], string, (nationalId: string) => PromiseLike<unknown>]>([
    [
      ["GENDER_MISMATCH"],
      "0000000001",
      (nationalId) => db().student.update({ where: { nationalId }, data: { gender: 1 } }),
    ],
    [
      ["GROUP_NOT_ALLOWED"],
      "0000000001",
      (nationalId) => db().student.update({ where: { nationalId }, data: { groupCode: 35 } }),
    ],
    [
      ["CENTER_NOT_ALLOWED"],
      "0000000001",
      (nationalId) => db().student.update({ where: { nationalId }, data: { centerCode: 2 } }),
    ],
    [
      ["CENTER_NOT_ALLOWED"],
      "0000000001",
      () => db().manager.update({ where: { id: 1 }, data: { active: false } }),
    ],
    [
      ["CENTER_NOT_ALLOWED"],
      "0000000001",
      () => db().mentorCenter.create({ data: { mentorId: 1, centerCode: 0 } }),
    ],
    [
      ["SCHOOL_STUDENT_NEEDS_SCHOOL_MENTOR"],
      "0000000001",
      (nationalId) =>
        db().student.update({ where: { nationalId }, data: { studentType: 1, schoolCode: 101 } }),
    ],
    [
      ["SCHOOL_CODE_MISMATCH"],
      "0000000011",
      (nationalId) => db().student.update({ where: { nationalId }, data: { schoolCode: 102 } }),
    ],
    [
      ["NORMAL_STUDENT_CANNOT_GET_SCHOOL_MENTOR"],
      "0000000011",
      (nationalId) => db().student.update({ where: { nationalId }, data: { studentType: 0 } }),
    ],
    [
      ["GRADUATE_SCHOOL_FORBIDDEN"],
      "0000000011",
      (nationalId) => db().student.update({ where: { nationalId }, data: { studentType: 0, eduStatus: 0 } }),
    ],
    [
      ["GENDER_MISMATCH", "GROUP_NOT_ALLOWED"],
      "0000000001",
      (nationalId) => db().student.update({ where: { nationalId }, data: { gender: 1, groupCode: 35 } }),
    ],
  ])("is under review for %j, keeps its place, and is said once", async (codes, nationalId, change) => {
    const { mentorId } = await placement(nationalId);
    await change(nationalId);
    const flagged = await recheck({ nationalIds: [nationalId] });
    expect(flagged).toMatchObject([{ codes, mentorId }]);
    expect(await placement(nationalId)).toMatchObject({
      status: "TEMP_REVIEW",
      reviewCodes: codes,
      reviewOrigin: "IMPORT",
      mentorId,
    });
    expect(await recheck({ nationalIds: [nationalId] })).toEqual([]);
    expect(await findBreaches()).toEqual([]);
  });

  test("is found by its mentor too", async () => {
    await db().mentorGroup.deleteMany({ where: { mentorId: 1 } });
    expect(await recheck({ mentorIds: [1] })).toHaveLength(3);
  });

  test("that holds again stays under review until confirmed, and the same codes do not ask again", async () => {
    await db().student.update({ where: { nationalId: "0000000001" }, data: { groupCode: 35 } });
    await recheck({ nationalIds: ["0000000001"] });
    await db().student.update({ where: { nationalId: "0000000001" }, data: { groupCode: 27 } });
    await recheck({ nationalIds: ["0000000001"] });
    const { id } = await placement("0000000001");
    expect(await placement("0000000001")).toMatchObject({ status: "TEMP_REVIEW" });
    must(await confirmReview(actorOf("OPERATOR"), { assignmentIds: [id], reason: "" }));
    expect(await placement("0000000001")).toMatchObject({ status: "OK" });
    await db().student.update({ where: { nationalId: "0000000001" }, data: { groupCode: 35 } });
    expect(await recheck({ nationalIds: ["0000000001"] })).toEqual([]);
    await db().student.update({ where: { nationalId: "0000000001" }, data: { centerCode: 2 } });
    expect(await recheck({ nationalIds: ["0000000001"] })).toHaveLength(1);
  });

  test("made by an override is confirmed by ADMIN only", async () => {
    const { id } = await placement("0000000001");
    await db().assignment.update({
      where: { id },
      data: { status: "TEMP_REVIEW", reviewOrigin: "OVERRIDE", reviewCodes: ["GROUP_NOT_ALLOWED"] },
    });
    const confirm = { assignmentIds: [id], reason: "" };
    expect(await confirmReview(actorOf("OPERATOR"), confirm)).toMatchObject({ reason: "FORBIDDEN" });
    expect(await confirmReview(actorOf("OPERATOR", { centers: [0] }), confirm)).toMatchObject({
      reason: "NOT_FOUND",
    });
    must(await confirmReview(actorOf("ADMIN"), confirm));
    expect(await confirmReview(actorOf("ADMIN"), confirm)).toMatchObject({ reason: "STUDENT_STATE" });
  });

  test("of a school student at a normal mentor is right where the run allowed it", async () => {
    await clearWorld();
    await storeMentors([makeMentor(1)]);
    await storeStudents(makeStudents(1, { type: 1, school: 101 }));
    await publishHere(await planHere({ schoolFallback: true }));
    expect(await placement("0000000001")).toMatchObject({ status: "OK", mentorId: 1 });
    expect(await recheck({ mentorIds: [1] })).toEqual([]);
  });
});
