import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { removeFile, startValidate } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { rejectRow } from "@/lib/intake/reject/commands";
import { editRow } from "@/lib/intake/row/commands";
import type { Values } from "@/lib/intake/schema";
import { listBatchValues } from "@/lib/intake/values/queries";
import { runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  applyBatch,
  batchOf,
  checkedBatch,
  done,
  makeStudentCells,
  operator,
  studentTable,
  take,
} from "./files";

useDatabase();

const rowOf = (batchId: string, rowNo: number) =>
  db().importRow.findFirstOrThrow({ where: { batchId, rowNo } });
const check = async (batchId: string, values?: Values, actor = operator) => {
  const started = await startValidate(actor, values === undefined ? { batchId } : { batchId, values });
  if (!started.ok) throw new Error(started.reason);
  await runJobHere(intakeJobs, started.value.jobId);
  return await batchOf(batchId);
};
const edit = async (batchId: string, rowNo: number, cells: Record<string, string>) => {
  const { id, version } = await rowOf(batchId, rowNo);
  return await editRow(operator, { rowId: String(id), version, cells });
};
const bad = (from: number, count: number, group: string) =>
  Array.from({ length: count }, (_, i) => makeStudentCells(from + i, { group }));

test("a new check begins with what people made of rows: cells stay edited, a row left out stays out", async () => {
  const batchId = await checkedBatch("students", [studentTable([...bad(1, 3, "102"), ...bad(10, 2, "3")])]);
  await edit(batchId, 2, { groupCode: "3", firstName: "درست" });
  const rejected = await rowOf(batchId, 3);
  await rejectRow(operator, { rowId: String(rejected.id), version: rejected.version });
  expect(await batchOf(batchId)).toMatchObject({ newRows: 3, quarantinedRows: 2 });
  expect(await check(batchId)).toMatchObject({
    status: "NEEDS_REVIEW",
    rows: 5,
    newRows: 3,
    quarantinedRows: 2,
  });
  expect(await rowOf(batchId, 2)).toMatchObject({ status: "VALID", raw: { firstName: "درست" } });
  expect(await rowOf(batchId, 3)).toMatchObject({ status: "REJECTED", diff: "QUARANTINED" });
  await applyBatch(batchId, { skipQuarantined: true });
  expect(await db().student.findMany({ where: { firstName: "درست" } })).toHaveLength(1);
  expect(await db().student.count({ where: { nationalId: rejected.naturalKey ?? "" } })).toBe(0);
});

test("edits stay with their file's bytes while other files come and go", async () => {
  const batchId = await checkedBatch("students", [
    studentTable(bad(30, 2, "102")),
    studentTable(bad(40, 1, "3")),
  ]);
  await edit(batchId, 3, { groupCode: "3" });
  const other = await db().importFile.findFirstOrThrow({ where: { batchId, filename: "f2.xlsx" } });
  await removeFile(operator, { batchId, fileId: other.id });
  expect(await batchOf(batchId)).toMatchObject({ status: "DRAFT", rows: 0 });
  expect(await check(batchId)).toMatchObject({ rows: 2, newRows: 1, quarantinedRows: 1 });
});

test("what a person left out contradicts nobody after a new check either", async () => {
  const [one] = bad(60, 1, "3");
  const batchId = await checkedBatch("students", [studentTable([one!, { ...one!, last: "دیگر" }])]);
  expect(await batchOf(batchId)).toMatchObject({ quarantinedRows: 2 });
  const second = await rowOf(batchId, 3);
  await rejectRow(operator, { rowId: String(second.id), version: second.version });
  expect(await check(batchId)).toMatchObject({ status: "READY", newRows: 1, quarantinedRows: 1 });
});

test("a mapped value frees all rows that hold it and no other, leaves a trace in each, and can be taken back", async () => {
  const rows = [...bad(100, 4, "102"), ...bad(110, 2, "103"), ...bad(120, 3, "3")];
  const batchId = await checkedBatch("students", [studentTable(rows)]);
  expect((await listBatchValues(operator, batchId)).groups).toMatchObject([
    { code: "GROUP_UNKNOWN", field: "groupCode", value: "102", rows: 4, remembered: null },
    { code: "GROUP_UNKNOWN", field: "groupCode", value: "103", rows: 2 },
  ]);
  expect(await check(batchId, { groupCode: { "۱۰۲": "5" } })).toMatchObject({
    newRows: 7,
    quarantinedRows: 2,
    repairedRows: 4,
  });
  const issues = await db().rowIssue.findMany({ where: { batchId, code: "VALUE_MAPPED" } });
  expect(issues).toHaveLength(4);
  expect(issues[0]).toMatchObject({ field: "groupCode", value: "102", after: "5", severity: "repair" });
  expect((await rowOf(batchId, 2)).raw).toMatchObject({ groupCode: "102" });
  const { groups, mapped } = await listBatchValues(operator, batchId);
  expect(groups).toMatchObject([{ value: "103", rows: 2 }]);
  expect(mapped).toEqual([{ field: "groupCode", value: "102", target: "5", rows: 4 }]);
  expect(await check(batchId, {})).toMatchObject({ newRows: 3, quarantinedRows: 6 });
  await check(batchId, { groupCode: { "102": "5" } });
  await applyBatch(batchId, { skipQuarantined: true });
  const stored = await db().student.findMany({ where: { nationalId: { in: rows.map(({ id }) => id) } } });
  expect(stored.filter(({ groupCode }) => groupCode === 5)).toHaveLength(4);
  expect(stored.filter(({ groupCode }) => groupCode === 3)).toHaveLength(3);
});

test("a mapping is remembered for the person and the kind, and offered with the next file", async () => {
  const narges = actorOf("OPERATOR", { id: "01900000-0000-7000-8000-0000000000a1", name: "نرگس" });
  const first = await checkedBatch("students", [studentTable(bad(200, 2, "ریاضی قدیم"))], { actor: narges });
  await check(first, { groupCode: { "ریاضی قدیم": "1" } }, narges);
  const second = await checkedBatch("students", [studentTable(bad(210, 2, "ریاضی  قديم"))], {
    actor: narges,
  });
  expect((await listBatchValues(narges, second)).groups).toMatchObject([{ rows: 2, remembered: "1" }]);
  expect((await listBatchValues(operator, second)).groups).toMatchObject([{ rows: 2, remembered: null }]);
});

test("the command line's mapping file may carry values", async () => {
  const values = { groupCode: { "102": "5" } };
  const document = await done(take("students", studentTable(bad(300, 3, "102")), { values }));
  expect(document).toMatchObject({ state: "APPLIED", new: 3 });
  expect(document.issues).toContainEqual({ code: "VALUE_MAPPED", severity: "repair", count: 3 });
  expect(
    await take("students", studentTable(bad(310, 1, "102")), { values: { shoeSize: { "1": "2" } } }),
  ).toMatchObject({ ok: false, reason: "INVALID_INPUT" });
});
