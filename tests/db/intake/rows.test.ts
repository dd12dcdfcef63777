import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { cancelBatch } from "@/lib/intake/batch/commands";
import { rejectRow } from "@/lib/intake/reject/commands";
import { editRow } from "@/lib/intake/row/commands";
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

const openRows = (batchId: string) =>
  db().importRow.findMany({ where: { batchId, status: "QUARANTINED" }, orderBy: { position: "asc" } });
const edit = async (row: { id: bigint; version: number } | undefined, cells: Record<string, string>) =>
  await editRow(operator, { rowId: String(row?.id), version: row?.version ?? 0, cells });
const studentOf = (nationalId: string) => db().student.findUnique({ where: { nationalId } });

describe("a quarantined row", () => {
  test("re-enters the same check; the batch is ready when the last one holds", async () => {
    const [one, two] = [makeStudentCells(1, { group: "102" }), makeStudentCells(2, { gender: "?" })];
    const id = await checkedBatch("students", [studentTable([one, two, makeStudentCells(3)])]);
    const [first, second] = await openRows(id);
    const still = await edit(first, { groupCode: "۱۰۳" });
    expect(still).toMatchObject({
      ok: true,
      value: { status: "QUARANTINED", version: 2, batchState: "NEEDS_REVIEW" },
    });
    if (still.ok)
      expect(still.value.issues.map(({ code }) => code)).toEqual(
        expect.arrayContaining(["GROUP_UNKNOWN", "DIGITS_FOLDED"]),
      );
    expect(await edit(first, { groupCode: "3" })).toMatchObject({ ok: false, reason: "STALE_VERSION" });
    expect(await edit(first && { ...first, version: 2 }, { groupCode: "3" })).toMatchObject({
      ok: true,
      value: { status: "VALID", batchState: "NEEDS_REVIEW" },
    });
    expect(await edit(second, { gender: "دختر" })).toMatchObject({
      ok: true,
      value: { status: "VALID", batchState: "READY" },
    });
    expect(await batchOf(id)).toMatchObject({ newRows: 3, quarantinedRows: 0 });
    expect(await applyBatch(id)).toBe("APPLIED");
    expect(await studentOf(two.id)).toMatchObject({ gender: 0 });
  });

  test("a fixed number frees the row it contradicted; a rejected one too", async () => {
    const twins = [makeStudentCells(10), makeStudentCells(10, { last: "دیگر" })];
    const fixed = await checkedBatch("students", [studentTable(twins)]);
    const [, wrong] = await openRows(fixed);
    expect(await edit(wrong, { nationalId: makeStudentCells(11).id })).toMatchObject({
      ok: true,
      value: { batchState: "READY" },
    });
    expect(await batchOf(fixed)).toMatchObject({ newRows: 2, quarantinedRows: 0 });
    const rejected = await checkedBatch("students", [studentTable(twins)]);
    const [, bad] = await openRows(rejected);
    expect(await rejectRow(operator, { rowId: String(bad?.id), version: bad?.version ?? 0 })).toMatchObject({
      ok: true,
      value: { batchState: "READY" },
    });
    expect(await batchOf(rejected)).toMatchObject({ rows: 2, newRows: 1, quarantinedRows: 1 });
    expect(await applyBatch(rejected)).toBe("APPLIED_WITH_REJECTS");
  });

  test("an edit that contradicts another row puts both into quarantine", async () => {
    const id = await checkedBatch("students", [studentTable([makeStudentCells(20), makeStudentCells(21)])]);
    const [, second] = await db().importRow.findMany({
      where: { batchId: id },
      orderBy: { position: "asc" },
    });
    expect(await edit(second, { nationalId: makeStudentCells(20).id })).toMatchObject({
      ok: true,
      value: { status: "QUARANTINED" },
    });
    expect(await batchOf(id)).toMatchObject({ status: "NEEDS_REVIEW", quarantinedRows: 2 });
  });

  test("left behind by an applied batch it is applied as soon as it holds", async () => {
    const [good, bad] = [makeStudentCells(30), makeStudentCells(31, { edu: "?" })];
    const id = await checkedBatch("students", [studentTable([good, bad])]);
    expect(await applyBatch(id)).toBe("NEEDS_REVIEW");
    expect(await applyBatch(id, { skipQuarantined: true })).toBe("APPLIED_WITH_REJECTS");
    const [left] = await openRows(id);
    expect(await edit(left, { eduStatus: "1" })).toMatchObject({
      ok: true,
      value: { status: "APPLIED", batchState: "APPLIED" },
    });
    expect(await studentOf(bad.id)).toMatchObject({ eduStatus: 1 });
    expect(await batchOf(id)).toMatchObject({ newRows: 2, quarantinedRows: 0, appliedRows: 2 });
    expect(await edit(left && { ...left, version: 2 }, { eduStatus: "0" })).toMatchObject({
      reason: "BATCH_LOCKED",
    });
  });

  test("every edit is audited without a word of the person", async () => {
    const [entry] = await db().auditLog.findMany({
      where: { action: "intake.row.edit" },
      orderBy: { id: "desc" },
      take: 1,
    });
    expect(entry?.diff).toEqual({ rowNo: 3, fields: ["eduStatus"] });
  });
});

describe("the same person again", () => {
  const bad = makeStudentCells(40, { status: "2" });
  const open = async () =>
    (await db().importRow.findMany({ where: { status: "QUARANTINED", naturalKey: bad.id } })).length;

  test("is listed once: the newest quarantined row stands, and comes back when its batch is cancelled", async () => {
    const first = await checkedBatch("students", [studentTable([bad])]);
    const second = await checkedBatch("students", [studentTable([bad])]);
    expect(await open()).toBe(1);
    expect(await openRows(first)).toHaveLength(0);
    await cancelBatch(operator, { batchId: second });
    expect(await openRows(first)).toHaveLength(1);
  });

  test("a good row that is applied closes the quarantined one", async () => {
    await done(take("students", studentTable([makeStudentCells(40)])));
    expect(
      await db().importRow.count({
        where: { status: "QUARANTINED", naturalKey: bad.id, batch: { status: { not: "CANCELLED" } } },
      }),
    ).toBe(0);
  });
});
