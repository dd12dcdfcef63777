import { beforeEach, describe, expect, test } from "vitest";
import { startRevert } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { assignStudent, pinStudent, unpinStudent } from "@/lib/allocation/manual/commands";
import { listCandidates } from "@/lib/allocation/manual/queries";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { A, admin, ask, operator } from "./by-hand";
import { activeOf, findBreaches, idOf } from "./facts";
import { planHere, publishHere, runOf } from "./running";
import { makeStudents, must, storeMentors, storeStudents, system, useWorld } from "./world";

useWorld();

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
