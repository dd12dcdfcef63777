import { beforeAll, expect, test } from "vitest";
import { listLedger } from "@/lib/allocation/ledger/queries";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { exportsAsked, managersAsked, studentsAsked } from "@/lib/lists/asked";
import { SPECS } from "@/lib/lists/pages";
import { managerPage } from "@/lib/mentor/directory/manager-page";
import { listManagers } from "@/lib/mentor/directory/queries";
import { listExports } from "@/lib/reporting/queries";
import { readView } from "@/lib/shared/view";
import { listStudents } from "@/lib/student/directory/queries";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { nationalId } from "@/tests/support/office";

useDatabase();
const staff = actorOf("ADMIN");

/** One student each; the name says what is special about them. */
const STUDENTS = [
  { lastName: "normal girl", gender: 0, studentType: 0, regStatus: 0, schoolCode: 501 },
  { lastName: "school girl", gender: 0, studentType: 1, regStatus: 0, schoolCode: 650 },
  { lastName: "bonyad boy", gender: 1, studentType: 0, regStatus: 1, schoolCode: 502 },
  { lastName: "hekmat boy", gender: 1, studentType: 0, regStatus: 3, schoolCode: null },
];

beforeAll(async () => {
  await db().student.createMany({
    data: STUDENTS.map((one, i) => ({
      ...one,
      nationalId: nationalId(i + 1),
      id: newId(),
      searchKey: one.lastName,
      eduStatus: 1,
      groupCode: 27,
      year: 1404,
      centerCode: 1,
    })),
  });
});

/** A list as its address asks for it. */
const studentsAt = async (address: Record<string, string>): Promise<string[]> => {
  const asked = studentsAsked(readView({ sort: "nationalId", ...address }, SPECS.students));
  return (await listStudents(staff, asked)).rows.map(({ lastName }) => lastName);
};

test("students are narrowed by gender, kind of school, registration and school, also by several and together", async () => {
  expect(await studentsAt({ gender: "0" })).toEqual(["normal girl", "school girl"]);
  expect(await studentsAt({ type: "1" })).toEqual(["school girl"]);
  expect(await studentsAt({ type: "0", gender: "1" })).toEqual(["bonyad boy", "hekmat boy"]);
  expect(await studentsAt({ registration: "3" })).toEqual(["hekmat boy"]);
  expect(await studentsAt({ registration: "1,3" })).toEqual(["bonyad boy", "hekmat boy"]);
  expect(await studentsAt({ school: "501" })).toEqual(["normal girl"]);
  expect(await studentsAt({ school: "501:502,650" })).toEqual(["normal girl", "school girl", "bonyad boy"]);
  expect(await studentsAt({ school: "650", gender: "1" })).toEqual([]);
  expect(await studentsAt({ registration: "2", type: "x" })).toHaveLength(STUDENTS.length);
});

test("managers are narrowed by what their mentors carry together", async () => {
  const loads = [
    { id: 1, capacity: 5, baseLoad: 3 },
    { id: 2, capacity: 5, baseLoad: 5 },
    { id: 3, capacity: 5, baseLoad: 7 },
  ];
  await db().manager.createMany({
    data: [1, 2, 3, 4].map((id) => ({ id, name: `m${id}`, nameKey: `m${id}` })),
  });
  await db().mentor.createMany({
    data: loads.map(({ id, ...load }) => ({
      ...load,
      id: 100 + id,
      name: "x",
      nameKey: "x",
      gender: 1,
      kind: "NORMAL",
      loadYear: 1404,
      managerId: id,
    })),
  });
  const all = await listManagers(staff);
  const idsAt = (load: string) =>
    managerPage(all, managersAsked(readView({ load }, SPECS.managers))).rows.map(({ id }) => id);
  expect(["FREE", "FULL", "OVER", "NONE"].map(idsAt)).toEqual([[1], [2], [3], [4]]);
  expect(idsAt("OVER,NONE")).toEqual([3, 4]);
});

test("runs are narrowed by kind and policy", async () => {
  const run = { year: 1404, state: "PLANNED", switches: {} };
  await db().run.createMany({
    data: [
      { ...run, id: newId(), kind: "ALLOCATE", policy: "sequential", placed: 1 },
      { ...run, id: newId(), kind: "ALLOCATE", policy: "optimal", placed: 3 },
      { ...run, id: newId(), kind: "REPAIR", policy: "optimal", placed: 2 },
    ],
  });
  const placedAt = async (address: Record<string, string>) =>
    (await listLedger(staff, readView({ sort: "placed", ...address }, SPECS.runs))).rows.map((r) => r.placed);
  expect(await placedAt({})).toEqual([1, 2, 3]);
  expect(await placedAt({ policy: "optimal" })).toEqual([2, 3]);
  expect(await placedAt({ policy: "optimal", kind: "REPAIR,DRAIN", sort: "-placed" })).toEqual([2]);
});

test("exports are narrowed by year, layout and state, and stand by number, time or rows", async () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  await db().export.createMany({
    data: [
      { id: newId(), profile: "sabt", year: 1404, state: "READY", rowCount: 30, createdAt: at(3) },
      { id: newId(), profile: "sabt-v1", year: 1404, state: "READY", rowCount: 10, createdAt: at(2) },
      { id: newId(), profile: "sabt-v1", year: 1403, state: "FAILED", rowCount: 20, createdAt: at(1) },
    ],
  });
  const rowsAt = async (address: Record<string, string>) =>
    (await listExports(staff, exportsAsked(readView(address, SPECS.exports)))).rows.map(({ rows }) => rows);
  expect(await rowsAt({})).toEqual([30, 10, 20]);
  expect(await rowsAt({ sort: "number" })).toEqual([30, 10, 20]);
  expect(await rowsAt({ sort: "-number" })).toEqual([20, 10, 30]);
  expect(await rowsAt({ sort: "-rows" })).toEqual([30, 20, 10]);
  expect(await rowsAt({ sort: "createdAt" })).toEqual([20, 10, 30]);
  expect(await rowsAt({ profile: "sabt-v1" })).toEqual([10, 20]);
  expect(await rowsAt({ profile: "sabt,sabt-v1", year: "1404", state: "READY,FAILED" })).toEqual([30, 10]);
  expect(await rowsAt({ state: "FAILED" })).toEqual([20]);
});
