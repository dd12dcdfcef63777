import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { correctStudent } from "@/lib/intake/correct/commands";
import { listMentorSources, listStudentSources } from "@/lib/intake/correct/queries";
import { releaseEdit } from "@/lib/intake/correct/release/commands";
import { releaseRow } from "@/lib/intake/row/commands";
import { raiseCapacity } from "@/lib/mentor/capacity/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  applyBatch,
  batchOf,
  checkedBatch,
  done,
  MANAGERS,
  makeStudentCells,
  mentorTable,
  operator,
  studentTable,
  take,
} from "./files";

useDatabase();

const narges = actorOf("ADMIN", { name: "نرگس" });
const studentOf = (nationalId: string) => db().student.findUniqueOrThrow({ where: { nationalId } });
const correct = async (nationalId: string, cells: Record<string, string>, version?: number) =>
  await correctStudent(narges, {
    studentId: (await studentOf(nationalId)).id,
    cells,
    reason: "تلفنی گفت",
    ...(version === undefined ? {} : { version }),
  });
const again = (rows: Parameters<typeof studentTable>[0]) =>
  done(take("students", studentTable(rows), { confirmMassChange: true }));

test("a correction survives files that say the old value or nothing, and gives way to news", async () => {
  const cells = makeStudentCells(1, { mobile: "09121111111", group: "3" });
  await again([cells]);
  expect(await correct(cells.id, { mobile: "۰۹۳۵۲۲۲۲۲۲۲", groupCode: "5" })).toMatchObject({
    ok: true,
    value: { fields: expect.arrayContaining(["mobile", "groupCode"]) },
  });
  const same = await again([cells]);
  expect(same).toMatchObject({ unchanged: 1, changed: 0 });
  expect(same.issues).toContainEqual({ code: "EDIT_KEPT", severity: "warning", count: 1 });
  await again([{ ...cells, mobile: "", last: "تازه" }]);
  expect(await studentOf(cells.id)).toMatchObject({ mobile: "09352222222", groupCode: 5, lastName: "تازه" });
  const news = await again([{ ...cells, group: "7" }]);
  expect(news).toMatchObject({ changed: 1 });
  expect(await studentOf(cells.id)).toMatchObject({ mobile: "09352222222", groupCode: 7 });
});

test("a released correction gives way to the next file", async () => {
  const cells = makeStudentCells(2, { group: "3" });
  await again([cells]);
  await correct(cells.id, { groupCode: "5" });
  const { id } = await studentOf(cells.id);
  expect(await releaseEdit(narges, { record: "student", id, field: "groupCode" })).toMatchObject({
    ok: true,
  });
  expect(await releaseEdit(narges, { record: "student", id, field: "groupCode" })).toMatchObject({
    reason: "NOT_FOUND",
  });
  expect(await again([cells])).toMatchObject({ changed: 1 });
  expect(await studentOf(cells.id)).toMatchObject({ groupCode: 3 });
});

test("every field knows its file or person", async () => {
  const cells = makeStudentCells(3);
  const first = await again([cells]);
  const second = await again([{ ...cells, last: "تازه" }]);
  await correct(cells.id, { groupCode: "9" });
  const sources = await listStudentSources(operator, await studentOf(cells.id));
  expect(sources).toMatchObject([
    { field: "groupCode", kind: "person", by: "نرگس", was: 3 },
    { field: "lastName", kind: "file", number: (await batchOf(second.batchId)).number },
    { field: "*", kind: "file", number: (await batchOf(first.batchId)).number },
  ]);
});

test("a capacity raised by hand stays when the inspector's report brings the old one", async () => {
  await done(take("managers", MANAGERS));
  const file = mentorTable([[801, "پشتیبان", "مرد", "رضا بهرامی", "عادی", "3", 0, 4, 60, ""]]);
  await done(take("mentors", file));
  const mentor = () => db().mentor.findUniqueOrThrow({ where: { id: 801 } });
  expect(await raiseCapacity(narges, { mentorId: 801, places: 5 })).toMatchObject({ ok: true });
  const said = (await mentor()).capacity;
  expect(await done(take("mentors", file))).toMatchObject({ changed: 0 });
  expect((await mentor()).capacity).toBe(said);
  expect((await listMentorSources(operator, await mentor()))[0]).toMatchObject({
    field: "capacity",
    kind: "person",
    by: "نرگس",
  });
});

test("a correction passes the checks of a file, and none is lost between two people", async () => {
  const cells = makeStudentCells(4);
  await again([cells]);
  const { version } = await studentOf(cells.id);
  expect(await correct(cells.id, { groupCode: "102" })).toMatchObject({
    reason: "INVALID_INPUT",
    details: { fields: { groupCode: "GROUP_UNKNOWN" } },
  });
  await correct(cells.id, { groupCode: "5" }, version);
  expect(await correct(cells.id, { groupCode: "7" }, version)).toMatchObject({ reason: "STALE_VERSION" });
  const abroad = actorOf("OPERATOR", { centers: [(Number(cells.center) + 1) % 3] });
  const { id } = await studentOf(cells.id);
  expect(
    await correctStudent(abroad, { studentId: id, cells: { groupCode: "3" }, reason: "آزمون" }),
  ).toMatchObject({ reason: "NOT_FOUND" });
});

test("released from the preview, the row shows the change at once", async () => {
  const cells = makeStudentCells(5, { group: "3" });
  await again([cells]);
  await correct(cells.id, { groupCode: "5" });
  const batchId = await checkedBatch("students", [studentTable([cells])]);
  const row = await db().importRow.findFirstOrThrow({ where: { batchId } });
  expect(row).toMatchObject({ diff: "UNCHANGED" });
  const input = { rowId: String(row.id), version: row.version };
  expect(await releaseRow(actorOf("AUDITOR") as never, input)).toMatchObject({ reason: "FORBIDDEN" });
  expect(await releaseRow(narges, input)).toMatchObject({ ok: true, value: { batchState: "READY" } });
  expect(await db().importRow.findFirstOrThrow({ where: { batchId } })).toMatchObject({
    diff: "CHANGED",
    changes: { groupCode: [5, 3] },
  });
  await applyBatch(batchId, { confirmMassChange: true });
  expect(await studentOf(cells.id)).toMatchObject({ groupCode: 3 });
});
