import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import {
  addCenter,
  addGroup,
  addYear,
  changeGroup,
  changeYearCode,
  renameCenter,
} from "@/lib/student/lists/commands";
import { groupSchema, yearSchema } from "@/lib/student/lists/schema";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();
const admin = actorOf("ADMIN");

test("a year is added once, under a code nobody else has", async () => {
  expect(await addYear(admin, { year: 1411, code: "61" })).toEqual({ ok: true, value: { year: 1411 } });
  expect(await addYear(admin, { year: 1411, code: "62" })).toMatchObject({
    reason: "INVALID_INPUT",
    details: { fields: { year: "taken" } },
  });
  expect(await addYear(admin, { year: 1412, code: "61" })).toMatchObject({
    details: { fields: { code: "taken" } },
  });
  expect(await db().academicYear.count({ where: { year: { gte: 1411 } } })).toBe(1);
});

test("the code of a year changes until the first number is issued under it, and never after", async () => {
  expect(await changeYearCode(admin, { year: 1410, code: "99" })).toMatchObject({ ok: true });
  await db().counterSequence.create({ data: { yearCode: "99", genderCode: "373", last: 3 } });
  expect(await changeYearCode(admin, { year: 1410, code: "60" })).toMatchObject({
    reason: "YEAR_CODE_USED",
    details: { code: "99", count: 3 },
  });
  expect(await changeYearCode(admin, { year: 1299, code: "60" })).toMatchObject({ reason: "NOT_FOUND" });
  expect((await db().academicYear.findUniqueOrThrow({ where: { year: 1410 } })).code).toBe("99");
});

test("of several who add the same centre at once one does, and each change leaves its audit row", async () => {
  const center = { code: 7, nameFa: "مرکز شمال", nameEn: "North" };
  const tries = await Promise.allSettled(Array.from({ length: 6 }, () => addCenter(admin, center)));
  const added = tries.filter((one) => one.status === "fulfilled" && one.value.ok);
  expect(added).toHaveLength(1);
  const refused = tries.filter((one) => one.status === "fulfilled" && !one.value.ok);
  expect(refused).toHaveLength(5);
  await renameCenter(admin, { ...center, nameFa: "شمال" });
  const rows = await db().auditLog.findMany({ where: { resourceType: "center" }, orderBy: { id: "asc" } });
  expect(rows.map((row) => row.action)).toEqual(["student.center.add", "student.center.rename"]);
});

test("of two editors of a centre, a group or a year the second is told", async () => {
  const center = { code: 1, nameFa: "یک", nameEn: "One", version: 1 };
  const group = { code: 3, nameFa: "سه", nameEn: "Three", bucket: "KONKUR", version: 1 } as const;
  const year = { year: 1409, code: "91", version: 1 };
  const pairs = await Promise.all([
    Promise.all([renameCenter(admin, center), renameCenter(admin, center)]),
    Promise.all([changeGroup(admin, group), changeGroup(admin, group)]),
    Promise.all([changeYearCode(admin, year), changeYearCode(admin, year)]),
  ]);
  for (const pair of pairs) {
    expect(pair.map((one) => (one.ok ? "OK" : one.reason)).sort()).toEqual(["OK", "STALE_VERSION"]);
    expect(pair.find((one) => !one.ok)).toMatchObject({ details: { version: 2, by: "admin" } });
  }
});

test("a new group stands at the end of the list", async () => {
  await addGroup(admin, { code: 95, nameFa: "گروه تازه", nameEn: "New", bucket: "PRIMARY" });
  const last = await db().group.findFirstOrThrow({ orderBy: { position: "desc" } });
  expect(last.code).toBe(95);
});

test("what is typed into the forms is checked before it reaches the database", () => {
  expect(yearSchema.safeParse({ year: "14x5", code: "54" }).success).toBe(false);
  expect(yearSchema.safeParse({ year: "1405", code: "۵" }).success).toBe(false);
  expect(yearSchema.parse({ year: "۱۴۰۵", code: "۵۵" })).toEqual({ year: 1405, code: "55" });
  expect(groupSchema.safeParse({ code: "", nameFa: "الف", nameEn: "a", bucket: "PRIMARY" }).success).toBe(
    false,
  );
  expect(groupSchema.safeParse({ code: "5", nameFa: "الف", nameEn: "a", bucket: "NONE" }).success).toBe(
    false,
  );
});
