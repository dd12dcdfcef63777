import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { startValidate } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { editRow } from "@/lib/intake/row/commands";
import { undoEdit } from "@/lib/intake/row/undo/commands";
import { runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { applyBatch, batchOf, checkedBatch, makeStudentCells, operator, studentTable } from "./files";

useDatabase();

const narges = actorOf("OPERATOR", { id: "01900000-0000-7000-8000-0000000000b1", name: "نرگس" });
const reza = actorOf("OPERATOR", { id: "01900000-0000-7000-8000-0000000000b2", name: "رضا" });

const rowOf = (batchId: string, rowNo: number) =>
  db().importRow.findFirstOrThrow({ where: { batchId, rowNo }, include: { issues: true } });
const edit = async (batchId: string, rowNo: number, cells: Record<string, string>, actor = narges) => {
  const { id, version } = await rowOf(batchId, rowNo);
  return await editRow(actor, { rowId: String(id), version, cells });
};
/** What a row says and what came of it; ids and versions move on. */
const stateOf = async (batchId: string, rowNo: number) => {
  const { raw, status, diff, changes, normalized, editedById, issues } = await rowOf(batchId, rowNo);
  const found = issues.map(({ code, field, severity }) => `${severity} ${code} ${field}`).sort();
  return { raw, status, diff, changes, normalized, editedById, found };
};
const wrong = (n: number) => makeStudentCells(n, { group: "102" });

describe("a correction taken back", () => {
  test("leaves row, findings, counters and the record of corrections as they were, one edit at a time", async () => {
    const batchId = await checkedBatch("students", [studentTable([wrong(1), makeStudentCells(2)])]);
    const start = await stateOf(batchId, 2);
    await edit(batchId, 2, { groupCode: "103" });
    const between = await stateOf(batchId, 2);
    await edit(batchId, 2, { groupCode: "3", firstName: "تازه" });
    expect(await batchOf(batchId)).toMatchObject({ status: "READY", newRows: 2, quarantinedRows: 0 });

    expect(await undoEdit(narges, { batchId })).toMatchObject({
      ok: true,
      value: { rowNo: 2, fields: ["firstName", "groupCode"], status: "QUARANTINED" },
    });
    expect(await stateOf(batchId, 2)).toEqual(between);
    expect(await batchOf(batchId)).toMatchObject({ status: "NEEDS_REVIEW", newRows: 1, quarantinedRows: 1 });

    expect(await undoEdit(narges, { batchId })).toMatchObject({ value: { batchState: "NEEDS_REVIEW" } });
    expect(await stateOf(batchId, 2)).toEqual(start);
    expect(await db().rowEdit.count({ where: { batchId } })).toBe(0);
    expect(await undoEdit(narges, { batchId })).toEqual({ ok: true, value: null });
  });

  test("stays taken back in a new check, and what was not taken back stays corrected", async () => {
    const batchId = await checkedBatch("students", [studentTable([wrong(10), wrong(11)])]);
    await edit(batchId, 2, { groupCode: "3" });
    await edit(batchId, 3, { groupCode: "3" });
    await undoEdit(narges, { batchId });
    const started = await startValidate(operator, { batchId });
    if (started.ok) await runJobHere(intakeJobs, started.value.jobId);
    expect((await stateOf(batchId, 2)).status).toBe("VALID");
    expect((await stateOf(batchId, 3)).status).toBe("QUARANTINED");
    // The rows have new ids now; the correction is still the person's last one.
    expect(await undoEdit(narges, { batchId })).toMatchObject({ value: { rowNo: 2 } });
    expect((await stateOf(batchId, 2)).status).toBe("QUARANTINED");
  });

  test("frees the row it had contradicted", async () => {
    const batchId = await checkedBatch("students", [
      studentTable([makeStudentCells(20), makeStudentCells(21)]),
    ]);
    await edit(batchId, 3, { nationalId: makeStudentCells(20).id });
    expect(await batchOf(batchId)).toMatchObject({ quarantinedRows: 2 });
    await undoEdit(narges, { batchId });
    expect(await batchOf(batchId)).toMatchObject({ status: "READY", quarantinedRows: 0 });
  });

  test("is one's own: another person's stays, and a cell that somebody else has changed since is not overwritten", async () => {
    const batchId = await checkedBatch("students", [studentTable([wrong(30), wrong(31)])]);
    await edit(batchId, 2, { groupCode: "103" });
    await edit(batchId, 3, { groupCode: "5" }, reza);
    await edit(batchId, 2, { groupCode: "3" }, reza);
    expect(await undoEdit(narges, { batchId })).toMatchObject({ ok: false, reason: "STALE_VERSION" });
    expect((await stateOf(batchId, 2)).raw).toMatchObject({ groupCode: "3" });
    await undoEdit(reza, { batchId });
    expect(await undoEdit(narges, { batchId })).toMatchObject({ ok: true, value: { rowNo: 2 } });
    expect((await stateOf(batchId, 3)).raw).toMatchObject({ groupCode: "5" });
  });

  test("of a row that was applied by its correction is refused: that is for taking the import back", async () => {
    const batchId = await checkedBatch("students", [
      studentTable([makeStudentCells(40), wrong(41), wrong(42)]),
    ]);
    await applyBatch(batchId, { skipQuarantined: true });
    await edit(batchId, 3, { groupCode: "3" });
    expect(await undoEdit(narges, { batchId })).toMatchObject({ ok: false, reason: "BATCH_LOCKED" });
    expect((await stateOf(batchId, 3)).status).toBe("APPLIED");
  });

  test("is out of reach in a batch of other centres, and audited without a word of the person", async () => {
    const batchId = await checkedBatch("students", [
      studentTable([makeStudentCells(50, { center: "0", group: "102" })]),
    ]);
    const golestan = actorOf("OPERATOR", { id: narges.id ?? "", centers: [1] });
    await edit(batchId, 2, { groupCode: "3", firstName: "محرمانه" });
    expect(await undoEdit(golestan, { batchId })).toMatchObject({ ok: false, reason: "NOT_FOUND" });
    await undoEdit(narges, { batchId });
    const audit = await db().auditLog.findFirstOrThrow({
      where: { action: "intake.row.undo-edit", resourceId: batchId },
    });
    expect(audit.diff).toEqual({ rowNo: 2, fields: ["firstName", "groupCode"] });
  });

  test("two clicks at once take two corrections back, each once", async () => {
    const batchId = await checkedBatch("students", [studentTable([wrong(60)])]);
    const start = await stateOf(batchId, 2);
    await edit(batchId, 2, { firstName: "یک" });
    await edit(batchId, 2, { lastName: "دو" });
    await Promise.all([undoEdit(narges, { batchId }), undoEdit(narges, { batchId })]);
    expect(await stateOf(batchId, 2)).toEqual(start);
    expect(await db().editStep.count({ where: { batchId } })).toBe(0);
  });
});
