import { expect, test } from "vitest";
import { withdrawStudent } from "@/lib/allocation/placement/commands";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import {
  done,
  fingerprint,
  MANAGERS,
  makeStudentCells,
  mentorTable,
  operator,
  studentTable,
  take,
} from "./files";
import { AFTER, EXPORTED, idOf, placeAndExport } from "./placing";

useDatabase();

const mentorRow = (id: number, load: number, other: { capacity?: number; groups?: string } = {}) => [
  id,
  `پشتیبان ${id}`,
  "زن",
  "رضا بهرامی",
  "عادی",
  other.groups ?? "3",
  0,
  load,
  other.capacity ?? 60,
  "",
];
const file = (...rows: [number, number][]) => mentorTable(rows.map(([id, load]) => mentorRow(id, load)));
const loads = async () =>
  (await db().mentor.findMany({ orderBy: { id: "asc" } })).map(({ baseLoad, ownLoad, load }) => [
    baseLoad,
    ownLoad,
    load,
  ]);

const girls = Array.from({ length: 9 }, (_, i) => makeStudentCells(2 * (i + 1), { center: "0" }));

test("loads of a file and our placements never count twice", async () => {
  await done(take("managers", MANAGERS));
  await done(take("mentors", file([501, 10], [502, 20])));
  await done(take("students", studentTable(girls)));
  await placeAndExport(
    501,
    girls.slice(0, 4).map(({ id }) => id),
    EXPORTED,
  );
  await placeAndExport(
    502,
    girls.slice(4, 7).map(({ id }) => id),
    EXPORTED,
  );
  expect(await loads()).toEqual([
    [10, 4, 14],
    [20, 3, 23],
  ]);

  // The downstream system has loaded our export: its next report contains the placements.
  const next = file([501, 14], [502, 23]);
  const warned = await done(take("mentors", next, { dryRun: true }));
  expect(warned.issues).toEqual([{ code: "LOAD_MAY_INCLUDE_OURS", severity: "warning", count: 2 }]);
  const preview = await db().importRow.findFirst({ where: { batchId: warned.batchId, naturalKey: "501" } });
  expect(preview?.changes).toEqual({ baseLoad: [10, 14], load: [14, 18] });

  const taken = await done(take("mentors", next, { loadsInclude: AFTER }));
  expect(taken).toMatchObject({ state: "APPLIED", changed: 2, issues: [] });
  expect(await loads()).toEqual([
    [14, 0, 14],
    [23, 0, 23],
  ]);
  expect(await db().assignment.count({ where: { countedBatchId: taken.batchId } })).toBe(7);

  const before = await fingerprint();
  expect(await done(take("mentors", next, { loadsInclude: AFTER }))).toMatchObject({ unchanged: 2 });
  expect(await done(take("mentors", next))).toMatchObject({ unchanged: 2 });
  expect(await fingerprint()).toBe(before);
});

test("a placement exported later is not contained in an earlier report, nor in the same file again", async () => {
  await placeAndExport(
    501,
    girls.slice(7).map(({ id }) => id),
    new Date("2025-10-01T10:00:00Z"),
  );
  expect((await loads())[0]).toEqual([14, 2, 16]);
  await done(take("mentors", file([501, 14], [502, 23]), { loadsInclude: new Date("2025-11-01T00:00:00Z") }));
  expect((await loads())[0]).toEqual([14, 2, 16]);
  await done(take("mentors", file([501, 15], [502, 23]), { loadsInclude: AFTER }));
  expect((await loads())[0]).toEqual([15, 2, 17]);
  await done(take("mentors", file([501, 17], [502, 23]), { loadsInclude: new Date("2025-11-01T00:00:00Z") }));
  expect((await loads())[0]).toEqual([17, 0, 17]);
});

test("a load above capacity is taken with a warning; a load of another year starts that year's count", async () => {
  const document = await done(take("mentors", mentorTable([mentorRow(501, 435, { capacity: 250 })])));
  expect(document.issues.map(({ code }) => code)).toContain("LOAD_ABOVE_CAPACITY");
  await done(take("mentors", file([502, 0]), { year: 1405 }));
  expect(await db().mentor.findUnique({ where: { id: 502 } })).toMatchObject({
    loadYear: 1405,
    baseLoad: 0,
    ownLoad: 0,
  });
});

test("a change that breaks a rule of a placement flags it and never moves it", async () => {
  await placeAndExport(502, [], EXPORTED);
  const placed = await db().assignment.findFirstOrThrow({ where: { mentorId: 501 } });
  await done(take("mentors", mentorTable([mentorRow(501, 435, { capacity: 250, groups: "27" })])));
  expect(await db().assignment.findUnique({ where: { id: placed.id } })).toMatchObject({
    status: "TEMP_REVIEW",
    mentorId: 501,
    reviewCodes: ["GROUP_NOT_ALLOWED"],
    reviewOrigin: "IMPORT",
  });
});

test("a mentor's row that was kept out counts when the same bytes come again; the others not twice", async () => {
  await done(take("mentors", file([503, 5], [504, 5])));
  const more = Array.from({ length: 3 }, (_, i) => makeStudentCells(200 + 2 * i, { center: "0" }));
  await done(take("students", studentTable(more)));
  const [a = "", b = "", c = ""] = more.map(({ id }) => id);
  await placeAndExport(503, [a], EXPORTED);
  await placeAndExport(504, [b], EXPORTED);
  const table = mentorTable([mentorRow(503, 6), mentorRow(504, 6).with(3, "مریم تازه")]);
  const choice = { loadsInclude: AFTER, acceptValid: true };
  expect(await done(take("mentors", table, choice))).toMatchObject({ changed: 1, quarantined: 1 });
  await done(take("managers", [...MANAGERS, [13, "مریم تازه", "مرکزی", "بلی"]]));
  await placeAndExport(503, [c], EXPORTED);
  await done(take("mentors", table, choice));
  expect(
    (await db().mentor.findMany({ where: { id: { in: [503, 504] } }, orderBy: { id: "asc" } })).map(
      ({ baseLoad, ownLoad }) => [baseLoad, ownLoad],
    ),
  ).toEqual([
    [6, 1],
    [6, 0],
  ]);
});

test("a placement that was exported and ended stays in a file's load for as long as the file says so", async () => {
  await done(take("mentors", file([505, 5])));
  const student = makeStudentCells(300, { center: "0" });
  await done(take("students", studentTable([student])));
  await placeAndExport(505, [student.id], EXPORTED);
  const loadOf = async () => {
    const { baseLoad, ownLoad } = await db().mentor.findUniqueOrThrow({ where: { id: 505 } });
    return [baseLoad, ownLoad];
  };
  expect(await loadOf()).toEqual([5, 1]);
  const left = await withdrawStudent(operator, { studentId: await idOf(student.id), reason: "moves away" });
  expect(left).toMatchObject({ ok: true, value: { stillCounted: false } });
  expect(await loadOf()).toEqual([5, 0]);
  await done(take("mentors", file([505, 6]), { loadsInclude: AFTER }));
  expect(await loadOf()).toEqual([6, 0]);
  await done(take("mentors", file([505, 5]), { loadsInclude: AFTER }));
  expect(await loadOf()).toEqual([5, 0]);
});
