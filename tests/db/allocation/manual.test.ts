import { beforeEach, describe, expect, test } from "vitest";
import { startPublish, startRevert } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import {
  assignStudent,
  moveStudents,
  pinStudent,
  unassignStudent,
  unassignStudents,
  unpinStudent,
} from "@/lib/allocation/manual/commands";
import { listCandidates } from "@/lib/allocation/manual/queries";
import { assignSchema, unassignSchema } from "@/lib/allocation/manual/schema";
import { withdrawStudent } from "@/lib/allocation/placement/commands";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { runJobHere } from "@/lib/jobs/queue";
import { getCaseload } from "@/lib/mentor/directory/queries";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  clearWorld,
  findBreaches,
  makeMentor,
  makeStudents,
  must,
  planHere,
  publishHere,
  runOf,
  storeMentors,
  storeStudents,
  system,
} from "./world";

useDatabase();
beforeEach(clearWorld);

const A = "0000000001";
const admin = actorOf("ADMIN", { name: "admin" });
const operator = actorOf("OPERATOR", { name: "op" });

const idOf = async (nationalId: string): Promise<string> =>
  (await db().student.findUniqueOrThrow({ where: { nationalId } })).id;
const studentOf = (nationalId: string) => db().student.findUniqueOrThrow({ where: { nationalId } });
const mentorOf = (id: number) => db().mentor.findUniqueOrThrow({ where: { id } });
const activeOf = (nationalId: string) =>
  db().assignment.findFirst({ where: { nationalId, status: { in: ["OK", "TEMP_REVIEW"] } } });
const ask = (studentId: string, mentorId: number, over: object = {}) =>
  assignSchema.parse({ studentId, mentorId, reason: "FAMILY_REQUEST", ...over });
const end = (studentId: string, over: object = {}) =>
  unassignSchema.parse({ studentId, reason: "MENTOR_REQUEST", ...over });
const many = { reason: "CORRECTION" as const, note: "", pinned: true };

