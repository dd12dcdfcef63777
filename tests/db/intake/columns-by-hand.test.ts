import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { chooseLayout } from "@/lib/intake/layout/commands";
import { chooseColumns } from "@/lib/intake/mapping/commands";
import type { ColumnFields } from "@/lib/intake/mapping/letters";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import type { Cell } from "../../support/workbook";
import { fileOf, layoutOf, lookedAt, person, renamed, reordered, runCheck } from "./columns";
import { applyBatch, batchOf, makeStudentCells, nationalIdOf, studentTable } from "./files";

useDatabase();

const narges = person(1, "نرگس");
const choose = async (
  batchId: string,
  columns: ColumnFields,
  { actor = narges, version }: { actor?: typeof narges; version?: number } = {},
) => {
  const { id: fileId } = await fileOf(batchId);
  return await chooseColumns(actor, { batchId, fileId, columns, version });
};
const chosen = async (batchId: string, columns: ColumnFields) => {
  const answer = await choose(batchId, columns);
  if (!answer.ok) throw new Error(`${answer.reason} ${JSON.stringify(answer.details)}`);
  await runCheck(answer.value.jobId);
  return await batchOf(batchId);
};
const students = (from: number, count = 2) =>
  studentTable(Array.from({ length: count }, (_, i) => makeStudentCells(from + i)));
const STRANGE = { "کد ملی": "شناسهٔ داوطلب", جنسیت: "دختر یا پسر" };
const checked = (table: readonly (readonly Cell[])[]) => lookedAt("students", table, narges);

test("columns nobody knows are mapped by hand and their cells are read", async () => {
  const batchId = await checked(renamed(students(1), STRANGE));
  expect(await batchOf(batchId)).toMatchObject({ status: "FAILED", errorCode: "COLUMN_MISSING" });
  expect(await layoutOf(batchId)).toMatchObject({ missing: ["nationalId", "gender"] });
  expect(await chosen(batchId, { A: "nationalId", D: "gender" })).toMatchObject({
    status: "READY",
    newRows: 2,
  });
  expect((await layoutOf(batchId)).columns[0]).toMatchObject({ field: "nationalId", match: "chosen" });
  await applyBatch(batchId);
  expect(await db().student.count({ where: { nationalId: nationalIdOf(100_000_001) } })).toBe(1);
});

test("an optional column left aside changes nothing in its field", async () => {
  const batchId = await checked(students(20));
  expect(await chosen(batchId, { B: null, K: null })).toMatchObject({ status: "READY", newRows: 2 });
  const row = await db().importRow.findFirstOrThrow({ where: { batchId } });
  expect(row.raw).not.toHaveProperty("firstName");
  expect((await layoutOf(batchId)).unknown).toMatchObject([
    { header: "نام", column: "B", aside: true },
    { header: "شمارنده", column: "K", aside: true },
  ]);
});

test("two columns on one field wait for a choice between them, and the chosen one is read", async () => {
  const table = students(30).map((row, i) => [...row, i === 0 ? "جنسیت" : "زن"]);
  const batchId = await checked(table);
  expect(await batchOf(batchId)).toMatchObject({ status: "FAILED", errorCode: "COLUMN_AMBIGUOUS" });
  const both = (await layoutOf(batchId)).columns.filter(({ field }) => field === "gender");
  expect(both).toMatchObject([
    { column: "D", samples: ["0", "1"] },
    { column: "L", samples: ["زن"] },
  ]);
  expect(await choose(batchId, { D: "gender", L: "gender" })).toMatchObject({ reason: "COLUMN_AMBIGUOUS" });
  expect(await chosen(batchId, { D: null })).toMatchObject({ status: "READY" });
  const rows = await db().importRow.findMany({ where: { batchId } });
  expect(rows.map(({ raw }) => (raw as { gender: string }).gender)).toEqual(["زن", "زن"]);
});

