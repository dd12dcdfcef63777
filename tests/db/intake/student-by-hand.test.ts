import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { correctStudent, previewStudent } from "@/lib/intake/correct/commands";
import { createStudent } from "@/lib/intake/correct/create/commands";
import { createStudentSchema } from "@/lib/intake/correct/schema";
import { createMentor, createPlacement } from "@/tests/support/placements";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { nationalIdOf } from "./files";

useDatabase();
const admin = actorOf("ADMIN", { name: "نرگس" });
const reason = "تلفنی گفت";

beforeEach(async () => {
  await db().$executeRaw`TRUNCATE "تخصیص_ها", "دانش_آموزان", "منتورها", managers CASCADE`;
});

const cells = {
  firstName: "باران",
  lastName: "كاظمي",
  gender: "0",
  eduStatus: "1",
  centerCode: "1",
  regStatus: "0",
  groupCode: "۳",
  mobile: "+98 912 000 0001",
  birthDate: "1388/02/03",
} as const;
const create = (fields: object = {}, actor = admin) =>
  createStudent(
    actor,
    createStudentSchema.parse({ nationalId: nationalIdOf(7), year: "1404", cells, reason, ...fields }),
  );
const audits = () => db().auditLog.findMany({ orderBy: { id: "desc" } });

test("a student created by hand is read as a row of a file would be, and waits for a mentor without a number", async () => {
  expect(await create()).toMatchObject({ ok: true, value: { warnings: [] } });
  expect(await db().student.findUniqueOrThrow({ where: { nationalId: nationalIdOf(7) } })).toMatchObject({
    lastName: "کاظمی",
    groupCode: 3,
    mobile: "09120000001",
    birthDate: new Date("2009-04-23"),
    year: 1404,
    counter: null,
    studentType: 0,
    searchKey: "باران کاظمی",
    sources: { "*": { by: "نرگس" } },
  });
});

test("neither audit nor events hold the national id, the name or the phone of whoever was created", async () => {
  await create();
  const told = JSON.stringify([await audits(), await db().outboxEvent.findMany()], (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(told).toContain("student.student.create");
  expect(told).not.toMatch(new RegExp(`${nationalIdOf(7)}|کاظمی|09120000001`));
});

test("of two who create one student, one is told so; bad fields are told at their place", async () => {
  const tries = await Promise.all([create(), create()]);
  expect(tries.filter((one) => one.ok)).toHaveLength(1);
  expect(tries.find((one) => !one.ok)).toMatchObject({ details: { fields: { nationalId: "taken" } } });
  expect(await create({ nationalId: "0012345678" })).toMatchObject({
    details: { fields: { nationalId: "NID_CHECKSUM" } },
  });
  const wrong = { ...cells, groupCode: "", mobile: "12", birthDate: "x", gpa: "21" };
  expect(await create({ nationalId: nationalIdOf(8), cells: wrong })).toMatchObject({
    details: {
      fields: {
        groupCode: "GROUP_UNKNOWN",
        mobile: "MOBILE_INVALID",
        birthDate: "DATE_INVALID",
        gpa: "GPA_RANGE",
      },
    },
  });
  expect(await create({ nationalId: nationalIdOf(9), year: "1399" })).toMatchObject({
    reason: "YEAR_UNKNOWN",
  });
});

test("nobody creates a student for a centre that is not theirs", async () => {
  const operator = actorOf("OPERATOR", { centers: [2] });
  expect(await create({}, operator)).toMatchObject({
    details: { fields: { centerCode: "CENTER_OUT_OF_SCOPE" } },
  });
  expect(await db().student.count()).toBe(0);
});

test("a preview tells which placement a correction puts under review, and stores nothing", async () => {
  const mentorId = await createMentor({ groups: [3] });
  const { studentId } = await createPlacement({ mentorId, student: { nationalId: nationalIdOf(30) } });
  const change = { studentId, version: 1, cells: { groupCode: "5", lastName: "تازه" }, reason };
  expect(await previewStudent(admin, change)).toMatchObject({
    ok: true,
    value: {
      changes: { groupCode: [3, 5] },
      review: { total: 1, students: [{ studentId, codes: ["GROUP_NOT_ALLOWED"] }] },
    },
  });
  expect(await db().student.findUniqueOrThrow({ where: { id: studentId } })).toMatchObject({
    groupCode: 3,
    version: 1,
  });
  expect(await correctStudent(admin, change)).toMatchObject({ ok: true });
  expect(await db().assignment.findFirstOrThrow()).toMatchObject({ status: "TEMP_REVIEW", mentorId });
});

test("of two who correct one student the second learns who was faster, and when", async () => {
  const mentorId = await createMentor();
  const { studentId } = await createPlacement({ mentorId, student: { nationalId: nationalIdOf(30) } });
  const by = (name: string, lastName: string) =>
    correctStudent(actorOf("OPERATOR", { name }), { studentId, version: 1, cells: { lastName }, reason });
  const tries = await Promise.all([by("اول", "الف"), by("دوم", "ب")]);
  const winner = tries[0]?.ok ? "اول" : "دوم";
  const { updatedAt } = await db().student.findUniqueOrThrow({ where: { id: studentId } });
  expect(tries.find((one) => !one.ok)).toEqual({
    ok: false,
    reason: "STALE_VERSION",
    details: { version: 2, by: winner, at: updatedAt.toISOString() },
  });
});
