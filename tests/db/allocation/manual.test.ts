import { beforeEach, describe, expect, test } from "vitest";
import { startPublish } from "@/lib/allocation/commands";
import { assignStudent, pinStudent, unassignStudent } from "@/lib/allocation/manual/commands";
import { assignSchema } from "@/lib/allocation/manual/schema";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { A, ask, end, operator } from "./by-hand";
import { activeOf, findBreaches, idOf, mentorOf } from "./facts";
import { planHere } from "./running";
import { clearWorld, makeStudents, must, storeMentors, storeStudents, system, useWorld } from "./world";

useWorld();

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
