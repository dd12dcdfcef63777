import { expect, test } from "vitest";
import { holdStudent } from "@/lib/allocation/placement/commands";
import { db } from "@/lib/db/client";
import { startUndo } from "@/lib/intake/undo/commands";
import { getUndoReport } from "@/lib/intake/undo/queries";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { batchOf, done, MANAGERS, mentorTable, operator, studentTable, take } from "./files";
import { AFTER, EXPORTED, idOf, place, placeAndExport } from "./placing";
import { cells, digest, mentorRow, undo } from "./undoing";

useDatabase();

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
  await placeAndExport(
    710,
    placed.map(({ id }) => id),
    EXPORTED,
  );
  const before = await digest();
  const { batchId } = await done(
    take("mentors", mentorTable([mentorRow(710, 16), mentorRow(711, 21, "5"), mentorRow(712, 3)]), {
      loadsInclude: AFTER,
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

test("a row the database does not let go back is told and the others go", async () => {
  await done(take("mentors", mentorTable([mentorRow(720, 58), mentorRow(721, 5)])));
  const placed = cells(500, 4, { gender: "1", center: "0" });
  await done(take("students", studentTable(placed)));
  await placeAndExport(
    720,
    placed.slice(0, 2).map(({ id }) => id),
    EXPORTED,
  );
  const { batchId } = await done(
    take("mentors", mentorTable([mentorRow(720, 40), mentorRow(721, 6)]), {
      loadsInclude: AFTER,
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
