import { expect, test } from "vitest";
import { holdStudent } from "@/lib/allocation/placement/commands";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { intakeJobs } from "@/lib/intake/jobs";
import { startUndo, takeUndoPool, undoChunk } from "@/lib/intake/undo/commands";
import { getUndoReport } from "@/lib/intake/undo/queries";
import { acquirePool, releasePool } from "@/lib/jobs/pool-lock";
import { performJob, runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  batchOf,
  done,
  MANAGERS,
  makeStudentCells,
  mentorTable,
  operator,
  studentTable,
  take,
  YEAR,
} from "./files";

useDatabase();

const job = systemActor("test-job");
const never = new AbortController().signal;

/** Everything an import of people changes, without the counters of changes themselves. */
const digest = async (): Promise<string> => {
  const [row] = await db().$queryRaw<{ h: string }[]>`
    SELECT md5(concat_ws('#',
      (SELECT string_agg((to_jsonb(s) - ARRAY['نسخه', 'زمان_تغییر'])::text, '|' ORDER BY s."کد_ملی") FROM "دانش_آموزان" s),
      (SELECT string_agg((to_jsonb(m) - ARRAY['نسخه', 'زمان_تغییر'])::text, '|' ORDER BY m."شناسه_منتور") FROM "منتورها" m),
      (SELECT string_agg(a::text, '|' ORDER BY a."شناسه_تخصیص") FROM "تخصیص_ها" a),
      (SELECT string_agg((to_jsonb(g) - ARRAY['version', 'updated_at'])::text, '|' ORDER BY g.id) FROM managers g),
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM mentor_allowed_groups x),
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM mentor_schools x),
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM manager_allowed_centers x),
      (SELECT string_agg(x.year || ':' || x.school_code, '|' ORDER BY x.year, x.school_code) FROM special_schools x),
      (SELECT string_agg((to_jsonb(c) - ARRAY['version', 'updated_at'])::text, '|' ORDER BY c.code) FROM schools c),
      (SELECT string_agg(g::text, '|' ORDER BY g.code) FROM groups g))) AS h`;
  return row?.h ?? "";
};

const undo = async (batchId: string) => {
  const started = await startUndo(operator, { batchId });
  if (!started.ok) return started.reason;
  await runJobHere(intakeJobs, started.value.jobId);
  const { status, reversedRows, keptRows, erroredRows } = await batchOf(batchId);
  return { status, reversed: reversedRows, kept: keptRows, errored: erroredRows };
};

const cells = (from: number, count: number, over: Parameters<typeof makeStudentCells>[1] = {}) =>
  Array.from({ length: count }, (_, i) => makeStudentCells(from + i, over));
const idOf = async (nationalId: string) =>
  (await db().student.findUniqueOrThrow({ where: { nationalId } })).id;
const place = async (nationalId: string, mentorId: number): Promise<string> => {
  const id = newId();
  await inTx(async (tx) => {
    await tx.assignment.create({
      data: { id, nationalId, mentorId, year: YEAR, status: "OK", idempotencyKey: id },
    });
    await tx.mentor.update({ where: { id: mentorId }, data: { ownLoad: { increment: 1 } } });
  });
  return id;
};
const mentorRow = (id: number, load: number, group = "3") => [
  id,
  `پشتیبان ${id}`,
  "مرد",
  "رضا بهرامی",
  "عادی",
  group,
  0,
  load,
  60,
  "",
];

test("taking an import back leaves the data as they were: new students go, changed fields return", async () => {
  await done(take("students", studentTable(cells(1, 20))));
  const before = await digest();
  const table = studentTable([
    ...cells(1, 10, { group: "5", mobile: "09121111111", last: "دیگر" }),
    ...cells(21, 10),
  ]);
  const { batchId } = await done(take("students", table, { confirmMassChange: true }));
  expect(await digest()).not.toBe(before);
  expect(await getUndoReport(operator, batchId)).toMatchObject({ reversed: 20, kept: 0, left: [] });
  expect(await undo(batchId)).toEqual({ status: "REVERTED", reversed: 20, kept: 0, errored: 0 });
  expect(await digest()).toBe(before);
  expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
});

test("an import is taken back once: a second time nothing can be changed", async () => {
  const { batchId } = await done(take("students", studentTable(cells(40, 3))));
  await undo(batchId);
  const before = await digest();
  expect(await undo(batchId)).toBe("BATCH_LOCKED");
  expect(await digest()).toBe(before);
});

