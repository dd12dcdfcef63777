import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import {
  done,
  fingerprint,
  makeStudentCells,
  manyStudents,
  nationalIdOf,
  STUDENT_HEADINGS,
  studentTable,
  take,
  takeCsv,
  YEAR,
} from "./files";

useDatabase();

const studentOf = (nationalId: string) => db().student.findUnique({ where: { nationalId } });

describe("students", () => {
  const rows = manyStudents(30);

  test("are stored as the file says, with an event each and an audit row", async () => {
    const document = await done(take("students", studentTable(rows)));
    expect(document).toMatchObject({
      state: "APPLIED",
      rows: 30,
      new: 30,
      changed: 0,
      unchanged: 0,
      quarantined: 0,
      missing: 0,
    });
    const stored = await studentOf(rows[0]?.id ?? "");
    expect(stored).toMatchObject({
      firstName: "نام1",
      gender: 1,
      groupCode: 3,
      centerCode: 1,
      schoolCode: 651,
      mobile: "09120000001",
      year: YEAR,
      studentType: 0,
    });
    expect(await db().outboxEvent.count({ where: { type: "takhsis.intake.student.imported.v1" } })).toBe(30);
    expect(
      await db().auditLog.count({ where: { action: "intake.batch.apply", resourceId: document.batchId } }),
    ).toBe(1);
    expect(await db().importRow.count({ where: { batchId: document.batchId, status: "APPLIED" } })).toBe(30);
  });

  test("the same file again, its rows or columns shuffled, or as CSV: nothing changes", async () => {
    const before = await fingerprint();
    const reversed = studentTable([...rows].reverse());
    const mirrored = studentTable(rows).map((cells) => [...cells].reverse());
    for (const table of [studentTable(rows), reversed, mirrored]) {
      expect(await done(take("students", table))).toMatchObject({
        state: "APPLIED",
        rows: 30,
        new: 0,
        changed: 0,
        unchanged: 30,
      });
    }
    expect(await done(takeCsv("students", studentTable(rows)))).toMatchObject({ unchanged: 30 });
    expect(await fingerprint()).toBe(before);
  });

  test("an absent column leaves a field, a blank cell clears it; the diff shows old and new", async () => {
    const [headings = [], ...cells] = studentTable([
      { ...(rows[1] ?? makeStudentCells(2)), mobile: "", last: "دیگر" },
    ]);
    const without = [headings, ...cells].map((row) => row.filter((_, i) => headings[i] !== "کد مدرسه"));
    const document = await done(take("students", without));
    expect(document).toMatchObject({ changed: 1 });
    const row = await db().importRow.findFirst({ where: { batchId: document.batchId } });
    expect(row?.changes).toEqual({ lastName: ["خانواده2", "دیگر"], mobile: ["09120000002", null] });
    expect(await studentOf(rows[1]?.id ?? "")).toMatchObject({
      lastName: "دیگر",
      mobile: null,
      schoolCode: 652,
      version: 2,
    });
  });

  test("a file of an older year changes nothing, a newer one takes the student along", async () => {
    const before = await fingerprint();
    const older = await done(
      take("students", studentTable([makeStudentCells(3, { last: "کهنه" })]), { year: 1403 }),
    );
    expect(older).toMatchObject({
      unchanged: 1,
      issues: expect.arrayContaining([{ code: "OLDER_YEAR", severity: "warning", count: 1 }]),
    });
    expect(await fingerprint()).toBe(before);
    await done(take("students", studentTable([makeStudentCells(4)]), { year: 1405 }));
    expect(await studentOf(nationalIdOf(100_000_004))).toMatchObject({ year: 1405 });
  });

  test("dirt is repaired, each repair noted with its cell", async () => {
    const lost = nationalIdOf(12_345_678).replace(/^0+/, "");
    const dirty = makeStudentCells(0, {
      id: lost,
      first: " علي ",
      gender: "پسر",
      group: "۳",
      edu: "دانش آموز",
      center: "گلستان",
      status: "عادی",
      mobile: "+98 912 000 0000",
    });
    const document = await done(take("students", studentTable([dirty])));
    expect(document).toMatchObject({ new: 1, repaired: 1 });
    expect(await studentOf(lost.padStart(10, "0"))).toMatchObject({
      firstName: "علی",
      gender: 1,
      groupCode: 3,
      centerCode: 1,
      mobile: "09120000000",
    });
    const issues = await db().rowIssue.findMany({ where: { batchId: document.batchId, severity: "repair" } });
    expect(issues.find(({ code }) => code === "ZEROS_RESTORED")).toMatchObject({
      field: "nationalId",
      column: "A",
      value: lost,
      after: lost.padStart(10, "0"),
    });
  });
});

