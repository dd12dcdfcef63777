import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { startValidate } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { removeSpecialSchool } from "@/lib/intake/roster/commands";
import { runJobHere } from "@/lib/jobs/queue";
import { createManager } from "@/lib/mentor/manager/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  batchOf,
  checkedBatch,
  done,
  makeStudentCells,
  mentorTable,
  operator,
  studentTable,
  take,
  YEAR,
} from "./files";

useDatabase();

test("a school taken off the roster makes its students normal again; a year without a roster takes the file's word", async () => {
  await done(
    take("special-schools", [
      ["سال", "کد مدرسه"],
      [YEAR, 880],
      [YEAR, 881],
    ]),
  );
  const cells = makeStudentCells(1, { school: "880" });
  await done(take("students", studentTable([cells])));
  const typeOf = async () =>
    (await db().student.findUniqueOrThrow({ where: { nationalId: cells.id } })).studentType;
  expect(await typeOf()).toBe(1);
  expect(await removeSpecialSchool(operator, { year: YEAR, schoolCode: 880 })).toEqual({
    ok: true,
    value: { changed: 1 },
  });
  expect(await typeOf()).toBe(0);
  expect(await removeSpecialSchool(operator, { year: YEAR, schoolCode: 880 })).toMatchObject({
    reason: "NOT_FOUND",
  });
  expect(await db().auditLog.count({ where: { action: "intake.special-school.remove" } })).toBe(1);
});

test("a row whose manager nobody knows is free as soon as the manager exists", async () => {
  const id = await checkedBatch("mentors", [
    mentorTable([[501, "مریم", "زن", "رضا بهرامی", "عادی", "3", 0, 5, 60, ""]]),
  ]);
  expect(await batchOf(id)).toMatchObject({ status: "NEEDS_REVIEW", quarantinedRows: 1 });
  expect(await createManager(operator, { id: 11, name: "رضا بهرامي", centers: [0, 1] })).toMatchObject({
    ok: true,
  });
  expect(await createManager(operator, { id: 11, name: "دیگر", centers: [0] })).toMatchObject({
    reason: "INVALID_INPUT",
  });
  expect(
    await createManager(actorOf("OPERATOR", { centers: [1] }), { id: 12, name: "ن", centers: [0] }),
  ).toMatchObject({ reason: "CENTER_OUT_OF_SCOPE" });
  const checking = await startValidate(operator, { batchId: id });
  if (checking.ok) await runJobHere(intakeJobs, checking.value.jobId);
  expect(await batchOf(id)).toMatchObject({ status: "READY", newRows: 1 });
});

test("headings chosen by hand are followed, also when the command line brings them", async () => {
  const [headings = [], ...rows] = studentTable([makeStudentCells(5)]);
  const renamed = [headings.map((heading) => (heading === "کد ملی" ? "شناسه‌ی فرد" : heading)), ...rows];
  expect(await take("students", renamed)).toMatchObject({ ok: false, reason: "COLUMN_MISSING" });
  expect(await done(take("students", renamed, { mapping: { "شناسه ی فرد": "nationalId" } }))).toMatchObject({
    new: 1,
  });
});