test("who was placed, has a counter, is held or came again since stays, and is named with who or what is behind it", async () => {
  await done(take("managers", MANAGERS));
  await done(take("mentors", mentorTable([mentorRow(701, 0)])));
  const rows = cells(101, 6, { gender: "1", center: "0" });
  rows[1] = { ...rows[1]!, counter: "543570001" };
  const { batchId } = await done(take("students", studentTable(rows)));
  await place(rows[0]!.id, 701);
  const person = actorOf("OPERATOR", { name: "نرگس" });
  await holdStudent(person, { studentId: await idOf(rows[2]!.id), reason: "آزمون" });
  const later = await done(
    take("students", studentTable([{ ...rows[3]!, last: "تازه" }]), { confirmMassChange: true }),
  );
  const number = (await batchOf(later.batchId)).number;
  const preview = await getUndoReport(operator, batchId);
  expect(preview).toMatchObject({ reversed: 2, kept: 4 });
  expect(await undo(batchId)).toEqual({ status: "REVERTED", reversed: 2, kept: 4, errored: 0 });
  const report = await getUndoReport(operator, batchId);
  expect(report?.left.map(({ note }) => note)).toEqual([
    expect.objectContaining({ code: "ALLOCATED", run: null }),
    expect.objectContaining({ code: "COUNTER" }),
    expect.objectContaining({ code: "EDITED", by: "نرگس" }),
    expect.objectContaining({ code: "EDITED", batch: number }),
  ]);
  expect(report?.left).toEqual(preview?.left);
  const there = await db().student.findMany({ where: { nationalId: { in: rows.map(({ id }) => id) } } });
  expect(there.map(({ nationalId }) => nationalId).sort()).toEqual(
    rows
      .slice(0, 4)
      .map(({ id }) => id)
      .sort(),
  );
});

test("a field somebody changed again keeps its value, the others of the row go back", async () => {
  const [row] = cells(130, 1);
  await done(take("students", studentTable([row!])));
  const first = await done(
    take("students", studentTable([{ ...row!, group: "5", last: "دوم" }]), { confirmMassChange: true }),
  );
  await done(
    take("students", studentTable([{ ...row!, group: "7", last: "دوم" }]), { confirmMassChange: true }),
  );
  expect(await undo(first.batchId)).toMatchObject({ reversed: 0, kept: 1 });
  const student = await db().student.findUniqueOrThrow({ where: { nationalId: row!.id } });
  expect(student).toMatchObject({ groupCode: 7, lastName: row!.last });
});

test("a student placed since keeps the data the placement was decided on; one placed before goes back and fits again", async () => {
  const [since, before] = cells(150, 4, { gender: "1", center: "0" }).filter((_, i) => i % 2 === 0);
  await done(take("students", studentTable([since!, before!])));
  await place(before!.id, 701);
  const { batchId } = await done(
    take(
      "students",
      studentTable([
        { ...since!, mobile: "09120000001" },
        { ...before!, group: "5" },
      ]),
      {
        confirmMassChange: true,
      },
    ),
  );
  expect(await db().assignment.findFirst({ where: { nationalId: before!.id } })).toMatchObject({
    status: "TEMP_REVIEW",
  });
  await place(since!.id, 701);
  expect(await undo(batchId)).toMatchObject({ reversed: 1, kept: 1 });
  expect(await db().assignment.findFirst({ where: { nationalId: before!.id } })).toMatchObject({
    status: "OK",
    reviewCodes: [],
    reviewOrigin: null,
  });
});

test("loads and counted marks of a mentor file return", async () => {
  await done(take("mentors", mentorTable([mentorRow(710, 10), mentorRow(711, 20)])));
  const placed = cells(170, 6, { gender: "1", center: "0" });
  await done(take("students", studentTable(placed)));
  const exportId = newId();
  await db().export.create({
    data: {
      id: exportId,
      profile: "sabt",
      year: YEAR,
      state: "READY",
      readyAt: new Date("2025-09-01T10:00:00Z"),
    },
  });
  const ids: string[] = [];
  for (const { id } of placed) ids.push(await place(id, 710));
  await db().exportRow.createMany({ data: ids.map((assignmentId) => ({ exportId, assignmentId })) });
  const before = await digest();
  const { batchId } = await done(
    take("mentors", mentorTable([mentorRow(710, 16), mentorRow(711, 21, "5"), mentorRow(712, 3)]), {
      loadsInclude: new Date("2025-09-02T00:00:00Z"),
      confirmMassChange: true,
    }),
  );
  expect(await db().mentor.findUnique({ where: { id: 710 } })).toMatchObject({ baseLoad: 16, ownLoad: 0 });
  expect(await undo(batchId)).toEqual({ status: "REVERTED", reversed: 3, kept: 0, errored: 0 });
  expect(await digest()).toBe(before);
  expect(await db().mentor.findUnique({ where: { id: 710 } })).toMatchObject({ baseLoad: 10, ownLoad: 6 });
});

test("the roster that goes takes the types along that came from it", async () => {
  await done(
    take("schools", [
      ["کد مدرسه", "نام مدرسه"],
      [650, "نمونه"],
      [651, "دیگر"],
    ]),
  );
  await done(take("special-schools", [["کد مدرسه"], [651]]));
  const before = await digest();
  const { batchId } = await done(take("special-schools", [["کد مدرسه"], [650]]));
  expect(await digest()).not.toBe(before);
  expect(await undo(batchId)).toMatchObject({ status: "REVERTED", reversed: 1 });
  expect(await digest()).toBe(before);
});

