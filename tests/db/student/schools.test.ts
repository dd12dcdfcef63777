import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { addSpecialSchool, removeSpecialSchool } from "@/lib/intake/roster/commands";
import { addSchool, changeSchool } from "@/lib/student/school/commands";
import { findSchools, listSchools } from "@/lib/student/school/queries";
import { schoolSchema } from "@/lib/student/school/schema";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { createMentor, createPlacement } from "@/tests/support/placements";

useDatabase();
const admin = actorOf("ADMIN", { name: "نرگس" });
const school = (fields: object) => schoolSchema.parse({ code: "880", name: "دبیرستان  البرز", ...fields });

beforeEach(async () => {
  await db()
    .$executeRaw`TRUNCATE schools, special_schools, "تخصیص_ها", "دانش_آموزان", "منتورها", managers CASCADE`;
});

test("a school is added once, found by part of its name or its code, and named cleanly", async () => {
  const tries = await Promise.all([addSchool(admin, school({})), addSchool(admin, school({ gender: "1" }))]);
  expect(tries.filter((one) => one.ok)).toHaveLength(1);
  expect(tries.find((one) => !one.ok)).toMatchObject({ details: { fields: { code: "taken" } } });
  const hit = { id: "880", title: "دبیرستان البرز" };
  expect(await findSchools(admin, { text: "البرز" })).toMatchObject({ value: [hit] });
  expect(await findSchools(admin, { text: "۸۸۰" })).toMatchObject({ value: [hit] });
  expect(await findSchools(admin, { text: "88" })).toMatchObject({ value: [] });
});

test("of two who change one school the second is told who was faster", async () => {
  await addSchool(admin, school({}));
  const by = (name: string) =>
    changeSchool(actorOf("ADMIN", { name }), school({ version: 1, district: name }));
  const tries = await Promise.all([by("اول"), by("دوم")]);
  const winner = tries[0]?.ok ? "اول" : "دوم";
  expect(tries.filter((one) => one.ok)).toHaveLength(1);
  expect(tries.find((one) => !one.ok)).toMatchObject({
    reason: "STALE_VERSION",
    details: { version: 2, by: winner },
  });
  expect(await db().school.findUniqueOrThrow({ where: { code: 880 } })).toMatchObject({ district: winner });
  expect(await changeSchool(admin, school({ code: 881 }))).toMatchObject({ reason: "NOT_FOUND" });
});

test("a school on the roster makes its students school students, and puts what no longer fits under review", async () => {
  await addSchool(admin, school({}));
  const mentorId = await createMentor();
  const { studentId, id } = await createPlacement({ mentorId, student: { schoolCode: 880 } });
  const entry = { year: 1404, schoolCode: 880 };
  expect(await addSpecialSchool(admin, entry)).toEqual({ ok: true, value: { changed: 1 } });
  expect(await db().student.findUniqueOrThrow({ where: { id: studentId } })).toMatchObject({
    studentType: 1,
  });
  expect(await db().assignment.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: "TEMP_REVIEW",
    reviewCodes: ["SCHOOL_STUDENT_NEEDS_SCHOOL_MENTOR"],
    mentorId,
  });
  expect(await addSpecialSchool(admin, entry)).toMatchObject({
    details: { fields: { schoolCode: "taken" } },
  });
  const page = { year: 1404, sort: "name", desc: false, offset: 0, size: 10 } as const;
  expect(await listSchools(admin, { ...page, special: true })).toMatchObject({
    rows: [{ code: 880, special: true }],
    total: 1,
    roster: 1,
  });
  expect(await removeSpecialSchool(admin, entry)).toMatchObject({ ok: true });
  expect(await listSchools(admin, { ...page, special: true })).toMatchObject({ rows: [], roster: 0 });
});

test("the roster takes known schools and years only, and not while somebody has the pool", async () => {
  await addSchool(admin, school({}));
  expect(await addSpecialSchool(admin, { year: 1404, schoolCode: 999 })).toMatchObject({
    details: { fields: { schoolCode: "school_unknown" } },
  });
  expect(await addSpecialSchool(admin, { year: 1399, schoolCode: 880 })).toMatchObject({
    reason: "YEAR_UNKNOWN",
  });
  const holder = { holderKind: "RUN", holderId: crypto.randomUUID(), since: new Date() };
  await db().poolLock.update({ where: { id: 1 }, data: holder });
  expect(await addSpecialSchool(admin, { year: 1404, schoolCode: 880 })).toMatchObject({
    reason: "RUN_ACTIVE",
  });
  await db().poolLock.update({ where: { id: 1 }, data: { holderKind: null, holderId: null, since: null } });
  expect(await db().specialSchool.count()).toBe(0);
});
