import { beforeEach, describe, expect, test } from "vitest";
import {
  assignStudent,
  moveStudents,
  pinStudent,
  unassignStudent,
  unassignStudents,
  unpinStudent,
} from "@/lib/allocation/manual/commands";
import { withdrawStudent } from "@/lib/allocation/placement/commands";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { getCaseload } from "@/lib/mentor/directory/queries";
import { makeMentor } from "../../support/pool";
import { A, ask, end, many, operator } from "./by-hand";
import { activeOf, findBreaches, idOf, mentorOf, studentOf } from "./facts";
import { planHere, publishHere, runOf } from "./running";
import { makeStudents, must, storeMentors, storeStudents, useWorld } from "./world";

useWorld();

describe("moving by hand", () => {
  beforeEach(async () => {
    await storeMentors([makeMentor(1, { capacity: 2 }), makeMentor(2, { load: 5 })]);
    await storeStudents(makeStudents(2));
    await publishHere(await planHere());
  });

  test("ends the old placement, keeps the counter, and both loads are right", async () => {
    const before = (await activeOf(A))!;
    const { counter } = await studentOf(A);
    const placed = must(await assignStudent(operator, ask(await idOf(A), 2)));
    expect(placed).toMatchObject({
      counter,
      issued: false,
      from: { assignmentId: before.id, mentorId: 1 },
      stillCounted: false,
    });
    expect(await db().assignment.findUnique({ where: { id: before.id } })).toMatchObject({
      status: "REVERTED",
      endedReason: "REASSIGNED",
      replacedBy: placed.assignmentId,
    });
    expect(await mentorOf(1)).toMatchObject({ ownLoad: 1 });
    expect(await mentorOf(2)).toMatchObject({ ownLoad: 1, load: 6 });
    expect((await studentOf(A)).counter).toBe(counter);
    expect(await findBreaches()).toEqual([]);
  });

  test("lowers the base where a mentor file already counts the old place, and says so", async () => {
    await db().assignment.updateMany({ data: { countedBatchId: newId() } });
    await db().mentor.update({ where: { id: 1 }, data: { baseLoad: 2, ownLoad: 0 } });
    expect(must(await assignStudent(operator, ask(await idOf(A), 2)))).toMatchObject({ stillCounted: true });
    expect(await mentorOf(1)).toMatchObject({ baseLoad: 1, ownLoad: 0, load: 1 });
    expect(await mentorOf(2)).toMatchObject({ baseLoad: 5, ownLoad: 1 });
  });

  test("of two people at once one moves, the other learns that the page is old", async () => {
    await storeMentors([makeMentor(3)]);
    const studentId = await idOf(A);
    const { id: assignmentId } = (await activeOf(A))!;
    const answers = await Promise.all(
      [2, 3].map((mentorId) => assignStudent(operator, ask(studentId, mentorId, { assignmentId }))),
    );
    expect(answers.map((one) => (one.ok ? "OK" : one.reason)).sort()).toEqual(["OK", "STALE_VERSION"]);
    expect(await findBreaches()).toEqual([]);
  });

  test("against a withdrawal at the same moment leaves no seat behind", async () => {
    const studentId = await idOf(A);
    const [moved, left] = await Promise.all([
      assignStudent(operator, ask(studentId, 2)),
      withdrawStudent(operator, { studentId, reason: "moves away" }),
    ]);
    expect(left.ok).toBe(true);
    expect(moved.ok || moved.reason === "STUDENT_STATE").toBe(true);
    expect(await activeOf(A)).toBeNull();
    expect(await mentorOf(2)).toMatchObject({ ownLoad: 0 });
    expect(await mentorOf(1)).toMatchObject({ ownLoad: 1 });
    expect(await findBreaches()).toEqual([]);
  });

  test("several at once: each is told apart, the pinned stay, the last place is not sold twice", async () => {
    await storeMentors([makeMentor(4, { capacity: 1 })]);
    const [one, two] = [await idOf(A), await idOf("0000000002")];
    must(await pinStudent(operator, { studentId: one }));
    const stranger = newId();
    const first = must(
      await moveStudents(operator, { studentIds: [one, two, stranger], mentorId: 4, ...many }),
    );
    expect(Object.fromEntries(first.map((r) => [r.studentId, r.result.ok ? "OK" : r.result.reason]))).toEqual(
      {
        [one]: "PINNED",
        [two]: "OK",
        [stranger]: "NOT_FOUND",
      },
    );
    const marks = async (mentorId: number) =>
      (await getCaseload(operator, mentorId)).rows.map((row) => [row.studentId, row.pinned]);
    expect([await marks(1), await marks(4)]).toEqual([[[one, true]], [[two, true]]]);
    must(await unpinStudent(operator, { studentId: one }));
    const second = must(await moveStudents(operator, { studentIds: [one, two], mentorId: 4, ...many }));
    expect(second.map((r) => (r.result.ok ? "OK" : r.result.reason)).sort()).toEqual([
      "CAPACITY_FULL",
      "PINNED",
    ]);
    const ended = must(
      await unassignStudents(operator, {
        studentIds: [one, two],
        after: "POOL",
        reason: "CORRECTION",
        note: "",
      }),
    );
    expect(ended.map((r) => (r.result.ok ? "OK" : r.result.reason))).toEqual(["OK", "PINNED"]);
    expect(await findBreaches()).toEqual([]);
  });
});

describe("a waiting student", () => {
  beforeEach(async () => {
    await storeMentors([makeMentor(1, { capacity: 1 })]);
    await storeStudents(makeStudents(2));
    await publishHere(await planHere());
    await storeMentors([makeMentor(2)]);
  });
  const openNeeds = () =>
    db().assignment.count({ where: { status: "NEEDS_NEW_MENTOR", supersededBy: null } });

  test("placed by hand waits no more; back in the pool, waits again and the next run places them", async () => {
    const B = "0000000002";
    const studentId = await idOf(B);
    expect(await openNeeds()).toBe(1);
    const placed = must(await assignStudent(operator, ask(studentId, 2)));
    expect(
      await db().assignment.findFirst({ where: { nationalId: B, status: "NEEDS_NEW_MENTOR" } }),
    ).toMatchObject({
      supersededBy: placed.assignmentId,
    });
    must(await unassignStudent(operator, end(studentId, { after: "POOL" })));
    expect(await openNeeds()).toBe(1);
    expect(await mentorOf(2)).toMatchObject({ ownLoad: 0 });
    await publishHere(await planHere());
    expect(await activeOf(B)).toMatchObject({ mentorId: 2 });
    expect((await studentOf(B)).counter).toBe(placed.counter);
    expect(await openNeeds()).toBe(0);
    expect(await findBreaches()).toEqual([]);
  });

  test("ended with a hold, the default, is passed over by the next run", async () => {
    const { version } = await studentOf(A);
    must(await unassignStudent(operator, end(await idOf(A))));
    expect(await studentOf(A)).toMatchObject({ onHold: true, version: version + 1 });
    expect(await db().assignment.findFirst({ where: { nationalId: A } })).toMatchObject({
      status: "REVERTED",
      endedReason: "UNASSIGNED",
    });
    expect(await runOf(await planHere())).toMatchObject({ eligible: 1 });
    expect(await unassignStudent(operator, end(await idOf(A)))).toMatchObject({ reason: "STUDENT_STATE" });
  });
});
