import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { correctStudent } from "@/lib/intake/correct/commands";
import { rejectRow, rejectRows } from "@/lib/intake/reject/commands";
import { retryRows } from "@/lib/intake/retry/commands";
import { editRow, releaseRow } from "@/lib/intake/row/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  addGroup,
  applyBatch,
  batchOf,
  checkedBatch,
  done,
  makeStudentCells,
  nationalIdOf,
  operator,
  type StudentCells,
  studentTable,
  take,
} from "./files";

useDatabase();

const rowsOf = (batchId: string) =>
  db().importRow.findMany({ where: { batchId }, orderBy: { position: "asc" } });
const statusesOf = async (batchId: string) => (await rowsOf(batchId)).map(({ status }) => status);
const nameOf = async (nationalId: string) =>
  (await db().student.findUnique({ where: { nationalId } }))?.lastName;
const seen = ({ id, version }: { id: bigint; version: number }) => ({ rowId: String(id), version });

let applied = 0;
/** An applied batch that leaves some rows behind; in front of them stands a good one, which is applied. */
const appliedWith = async (left: readonly StudentCells[], actor = operator) => {
  applied += 1;
  const good = makeStudentCells(900 + applied, { center: "1" });
  const batchId = await checkedBatch("students", [studentTable([good, ...left])], { actor });
  expect(await applyBatch(batchId, { skipQuarantined: true })).toBe("APPLIED_WITH_REJECTS");
  const rows = await rowsOf(batchId);
  expect(rows.map(({ status }) => status)).toEqual(["APPLIED", ...left.map(() => "QUARANTINED")]);
  return { batchId, rows: rows.slice(1) };
};
/** Rows that say different things about one person. */
const contradicting = (n: number, ...names: string[]) =>
  names.map((last) => makeStudentCells(n, { center: "1", last }));

test("both rows of a contradicting pair of an applied batch are left out in one call", async () => {
  const { batchId, rows } = await appliedWith(contradicting(1, "یک", "دو"));
  const answer = await rejectRows(operator, { rows: rows.map(seen), reason: "هر دو اشتباه‌اند" });
  expect(answer).toEqual({ ok: true, value: { done: 2, left: [] } });
  expect(await statusesOf(batchId)).toEqual(["APPLIED", "REJECTED", "REJECTED"]);
  expect(await batchOf(batchId)).toMatchObject({ status: "APPLIED_WITH_REJECTS", quarantinedRows: 2 });
});

test("a row left out of an applied batch stores no other one: what contradicted it waits until it is checked again", async () => {
  const [one, two] = contradicting(2, "یک", "دو");
  const { batchId, rows } = await appliedWith([one!, two!]);
  expect(await rejectRow(operator, seen(rows[0]!))).toMatchObject({ ok: true });
  expect(await statusesOf(batchId)).toEqual(["APPLIED", "REJECTED", "QUARANTINED"]);
  expect(await nameOf(two!.id)).toBeUndefined();
  expect(await retryRows(operator, { kind: "students" })).toMatchObject({
    value: { checked: 1, applied: 1 },
  });
  expect(await statusesOf(batchId)).toEqual(["APPLIED", "REJECTED", "APPLIED"]);
  expect(await nameOf(two!.id)).toBe("دو");
});

test("a row left out of an open batch lets what contradicted it go with the batch", async () => {
  const batchId = await checkedBatch("students", [studentTable(contradicting(3, "یک", "دو", "سه"))]);
  const [, two, three] = await rowsOf(batchId);
  const rows = [two!, three!].map(seen);
  expect(await rejectRows(operator, { rows, reason: "تکراری" })).toMatchObject({
    value: { done: 2, left: [] },
  });
  expect(await statusesOf(batchId)).toEqual(["VALID", "REJECTED", "REJECTED"]);
  expect(await batchOf(batchId)).toMatchObject({ status: "READY", newRows: 1 });
});

