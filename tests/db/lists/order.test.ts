import { beforeAll, expect, test } from "vitest";
import { listUsers } from "@/lib/auth/queries";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { listOwners } from "@/lib/intake/queue/queries";
import { managerPage } from "@/lib/mentor/directory/manager-page";
import { getCaseload, listManagers, listMentors } from "@/lib/mentor/directory/queries";
import { listStudents } from "@/lib/student/directory/queries";
import { findSchools, listSchools } from "@/lib/student/school/queries";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { nationalId } from "@/tests/support/office";

useDatabase();
/** In the order of the Persian alphabet; by code point پ چ ژ ک گ ی would stand after all others. */
const NAMES = [
  "آذر",
  "احمدی",
  "باقری",
  "پاک",
  "تهرانی",
  "جعفری",
  "چمن",
  "حسنی",
  "زارع",
  "ژاله",
  "سعیدی",
  "فلاح",
  "کاظمی",
  "گلی",
  "لطفی",
  "نوری",
  "واعظ",
  "هادی",
  "یزدی",
];
const staff = actorOf("ADMIN");
const page = { desc: false, offset: 0, size: 100 } as const;

beforeAll(async () => {
  const mixed = [...NAMES].reverse();
  await db().manager.createMany({
    data: mixed.map((name, i) => ({ id: 10 + i, name, nameKey: name })),
  });
  await db().mentor.createMany({
    data: mixed.map((name, i) => ({
      id: 100 + i,
      name,
      nameKey: name,
      gender: 1,
      kind: "NORMAL",
      loadYear: 1404,
      capacity: 50,
      managerId: 10 + i,
    })),
  });
  await db().student.createMany({
    data: mixed.map((lastName, i) => ({
      nationalId: nationalId(i + 1),
      id: newId(),
      firstName: "نام",
      lastName,
      searchKey: lastName,
      gender: 1,
      eduStatus: 1,
      regStatus: 0,
      groupCode: 27,
      year: 1404,
      centerCode: 1,
    })),
  });
  await db().assignment.createMany({
    data: mixed.map((_, i) => ({
      id: newId(),
      nationalId: nationalId(i + 1),
      mentorId: 100,
      year: 1404,
      status: "OK",
      idempotencyKey: `order:${i}`,
    })),
  });
});

test("names stand in the order of the Persian alphabet in every list, whatever the collation of the database", async () => {
  const students = await listStudents(staff, { ...page, sort: "name" });
  expect(students.rows.map((row) => row.lastName)).toEqual(NAMES);
  const mentors = await listMentors(staff, { ...page, sort: "name" });
  expect(mentors.rows.map((row) => row.name)).toEqual(NAMES);
  const byManager = await listMentors(staff, { ...page, sort: "manager", desc: true });
  expect(byManager.rows.map((row) => row.managerName)).toEqual([...NAMES].reverse());
  const managers = managerPage(await listManagers(staff), { ...page, sort: { key: "name", desc: false } });
  expect(managers.rows.map((row) => row.name)).toEqual(NAMES);
  const { rows } = await getCaseload(staff, 100);
  expect(rows.map((row) => row.lastName)).toEqual(NAMES);
});

test("schools, users and owners of rows stand in it too", async () => {
  const mixed = [...NAMES].reverse();
  await db().school.createMany({
    data: mixed.map((name, i) => ({ code: 7000 + i, name, searchKey: `order ${name}` })),
  });
  await db().user.createMany({
    data: mixed.map((name, i) => ({
      ...{ id: newId(), username: `order${i}`, name, role: "OPERATOR", passwordHash: "none" },
    })),
  });
  const own = (names: readonly string[]) => names.filter((name) => NAMES.includes(name));
  const schools = async (desc: boolean) => {
    const { rows } = await listSchools(staff, { ...page, year: null, sort: "name", desc });
    return own(rows.map(({ name }) => name));
  };
  expect(await schools(false)).toEqual(NAMES);
  expect(await schools(true)).toEqual(mixed);
  const found = await findSchools(staff, { text: "order" });
  expect(found.value.length).toBeGreaterThan(1);
  expect(found.value.map(({ title }) => title)).toEqual(NAMES.slice(0, found.value.length));
  const users = await listUsers(staff, { sort: { key: "name", desc: false }, offset: 0, size: 100 });
  expect(own(users.rows.map(({ name }) => name))).toEqual(NAMES);
  const last = await listUsers(staff, { sort: { key: "name", desc: true }, offset: 0, size: 2 });
  expect(last).toMatchObject({ rows: mixed.slice(0, 2).map((name) => ({ name })), total: users.total });
  expect(own((await listOwners(staff)).map(({ name }) => name))).toEqual(NAMES);
});
