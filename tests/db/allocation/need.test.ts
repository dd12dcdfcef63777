import { describe, expect, test } from "vitest";
import { getCapacityPlan, getWhatIf } from "@/lib/allocation/capacity/queries";
import { allocationJobs } from "@/lib/allocation/jobs";
import { planWaiting } from "@/lib/allocation/need/commands";
import { getWaitingClass, listWaiting } from "@/lib/allocation/need/queries";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { raiseCapacity } from "@/lib/mentor/capacity/commands";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { findBreaches } from "./facts";
import { planHere, publishedLines, publishHere, runOf } from "./running";
import { makeStudents, must, storeMentors, storeStudents, system, useWorld, YEAR } from "./world";

useWorld();

const page = { year: YEAR, offset: 0, size: 50 };
const everything = { year: YEAR, centers: [] };

describe("the queue of those who wait for a new mentor", () => {
  test("a place more, and the queue offers a run of just these: it places them and moves nobody", async () => {
    await storeMentors([makeMentor(501, { capacity: 2 })]);
    await storeStudents(makeStudents(4));
    await publishHere(await planHere());
    const full = await listWaiting(system, page);
    expect(full).toMatchObject({ students: 2, placeable: 0, neverPlanned: 0, total: 1 });
    expect(full.groups[0]).toMatchObject({ reason: "CAPACITY_FULL", students: 2, key: "0:27:1:0::1" });
    expect(full.groups[0]?.since).toBeInstanceOf(Date);
    const detail = await getWaitingClass(system, { year: YEAR, key: "0:27:1:0::1" });
    expect(detail?.fullMentors).toMatchObject([{ id: 501, load: 2, capacity: 2 }]);
    const [mentor] = detail?.fullMentors ?? [];

    must(await raiseCapacity(system, { mentorId: 501, places: 1, version: mentor?.version }));
    const offered = await listWaiting(system, page);
    expect(offered).toMatchObject({ students: 2, placeable: 1 });
    expect(offered.reasons).toEqual([
      { reason: "PLACEABLE", students: 1 },
      { reason: "CAPACITY_FULL", students: 1 },
    ]);
    await storeStudents(makeStudents(1, { center: 0 }, 90));
    const { runId, jobId } = must(await planWaiting(system, { year: YEAR, reason: "PLACEABLE" }));
    await runJobHere(allocationJobs, jobId);
    expect(await runOf(runId)).toMatchObject({ eligible: 1, placed: 1 });
    await publishHere(runId);
    expect(await publishedLines(runId)).toEqual(["0000000003,501"]);
    expect(await findBreaches()).toEqual([]);
    expect(await planWaiting(system, { year: YEAR, reason: "PLACEABLE" })).toMatchObject({
      ok: false,
      reason: "RUN_NO_STUDENTS",
    });
  });

  test("shows those no run has decided about, leaves out who is on hold, and keeps to the viewer's centres", async () => {
    await storeMentors([makeMentor(501, { capacity: 0 })]);
    await storeStudents([...makeStudents(3), ...makeStudents(2, { center: 0 }, 50)]);
    await db().student.update({ where: { nationalId: "0000000001" }, data: { onHold: true } });
    expect(await listWaiting(system, page)).toMatchObject({ students: 4, neverPlanned: 4 });
    const manager = actorOf("MANAGER", { centers: [0] });
    const seen = await listWaiting(manager, page);
    expect(seen.groups.map((one) => [one.studentClass.center, one.students, one.reason])).toEqual([
      [0, 2, "CENTER_NOT_ALLOWED"],
    ]);
    expect(await getWaitingClass(manager, { year: YEAR, key: "0:27:1:0::1" })).toBeNull();
    expect((await getWaitingClass(system, { year: YEAR, key: "0:27:1:0::1" }))?.people).toHaveLength(2);
  });
});