describe("placing by hand", () => {
  beforeEach(async () => {
    await storeMentors([
      makeMentor(1, { capacity: 2 }),
      makeMentor(2, { load: 5 }),
      makeMentor(3, { load: 10 }),
    ]);
    await storeStudents(makeStudents(3));
  });

  test("gives mentor, counter, load, events and a trace in one step, pinned by default, with no run", async () => {
    const studentId = await idOf(A);
    const placed = must(await assignStudent(operator, ask(studentId, 2, { note: "با خواهرش" })));
    expect(placed).toMatchObject({
      status: "OK",
      counter: "543730001",
      issued: true,
      from: null,
      pinned: true,
    });
    expect(await activeOf(A)).toMatchObject({
      mentorId: 2,
      runId: null,
      reason: "FAMILY_REQUEST",
      note: "با خواهرش",
      pinned: true,
      reviewCodes: [],
    });
    expect(await mentorOf(2)).toMatchObject({ baseLoad: 5, ownLoad: 1, load: 6 });
    const events = await db().outboxEvent.findMany({ orderBy: { seq: "asc" } });
    expect(events.map((one) => one.type)).toEqual([
      "takhsis.allocation.assignment.created.v1",
      "takhsis.counter.number.issued.v1",
    ]);
    const [row] = await db().auditLog.findMany();
    expect(row).toMatchObject({
      action: "allocation.assignment.assign",
      resourceId: studentId,
      actorName: "op",
    });
    expect(JSON.stringify([row!.diff, events.map((one) => one.payload)])).not.toContain(A);
    expect(await findBreaches()).toEqual([]);
  });

  test("again with the same request changes nothing, with another mentor it is refused", async () => {
    const studentId = await idOf(A);
    const requestId = newId();
    const first = must(await assignStudent(operator, ask(studentId, 1, { requestId })));
    const again = must(await assignStudent(operator, ask(studentId, 1, { requestId })));
    expect(again).toMatchObject({ assignmentId: first.assignmentId, counter: first.counter });
    expect(await assignStudent(operator, ask(studentId, 2, { requestId }))).toMatchObject({
      reason: "IDEMPOTENCY_CONFLICT",
    });
    expect(await db().assignment.count()).toBe(1);
    expect(await mentorOf(1)).toMatchObject({ ownLoad: 1 });
  });

  test("the same request at ten doors at once places once", async () => {
    const studentId = await idOf(A);
    const requestId = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => assignStudent(operator, ask(studentId, 1, { requestId }))),
    );
    expect(new Set(answers.map((one) => must(one).assignmentId)).size).toBe(1);
    expect(await findBreaches()).toEqual([]);
  });

  test("is refused on hold, withdrawn, full, at the same mentor, on an old page, out of scope", async () => {
    const studentId = await idOf(A);
    const refusal = async (mentorId: number, over: object = {}) => {
      const answer = await assignStudent(operator, ask(studentId, mentorId, over));
      return answer.ok ? "OK" : answer.reason;
    };
    expect(await refusal(3)).toBe("CAPACITY_FULL");
    expect(await refusal(99)).toBe("NOT_FOUND");
    expect(await refusal(1, { assignmentId: newId() })).toBe("STALE_VERSION");
    await db().student.update({ where: { nationalId: A }, data: { onHold: true } });
    expect(await refusal(1)).toBe("STUDENT_STATE");
    await db().student.update({ where: { nationalId: A }, data: { onHold: false, withdrawn: true } });
    expect(await refusal(1)).toBe("STUDENT_STATE");
    await db().student.update({ where: { nationalId: A }, data: { withdrawn: false } });
    expect(await refusal(1, { assignmentId: null })).toBe("OK");
    expect(await refusal(1)).toBe("SAME_MENTOR");
    expect(await assignStudent(actorOf("OPERATOR", { centers: [2] }), ask(studentId, 2))).toMatchObject({
      reason: "NOT_FOUND",
    });
    expect(await db().auditLog.count()).toBe(1);
  });

  test("a reason is mandatory, and OTHER needs its note", () => {
    const studentId = newId();
    expect(assignSchema.safeParse({ studentId, mentorId: 1 }).success).toBe(false);
    expect(assignSchema.safeParse({ studentId, mentorId: 1, reason: "OTHER", note: "  " }).success).toBe(
      false,
    );
    expect(assignSchema.safeParse({ studentId, mentorId: 1, reason: "OTHER", note: "شرح" }).success).toBe(
      true,
    );
  });

  test("of fifty at once for the last place exactly one gets it", async () => {
    await clearWorld();
    await storeMentors([makeMentor(1, { capacity: 1 })]);
    await storeStudents(makeStudents(50));
    const students = await db().student.findMany();
    const answers = await Promise.all(students.map(({ id }) => assignStudent(operator, ask(id, 1))));
    const reasons = answers.map((one) => (one.ok ? "OK" : one.reason)).sort();
    expect(reasons).toEqual([...Array(49).fill("CAPACITY_FULL"), "OK"]);
    expect(await mentorOf(1)).toMatchObject({ ownLoad: 1, load: 1 });
    expect(await findBreaches()).toEqual([]);
  });

  test("waits for nobody: refused while a run publishes", async () => {
    const runId = await planHere();
    must(await startPublish(system, { runId }));
    const studentId = await idOf(A);
    const busy = { reason: "RUN_ACTIVE", details: { holderKind: "RUN", holderId: runId } };
    expect(await assignStudent(operator, ask(studentId, 1))).toMatchObject(busy);
    expect(await unassignStudent(operator, end(studentId))).toMatchObject(busy);
    expect(await pinStudent(operator, { studentId })).toMatchObject(busy);
    expect(await db().assignment.count()).toBe(0);
  });

  test("makes a plan stale that had the student", async () => {
    const runId = await planHere();
    must(await assignStudent(operator, ask(await idOf(A), 1)));
    const begun = await startPublish(system, { runId });
    expect(begun).toMatchObject({ ok: false, reason: "PLAN_STALE" });
  });
});

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

describe("an override", () => {
  beforeEach(async () => {
    await storeMentors([
      makeMentor(1, { gender: 1, groups: [21], centers: [0] }),
      makeMentor(2, { capacity: 0, gender: 1 }),
      makeMentor(3, { out: "NOT_ACCEPTING" }),
    ]);
    await storeStudents(makeStudents(1));
  });

  test("passes over rules for ADMIN only, with the codes kept and the placement under review", async () => {
    const studentId = await idOf(A);
    const codes = ["GENDER_MISMATCH", "GROUP_NOT_ALLOWED", "CENTER_NOT_ALLOWED"];
    expect(await assignStudent(operator, ask(studentId, 1))).toMatchObject({
      reason: "RULES_FAILED",
      details: { codes },
    });
    expect(await assignStudent(operator, ask(studentId, 1, { override: true }))).toMatchObject({
      reason: "FORBIDDEN",
    });
    expect(await assignStudent(admin, ask(studentId, 1))).toMatchObject({ reason: "RULES_FAILED" });
    expect(must(await assignStudent(admin, ask(studentId, 1, { override: true })))).toMatchObject({
      status: "TEMP_REVIEW",
      codes,
    });
    expect(await activeOf(A)).toMatchObject({
      status: "TEMP_REVIEW",
      reviewOrigin: "OVERRIDE",
      reviewCodes: codes,
    });
    const types = (await db().outboxEvent.findMany()).map((one) => one.type);
    expect(types).toContain("takhsis.allocation.assignment.flagged.v1");
    expect(await findBreaches()).toEqual([]);
  });

  test("of a mentor whose manager has no centre is possible; of capacity and of who is out never", async () => {
    const studentId = await idOf(A);
    const over = async (mentorId: number) => {
      const answer = await assignStudent(admin, ask(studentId, mentorId, { override: true }));
      return answer.ok ? answer.value.codes : answer.reason;
    };
    expect(await over(2)).toBe("CAPACITY_FULL");
    expect(await over(3)).toBe("NOT_ACCEPTING");
    await db().mentor.update({ where: { id: 1 }, data: { active: false } });
    expect(await over(1)).toBe("MENTOR_INACTIVE");
    await db().mentor.update({ where: { id: 1 }, data: { active: true, loadYear: 1403 } });
    expect(await over(1)).toBe("LOAD_OTHER_YEAR");
    await db().mentor.update({ where: { id: 1 }, data: { loadYear: 1404, managerId: null, gender: 0 } });
    expect(await over(1)).toEqual(["NO_MANAGER", "GROUP_NOT_ALLOWED", "CENTER_NOT_ALLOWED"]);
  });
});