describe("quarantine", () => {
  const good = manyStudents(40).slice(30);
  const bad = [makeStudentCells(41, { id: "123" }), makeStudentCells(42, { group: "102", gender: "x" })];

  test("without leave nothing is applied, and the refusal carries the counts", async () => {
    const before = await fingerprint();
    const answer = await take("students", studentTable([...good, ...bad]));
    expect(answer).toMatchObject({
      ok: false,
      reason: "NEEDS_REVIEW",
      details: { state: "NEEDS_REVIEW", rows: 12, new: 10, quarantined: 2 },
    });
    expect(await fingerprint()).toBe(before);
  });

  test("with leave the valid rows are applied, the others stay with all their reasons, listed once", async () => {
    const document = await done(take("students", studentTable([...good, ...bad]), { acceptValid: true }));
    expect(document).toMatchObject({ state: "APPLIED_WITH_REJECTS", new: 10, quarantined: 2 });
    expect(document.issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["NID_FORMAT", "GROUP_UNKNOWN", "GENDER_UNKNOWN"]),
    );
    const open = await db().importRow.findMany({
      where: { status: "QUARANTINED" },
      include: { issues: true },
    });
    expect(open).toHaveLength(2);
    expect(open[1]?.raw).toMatchObject({ groupCode: "102", gender: "x" });
    expect(open[1]?.issues.map(({ code }) => code).sort()).toEqual([
      "GENDER_UNKNOWN",
      "GROUP_UNKNOWN",
      "SCHOOL_UNKNOWN",
    ]);
  });

  test("one person twice with different data: both rows; with equal data the second is unchanged", async () => {
    const [one, two] = [makeStudentCells(50), makeStudentCells(50, { last: "دیگری" })];
    const clash = await done(
      take("students", studentTable([one, makeStudentCells(51), two]), { dryRun: true }),
    );
    expect(clash).toMatchObject({ state: "NEEDS_REVIEW", new: 1, quarantined: 2 });
    const same = await done(take("students", studentTable([one, one])));
    expect(same).toMatchObject({ new: 1, unchanged: 1, quarantined: 0 });
  });
});

describe("refusals change nothing", () => {
  test.each([
    ["FILE_TYPE", [["a"]], { filename: "f.xls" }],
    ["FILE_EMPTY", [], {}],
    ["FILE_EMPTY", [STUDENT_HEADINGS], {}],
    [
      "HEADER_NOT_FOUND",
      [
        ["1", "2"],
        ["3", "4"],
      ],
      {},
    ],
    ["COLUMN_MISSING", [STUDENT_HEADINGS.slice(1), ["x"]], {}],
    ["COLUMN_AMBIGUOUS", [[...STUDENT_HEADINGS, "جنسیت"], ["x"]], {}],
    ["YEAR_UNKNOWN", studentTable(manyStudents(1)), { year: 1390 }],
    ["YEAR_UNKNOWN", studentTable(manyStudents(1)), { year: null }],
  ])("%s", async (code, table, options) => {
    const before = await fingerprint();
    const answer = await take("students", table, options);
    expect(answer).toMatchObject({ ok: false, reason: code });
    expect(await fingerprint()).toBe(before);
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
  });

  test("a missing column is named", async () => {
    expect(await take("students", [STUDENT_HEADINGS.slice(1), ["x"]])).toMatchObject({
      details: { columns: ["کد ملی"] },
    });
  });
});