test("killed on the way it goes on where it was, and gives the same end", async () => {
  await done(take("students", studentTable(cells(300, 30))));
  const before = await digest();
  const { batchId } = await done(
    take("students", studentTable([...cells(300, 15, { last: "دیگر" }), ...cells(330, 15)]), {
      confirmMassChange: true,
    }),
  );
  const started = await startUndo(operator, { batchId });
  if (!started.ok) throw new Error(started.reason);
  await takeUndoPool(job, batchId);
  expect(await undoChunk(job, batchId, 7)).toEqual({ over: false, done: 7, total: 30 });
  // The process is gone here; the queue hands the same job to another one.
  expect(await startUndo(operator, { batchId })).toMatchObject({ ok: false, reason: "BATCH_LOCKED" });
  await Promise.all([runJobHere(intakeJobs, started.value.jobId), undoChunk(job, batchId, 3)]);
  expect(await batchOf(batchId)).toMatchObject({ status: "REVERTED", reversedRows: 30, keptRows: 0 });
  expect(await digest()).toBe(before);
});

test("it waits for who has the pool; an edit cannot come between its chunks", async () => {
  const rows = cells(400, 4);
  const { batchId } = await done(take("students", studentTable(rows)));
  const holder = { kind: "RUN", id: "01900000-0000-7000-8000-000000000001" } as const;
  await inTx((tx) => acquirePool(tx, holder));
  const started = await startUndo(operator, { batchId });
  if (!started.ok) throw new Error(started.reason);
  expect(await performJob(intakeJobs, started.value.jobId, never)).toBe(false);
  expect(await batchOf(batchId)).toMatchObject({ status: "REVERTING", reversedRows: 0 });
  await inTx((tx) => releasePool(tx, holder));
  const studentId = await idOf(rows[3]!.id);
  await takeUndoPool(job, batchId);
  await undoChunk(job, batchId, 2);
  const edit = await holdStudent(actorOf("OPERATOR"), { studentId, reason: "آزمون" });
  expect(edit).toMatchObject({ ok: false, reason: "RUN_ACTIVE" });
  await runJobHere(intakeJobs, started.value.jobId);
  expect(await batchOf(batchId)).toMatchObject({ status: "REVERTED", reversedRows: 4 });
});

test("an edit racing the start of an undo is either seen and kept, or refused; never lost", async () => {
  const rows = cells(450, 1);
  const { batchId } = await done(take("students", studentTable(rows)));
  const studentId = await idOf(rows[0]!.id);
  const [edit] = await Promise.all([
    holdStudent(actorOf("OPERATOR", { name: "نرگس" }), { studentId, reason: "آزمون" }),
    undo(batchId),
  ]);
  const left = await db().student.findUnique({ where: { nationalId: rows[0]!.id } });
  if (edit.ok) expect(left).toMatchObject({ onHold: true });
  else expect(["NOT_FOUND", "RUN_ACTIVE"]).toContain(edit.reason);
});

test("a row the database does not let go back is told and the others go", async () => {
  await done(take("mentors", mentorTable([mentorRow(720, 58), mentorRow(721, 5)])));
  const placed = cells(500, 4, { gender: "1", center: "0" });
  await done(take("students", studentTable(placed)));
  const exportId = newId();
  await db().export.create({
    data: {
      id: exportId,
      profile: "sabt",
      year: YEAR,
      state: "READY",
      readyAt: new Date("2025-09-01T10:00:00Z"),
    },
  });
  const ids: string[] = [];
  for (const { id } of placed.slice(0, 2)) ids.push(await place(id, 720));
  await db().exportRow.createMany({ data: ids.map((assignmentId) => ({ exportId, assignmentId })) });
  const { batchId } = await done(
    take("mentors", mentorTable([mentorRow(720, 40), mentorRow(721, 6)]), {
      loadsInclude: new Date("2025-09-02T00:00:00Z"),
      confirmMassChange: true,
    }),
  );
  // The capacity was lowered since: our two placements no longer fit beside the old base.
  await db().mentor.update({ where: { id: 720 }, data: { capacity: 59 } });
  expect(await undo(batchId)).toEqual({ status: "REVERTED", reversed: 1, kept: 0, errored: 1 });
  expect((await getUndoReport(operator, batchId))?.left[0]?.note).toEqual({ code: "CAPACITY_FULL" });
  expect(await db().mentor.findUnique({ where: { id: 720 } })).toMatchObject({ baseLoad: 40, ownLoad: 0 });
});

test("out of sight nobody hears of an undo", async () => {
  const { batchId } = await done(take("students", studentTable(cells(600, 3, { center: "1" }))));
  const other = actorOf("OPERATOR", { centers: [2] });
  expect(await getUndoReport(other, batchId)).toBeNull();
  expect(await startUndo(other, { batchId })).toMatchObject({ ok: false, reason: "NOT_FOUND" });
});