describe("raising a capacity", () => {
  test("is audited and told as CapacityAdjusted in one transaction, and guards against an old page", async () => {
    await storeMentors([makeMentor(501, { capacity: 2 })]);
    const admin = actorOf("ADMIN");
    expect(must(await raiseCapacity(admin, { mentorId: 501, places: 3 }))).toEqual({
      mentorId: 501,
      before: 2,
      after: 5,
    });
    const [event] = await db().$queryRaw<{ type: string; payload: unknown; aggregate_id: string }[]>`
      SELECT type, payload, aggregate_id FROM outbox_events`;
    expect(event).toEqual({
      type: "takhsis.mentor.capacity.adjusted.v1",
      payload: { mentorId: 501, before: 2, after: 5 },
      aggregate_id: "501",
    });
    const audit = await db().auditLog.findMany({ where: { action: "mentor.capacity.raise" } });
    expect(audit).toMatchObject([{ resourceId: "501", diff: { capacity: [2, 5] }, actorName: "admin" }]);
    expect(await raiseCapacity(admin, { mentorId: 501, places: 1, version: 1 })).toMatchObject({
      ok: false,
      reason: "STALE_VERSION",
    });
    expect((await db().mentor.findUniqueOrThrow({ where: { id: 501 } })).capacity).toBe(5);
  });

  test("a mentor of other centres is not there, and nobody raises while a run has the pool", async () => {
    await storeMentors([makeMentor(501, { centers: [1] }), makeMentor(502, { centers: [] })]);
    const other = actorOf("OPERATOR", { centers: [0] });
    for (const mentorId of [501, 502, 999])
      expect(await raiseCapacity(other, { mentorId, places: 1 })).toMatchObject({ reason: "NOT_FOUND" });
    await db()
      .$executeRaw`UPDATE pool_lock SET holder_kind = 'RUN', holder_id = gen_random_uuid(), since = now()`;
    expect(await raiseCapacity(system, { mentorId: 501, places: 1 })).toMatchObject({ reason: "RUN_ACTIVE" });
    expect(await db().auditLog.count()).toBe(0);
  });
});

/** A digest of every table's content. */
const digest = async (): Promise<string> => {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
  const parts: string[] = [];
  for (const { name } of tables) {
    const [row] = await db().$queryRawUnsafe<{ d: string | null }[]>(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS d FROM ${name} t`,
    );
    parts.push(`${name} ${row?.d}`);
  }
  return parts.join("\n");
};

describe("planner and what-if", () => {
  test("tell what would be and write nothing at all", async () => {
    await storeMentors([
      makeMentor(501, { capacity: 2 }),
      makeMentor(502, { capacity: 3, load: 3, centers: [1, 2] }),
    ]);
    await storeStudents([...makeStudents(4), ...makeStudents(1, { gender: 1 }, 50)]);
    await publishHere(await planHere());
    const before = await digest();
    const report = must(await getCapacityPlan(system, everything));
    expect(report.plan).toMatchObject({ students: 3, most: 0, places: 3 });
    expect(report.plan.proposals).toMatchObject([{ mentorId: 501, places: 2, others: [502] }]);
    expect(report.plan.profiles).toMatchObject([{ gender: 1, groups: [27], centers: [1], places: 1 }]);
    const told = must(
      await getWhatIf(system, {
        ...everything,
        changes: [
          { kind: "LEAVE", mentorId: 501 },
          { kind: "ADD_PLACES", mentorId: 502, places: 3 },
        ],
      }),
    );
    expect(told).toMatchObject({
      returning: 2,
      before: { students: 3, placed: 0, waiting: 3 },
      after: { students: 5, placed: 3, waiting: 2 },
    });
    expect(told.mentors.map((one) => [one.id, one.before, one.after])).toEqual([
      [502, 3, 6],
      [501, 2, 0],
    ]);
    expect(await digest()).toBe(before);
  });

  test("keep to the viewer's centres: students of others do not count, mentors of others are not there", async () => {
    await storeMentors([makeMentor(501, { capacity: 0 }), makeMentor(502, { capacity: 0, centers: [0] })]);
    await storeStudents([...makeStudents(4), ...makeStudents(2, { center: 0 }, 50)]);
    const manager = actorOf("MANAGER", { centers: [0] });
    expect(must(await getCapacityPlan(manager, everything))).toMatchObject({
      centers: [0],
      plan: { students: 2, places: 2 },
      names: { 502: "پشتیبان 502" },
    });
    expect(await getCapacityPlan(manager, { year: YEAR, centers: [1] })).toMatchObject({
      reason: "CENTER_OUT_OF_SCOPE",
    });
    const ask = (mentorId: number) =>
      getWhatIf(manager, { ...everything, changes: [{ kind: "ADD_PLACES", mentorId, places: 1 }] });
    expect(await ask(501)).toMatchObject({ ok: false, reason: "NOT_FOUND" });
    expect(must(await ask(502))).toMatchObject({ after: { students: 2, placed: 1 } });
  });
});