test("a required field without a column is refused by name, and nothing changes", async () => {
  const batchId = await checked(students(40));
  const before = await batchOf(batchId);
  expect(await choose(batchId, { A: null })).toMatchObject({
    ok: false,
    reason: "COLUMN_MISSING",
    details: { columns: ["کد ملی"] },
  });
  const wrong: ColumnFields[] = [{ Z: "gender" }, { B: "shoeSize" }];
  for (const columns of wrong)
    expect(await choose(batchId, columns)).toMatchObject({ ok: false, reason: "INVALID_INPUT" });
  expect(await batchOf(batchId)).toEqual(before);
});

test("columns are chosen only where a check may start: not while one runs, not afterwards, not over newer work", async () => {
  const batchId = await checked(students(50));
  const { version } = await batchOf(batchId);
  expect(await choose(batchId, { B: null }, { version: version - 1 })).toMatchObject({
    reason: "STALE_VERSION",
  });
  const started = await choose(batchId, { B: null }, { version });
  expect(started.ok).toBe(true);
  expect(await choose(batchId, { C: null })).toMatchObject({
    reason: "BATCH_LOCKED",
    details: { state: "VALIDATING", by: "نرگس" },
  });
  if (started.ok) await runCheck(started.value.jobId);
  await applyBatch(batchId);
  expect(await choose(batchId, { C: null })).toMatchObject({
    reason: "BATCH_LOCKED",
    details: { state: "APPLIED" },
  });
});

test("a second click starts no second check and leaves no second trace", async () => {
  const batchId = await checked(students(60));
  const { version } = await batchOf(batchId);
  const first = await choose(batchId, { B: null }, { version });
  expect(await choose(batchId, { B: null }, { version })).toEqual(first);
  if (first.ok) await runCheck(first.value.jobId);
  expect(await choose(batchId, { B: null }, { version })).toEqual(first);
  expect(await db().job.count({ where: { subjectId: batchId } })).toBe(2);
  const traces = await db().auditLog.findMany({
    where: { resourceId: batchId, action: "intake.batch.choose-columns" },
  });
  expect(traces).toHaveLength(1);
  expect(traces[0]?.diff).toMatchObject({ columns: { B: null } });
});

test("whoever answers for other centres neither sees nor changes the columns", async () => {
  const batchId = await checked(students(70));
  const elsewhere = actorOf("OPERATOR", { centers: [9] });
  expect(await choose(batchId, { B: null }, { actor: elsewhere })).toMatchObject({ reason: "NOT_FOUND" });
  const partly = actorOf("OPERATOR", { centers: [1] });
  expect(await choose(batchId, { B: null }, { actor: partly })).toMatchObject({
    reason: "CENTER_OUT_OF_SCOPE",
  });
});

test("a row of headings that holds no known word can be said and then mapped", async () => {
  const letters = students(80).map((row, i) =>
    row.map((cell, at) => (i === 0 ? `ستون${"الفبپتثجچحخدذر"[at]}` : cell)),
  );
  const batchId = await checked(letters);
  expect(await batchOf(batchId)).toMatchObject({ errorCode: "HEADER_NOT_FOUND" });
  const { id: fileId } = await fileOf(batchId);
  const said = await chooseLayout(narges, { batchId, fileId, sheet: null, headerRow: 1 });
  if (said.ok) await runCheck(said.value.jobId);
  expect(await batchOf(batchId)).toMatchObject({ errorCode: "COLUMN_MISSING" });
  const fields = {
    A: "nationalId",
    D: "gender",
    E: "groupCode",
    F: "eduStatus",
    G: "centerCode",
    H: "regStatus",
  };
  expect(await chosen(batchId, fields)).toMatchObject({ status: "READY", newRows: 2 });
  const again = await checked(reordered([letters[0]!, ...students(85).slice(1)]));
  expect(await batchOf(again)).toMatchObject({ status: "READY", newRows: 2 });
});