test("a correction in an applied batch stores the row that it frees from a contradiction too", async () => {
  const [one, two] = contradicting(4, "یک", "دو");
  const { batchId, rows } = await appliedWith([one!, two!]);
  const nationalId = nationalIdOf(100_000_444);
  expect(await editRow(operator, { ...seen(rows[0]!), cells: { nationalId } })).toMatchObject({
    value: { status: "APPLIED", batchState: "APPLIED" },
  });
  expect(await statusesOf(batchId)).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
  expect([await nameOf(nationalId), await nameOf(two!.id)]).toEqual(["یک", "دو"]);
  expect(await batchOf(batchId)).toMatchObject({ appliedRows: 3, quarantinedRows: 0, newRows: 3 });
});

test("a check again of one row in an applied batch stores the equal one before it, which it frees, and counts both", async () => {
  const [one, two, three] = contradicting(5, "دو", "یک", "دو");
  const { batchId, rows } = await appliedWith([one!, two!, three!]);
  await rejectRow(operator, seen(rows[1]!));
  const retried = await retryRows(operator, { ids: [String(rows[2]!.id)] });
  expect(retried).toMatchObject({ value: { checked: 2, applied: 1, ready: 1, waiting: 0 } });
  // The third says what the second has said: it is done.
  expect(await statusesOf(batchId)).toEqual(["APPLIED", "APPLIED", "REJECTED", "VALID"]);
  expect(await batchOf(batchId)).toMatchObject({ newRows: 2, unchangedRows: 1 });
});

test("a correction frees no row of a centre that the uploader may not write", async () => {
  const clerk = actorOf("OPERATOR", { centers: [1] });
  const [mine] = contradicting(6, "یک");
  const foreign = makeStudentCells(6, { center: "2" });
  const { batchId, rows } = await appliedWith([mine!, foreign], clerk);
  const cells = { nationalId: nationalIdOf(100_000_666) };
  await editRow(actorOf("ADMIN"), { ...seen(rows[0]!), cells });
  expect(await statusesOf(batchId)).toEqual(["APPLIED", "APPLIED", "QUARANTINED"]);
  expect(await nameOf(foreign.id)).toBeUndefined();
});

test("a row that had nothing to do when its batch was applied is not opened by a correction of another", async () => {
  const known = makeStudentCells(7, { group: "3" });
  await done(take("students", studentTable([known])));
  const bad = { ...known, id: nationalIdOf(100_000_777), group: "102" };
  const batchId = await checkedBatch("students", [studentTable([known, bad])]);
  await applyBatch(batchId, { skipQuarantined: true });
  await done(take("students", studentTable([{ ...known, last: "تازه" }])));
  const [, left] = await rowsOf(batchId);
  await editRow(operator, { ...seen(left!), cells: { nationalId: known.id, groupCode: "3" } });
  expect((await rowsOf(batchId))[0]).toMatchObject({ status: "VALID", diff: "UNCHANGED" });
});

test("a word given up for a row of an applied batch that holds by now stores the row", async () => {
  const cells = makeStudentCells(8, { center: "1", mobile: "09121111111" });
  await done(take("students", studentTable([cells])));
  const { id } = await db().student.findUniqueOrThrow({ where: { nationalId: cells.id } });
  const admin = actorOf("ADMIN");
  await correctStudent(admin, { studentId: id, cells: { mobile: "09352222222" }, reason: "تلفنی گفت" });
  const { batchId, rows } = await appliedWith([{ ...cells, group: "788" }]);
  await addGroup(788);
  expect(await releaseRow(admin, seen(rows[0]!))).toEqual({ ok: true, value: { batchState: "APPLIED" } });
  expect(await statusesOf(batchId)).toEqual(["APPLIED", "APPLIED"]);
  expect(await db().student.findUnique({ where: { id } })).toMatchObject({
    groupCode: 788,
    mobile: "09121111111",
  });
});