describe("a pin", () => {
  test("survives the revert of its run; unpinned, the placement goes with it", async () => {
    await storeMentors([makeMentor(1)]);
    await storeStudents(makeStudents(3));
    const runId = await planHere();
    await publishHere(runId);
    const [one, two] = [await idOf(A), await idOf("0000000002")];
    must(await pinStudent(operator, { studentId: one }));
    must(await pinStudent(operator, { studentId: one }));
    must(await pinStudent(operator, { studentId: two }));
    must(await unpinStudent(operator, { studentId: two }));
    expect(await db().auditLog.count({ where: { action: "allocation.assignment.pin" } })).toBe(2);
    const { jobId } = must(await startRevert(system, { runId, includeExported: false }));
    await runJobHere(allocationJobs, jobId);
    expect(await activeOf(A)).toMatchObject({ mentorId: 1, pinned: true });
    expect(await activeOf("0000000002")).toBeNull();
    expect(await runOf(runId)).toMatchObject({ reversed: 2, kept: 1 });
    expect(await findBreaches()).toEqual([]);
  });
});

describe("candidates", () => {
  beforeEach(async () => {
    await storeMentors([
      makeMentor(1, { load: 8 }),
      makeMentor(2, { load: 2 }),
      makeMentor(3, { load: 10 }),
      makeMentor(4, { gender: 1 }),
      makeMentor(5, { out: "NOT_ACCEPTING" }),
    ]);
    await storeStudents(makeStudents(1));
  });

  test("are all mentors, best first as a run ranks them, then what the rest would need", async () => {
    const studentId = await idOf(A);
    const asked = { studentId, text: "", offset: 0, size: 25 };
    const seen = must(await listCandidates(actorOf("OPERATOR", { centers: [1] }), asked));
    expect(seen).toMatchObject({ total: 5, free: 2, mentors: 5 });
    expect(seen.rows.map((one) => [one.id, one.fit, one.needs, one.choosable])).toEqual([
      [2, "FREE", [], true],
      [1, "FREE", [], true],
      [4, "OVERRIDABLE", ["GENDER_MISMATCH"], false],
      [5, "BLOCKED", ["NOT_ACCEPTING"], false],
      [3, "BLOCKED", ["CAPACITY_FULL"], false],
    ]);
    const forAdmin = must(await listCandidates(admin, asked));
    expect(forAdmin.rows.map((one) => one.choosable)).toEqual([true, true, true, false, false]);
  });

  test("are found by id or part of a name, page by page, and not for a student out of scope", async () => {
    const studentId = await idOf(A);
    const page = must(await listCandidates(operator, { studentId, text: "پشتیبان", offset: 1, size: 2 }));
    expect(page.rows.map((one) => one.rank)).toEqual([2, 3]);
    const one = must(await listCandidates(operator, { studentId, text: "4", offset: 0, size: 25 }));
    expect(one).toMatchObject({ total: 1, rows: [{ id: 4 }] });
    const away = actorOf("OPERATOR", { centers: [2] });
    expect(await listCandidates(away, { studentId, text: "", offset: 0, size: 25 })).toMatchObject({
      reason: "NOT_FOUND",
    });
  });

  test("the first of them is the mentor a run would choose", async () => {
    const studentId = await idOf(A);
    const [best] = must(await listCandidates(operator, { studentId, text: "", offset: 0, size: 1 })).rows;
    await publishHere(await planHere());
    expect(await activeOf(A)).toMatchObject({ mentorId: best!.id });
  });
});
