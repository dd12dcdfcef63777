import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { getMentor, listMentors } from "@/lib/mentor/directory/queries";
import { getStudent, listStudents, type StudentStatus } from "@/lib/student/directory/queries";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";

useDatabase();
const YEAR = 1404;
const page = { sort: "name", desc: false, offset: 0, size: 50 } as const;
const ids = { ali: newId(), babak: newId(), zahra: newId() };

beforeAll(async () => {
  await db().manager.create({
    data: { id: 10, name: "مدیر یک", nameKey: "مدیر یک", centers: { create: [{ centerCode: 1 }] } },
  });
  const mentor = { gender: 1, kind: "NORMAL", loadYear: YEAR, nameKey: "x" };
  await db().mentor.create({
    data: { ...mentor, id: 100, name: "پشتیبان", managerId: 10, capacity: 2, baseLoad: 3 },
  });
  await db().mentor.create({ data: { ...mentor, id: 101, name: "بی‌مدیر" } });
  const student = { gender: 1, eduStatus: 1, regStatus: 0, groupCode: 27, year: YEAR };
  await db().student.createMany({
    data: [
      {
        ...student,
        nationalId: "0012345679",
        id: ids.zahra,
        firstName: "زهرا",
        lastName: "آبی",
        centerCode: 0,
        searchKey: "زهرا ابی",
      },
      {
        ...student,
        nationalId: "0012345687",
        id: ids.ali,
        firstName: "علی",
        lastName: "پاک",
        centerCode: 1,
        searchKey: "علی پاک",
        counter: "543570001",
      },
      {
        ...student,
        nationalId: "0012345695",
        id: ids.babak,
        firstName: "بابک",
        lastName: "چمن",
        centerCode: 1,
        searchKey: "بابک چمن",
        onHold: true,
      },
    ],
  });
  await db().assignment.create({
    data: {
      id: newId(),
      nationalId: "0012345687",
      mentorId: 100,
      year: YEAR,
      status: "OK",
      idempotencyKey: "t:1",
    },
  });
});

const names = async (role: "ADMIN" | "MANAGER" | "MENTOR", filter: object, actor: object = {}) =>
  (await listStudents(actorOf(role, actor), { ...page, ...filter })).rows.map((s) => s.firstName);

test("names come in Persian order and a filter by state finds each student once", async () => {
  expect(await names("ADMIN", {})).toEqual(["زهرا", "علی", "بابک"]);
  const states: StudentStatus[] = ["PLACED", "WAITING", "HOLD", "WITHDRAWN", "UNPLACED", "REVIEW"];
  const found = await Promise.all(states.map((status) => names("ADMIN", { status })));
  expect(found).toEqual([["علی"], ["زهرا"], ["بابک"], [], [], []]);
});

test("a student is found by name however typed, by national id and by counter", async () => {
  expect(await names("ADMIN", { search: "علي" })).toEqual(["علی"]);
  expect(await names("ADMIN", { search: "۰۰۱۲۳۴۵۶۹۵" })).toEqual(["بابک"]);
  expect(await names("ADMIN", { search: "543570001" })).toEqual(["علی"]);
  expect(await names("ADMIN", { search: "%" })).toEqual([]);
});

test("nobody sees a student outside his centres, and a mentor sees only his own", async () => {
  expect(await names("MANAGER", {}, { centers: [0] })).toEqual(["زهرا"]);
  expect(await names("MENTOR", {}, { mentorId: 100 })).toEqual(["علی"]);
  expect(await names("MENTOR", {})).toEqual([]);
  expect(await getStudent(actorOf("MANAGER", { centers: [0] }), ids.ali)).toBeNull();
  expect(await getStudent(actorOf("MENTOR", { mentorId: 101 }), ids.ali)).toBeNull();
  expect(await getStudent(actorOf("MENTOR", { mentorId: 100 }), ids.ali)).toMatchObject({ id: ids.ali });
  expect(await getStudent(actorOf("ADMIN"), "not-a-uuid")).toBeNull();
});

test("a scoped actor sees mentors whose manager has one of his centres; totals count what files say above capacity", async () => {
  const list = (centers: number[]) =>
    listMentors(actorOf("MANAGER", { centers }), { ...page, sort: "occupancy", desc: true });
  expect((await list([1])).rows.map((m) => m.id)).toEqual([100]);
  expect((await list([0])).rows).toEqual([]);
  expect(await getMentor(actorOf("MANAGER", { centers: [0] }), 100)).toBeNull();
  const all = await listMentors(actorOf("ADMIN"), { ...page, load: "OVER", sort: "free" });
  expect(all.totals).toMatchObject({ mentors: 1, over: 1, load: 3, capacity: 2 });
});

test("students are put in the Persian order of their mentors' names, either way, and who has none comes last", async () => {
  const given = { mentorId: 101, year: YEAR, status: "OK" };
  await db().assignment.create({
    data: { ...given, id: newId(), nationalId: "0012345679", idempotencyKey: "t:2" },
  });
  expect(await names("ADMIN", { sort: "mentor" })).toEqual(["زهرا", "علی", "بابک"]);
  expect(await names("ADMIN", { sort: "mentor", desc: true })).toEqual(["علی", "زهرا", "بابک"]);
  const pages = [0, 1, 2].map((offset) => names("ADMIN", { sort: "mentor", offset, size: 1 }));
  expect((await Promise.all(pages)).flat()).toEqual(["زهرا", "علی", "بابک"]);
});
