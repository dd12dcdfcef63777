import { describe, expect, test } from "vitest";
import { cancelBatch, createBatch, startApply } from "@/lib/intake/batch/commands";
import { importFile } from "@/lib/intake/whole/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { xlsxOf } from "../../support/workbook";
import { batchOf, checkedBatch, makeStudentCells, operator, studentTable, YEAR } from "./files";

useDatabase();

describe("who may", () => {
  const golestan = actorOf("OPERATOR", { centers: [1], name: "گلستان" });

  test("rows of other centres are kept out, and a batch of other centres is out of sight", async () => {
    const [mine, other] = [
      makeStudentCells(2_000, { center: "1" }),
      makeStudentCells(2_001, { center: "0" }),
    ];
    const answer = await importFile(golestan, {
      kind: "students",
      year: YEAR,
      filename: "f.xlsx",
      acceptValid: true,
      bytes: [xlsxOf(studentTable([mine, other]))],
    });
    expect(answer).toMatchObject({
      ok: true,
      value: {
        new: 1,
        quarantined: 1,
        issues: expect.arrayContaining([{ code: "CENTER_OUT_OF_SCOPE", severity: "quarantine", count: 1 }]),
      },
    });
    const theirs = await checkedBatch("students", [studentTable([makeStudentCells(2_002, { center: "0" })])]);
    expect(await startApply(golestan, { batchId: theirs })).toMatchObject({ ok: false, reason: "NOT_FOUND" });
    const shared = await checkedBatch("students", [
      studentTable([makeStudentCells(2_003, { center: "0" }), makeStudentCells(2_004, { center: "1" })]),
    ]);
    expect(await startApply(golestan, { batchId: shared })).toMatchObject({
      ok: false,
      reason: "CENTER_OUT_OF_SCOPE",
    });
  });

  test("lists of the whole installation need somebody of all centres", async () => {
    expect(await createBatch(golestan, { kind: "schools" })).toMatchObject({
      ok: false,
      reason: "CENTER_OUT_OF_SCOPE",
    });
  });

  test("a page that shows an old version is told", async () => {
    const id = await checkedBatch("students", [studentTable([makeStudentCells(2_010)])]);
    const { version } = await batchOf(id);
    expect(await startApply(operator, { batchId: id, version: version - 1 })).toMatchObject({
      reason: "STALE_VERSION",
    });
    expect(await cancelBatch(operator, { batchId: id })).toMatchObject({
      ok: true,
      value: { state: "CANCELLED" },
    });
    expect(await startApply(operator, { batchId: id })).toMatchObject({
      reason: "BATCH_LOCKED",
      details: { state: "CANCELLED" },
    });
  });
});
