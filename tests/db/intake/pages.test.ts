import { describe, expect, test } from "vitest";
import { newId } from "@/lib/db/digest";
import { listQuarantine } from "@/lib/intake/queue/queries";
import { getBatchSheet, listBatches, listBatchIssues, listBatchRows } from "@/lib/intake/review/queries";
import type { RowView } from "@/lib/intake/review/sql";
import { editRow } from "@/lib/intake/row/commands";
import { findStudents } from "@/lib/student/directory/queries";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  applyBatch,
  batchOf,
  checkedBatch,
  done,
  makeStudentCells,
  manyStudents,
  nationalIdOf,
  operator,
  studentTable,
  take,
} from "./files";

useDatabase();

const auditor = actorOf("AUDITOR");
const _person = actorOf("OPERATOR", { id: newId() });
const golestan = actorOf("OPERATOR", { centers: [1] });
const sadra = actorOf("MANAGER", { centers: [2] });
const page = { offset: 0, size: 100 };
const oldest = { sort: { key: "age", desc: false }, filters: {}, ...page } as const;
const newest = { sort: { key: "number", desc: true }, filters: {}, ...page } as const;

const rowsOf = (batchId: string, show: RowView, staff = auditor) =>
  listBatchRows(staff, { batchId, show, ...page });

/** Twelve good students of the three centres (four each), one of centre 1 without a group, one of no known centre. */
const withTwoBad = () =>
  studentTable([
    ...manyStudents(12),
    makeStudentCells(13, { center: "1", group: "نجوم" }),
    makeStudentCells(14, { center: "شیراز", id: "123" }),
  ]);

describe("the rows of a batch", () => {
  test("by what they do are together all rows, each with the file's own row number", async () => {
    await done(take("students", studentTable(manyStudents(4)), { acceptValid: true }));
    const changed = makeStudentCells(2, { mobile: "09359999999" });
    const table = studentTable([
      makeStudentCells(1),
      changed,
      ...manyStudents(6).slice(4),
      makeStudentCells(9, { group: "نجوم" }),
    ]);
    const batchId = await checkedBatch("students", [table]);
    const views = await Promise.all(
      (["all", "new", "changed", "unchanged", "quarantined"] as const).map((show) => rowsOf(batchId, show)),
    );
    expect(views.map(({ total }) => total)).toEqual([5, 2, 1, 1, 1]);
    expect(views[0]?.rows.map(({ rowNo }) => rowNo)).toEqual([2, 3, 4, 5, 6]);
    expect(views[2]?.rows[0]?.changes).toEqual({ mobile: ["09120000002", "09359999999"] });
    expect(views[4]?.rows[0]?.issues).toContainEqual(
      expect.objectContaining({ code: "GROUP_UNKNOWN", field: "groupCode", column: "E" }),
    );
  });

  test("about people of other centres, or of no readable one, are not shown", async () => {
    const batchId = await checkedBatch("students", [withTwoBad()]);
    expect((await rowsOf(batchId, "all")).total).toBe(14);
    const seen = await rowsOf(batchId, "all", golestan);
    expect(seen.total).toBe(5);
    expect(seen.rows.every(({ centerCode }) => centerCode === 1)).toBe(true);
    const quarantined = async (staff: typeof auditor) =>
      (await listBatchIssues(staff, batchId)).filter(({ severity }) => severity === "quarantine");
    expect(await quarantined(golestan)).toEqual([{ code: "GROUP_UNKNOWN", severity: "quarantine", rows: 1 }]);
    expect((await quarantined(auditor)).map(({ code }) => code)).toEqual([
      "GROUP_UNKNOWN",
      "NID_FORMAT",
      "REG_CENTER_UNKNOWN",
    ]);
  });

  test("of a batch out of sight are none, and the batch is not there", async () => {
    const batchId = await checkedBatch("students", [studentTable([makeStudentCells(1, { center: "1" })])]);
    expect(await getBatchSheet(sadra, batchId)).toBeNull();
    expect(await rowsOf(batchId, "all", sadra)).toEqual({ rows: [], total: 0 });
    expect(await listBatchIssues(sadra, batchId)).toEqual([]);
    expect((await listBatches(sadra, newest)).rows.map(({ id }) => id)).not.toContain(batchId);
    expect(await getBatchSheet(golestan, batchId)).toMatchObject({ id: batchId, owned: true });
  });
});

describe("the sheet of a batch", () => {
  test("tells where the same bytes came before, and who may change it", async () => {
    const table = studentTable(manyStudents(3));
    const first = await checkedBatch("students", [table]);
    const again = await checkedBatch("students", [table]);
    const [earlier, later] = await Promise.all([
      getBatchSheet(auditor, first),
      getBatchSheet(golestan, again),
    ]);
    expect(earlier?.files[0]?.known).toBeNull();
    expect(later?.files[0]?.known).toMatchObject({ batchId: first, number: earlier?.number });
    expect(later?.owned).toBe(false);
  });

  test("holds the brake of a mass change with its numbers", async () => {
    await done(take("students", studentTable(manyStudents(30)), { acceptValid: true }));
    const moved = manyStudents(30).map((cells, i) => (i < 4 ? { ...cells, group: "5" } : cells));
    const batchId = await checkedBatch("students", [studentTable(moved)]);
    expect((await getBatchSheet(auditor, batchId))?.brake).toMatchObject({ changed: 4, missing: 0 });
    expect((await batchOf(batchId)).status).toBe("READY");
  });
});

describe("the quarantine", () => {
  test("lists open rows over all batches until they are fixed or rejected, those of one's centres", async () => {
    const cells = makeStudentCells(500, { center: "1", group: "نجوم" });
    const batchId = await checkedBatch("students", [studentTable([cells, ...manyStudents(2)])]);
    await applyBatch(batchId, { skipQuarantined: true });
    const waiting = await listQuarantine(golestan, oldest);
    const row = waiting.rows.find((one) => one.batchId === batchId);
    expect(row).toMatchObject({ naturalKey: nationalIdOf(100_000_500), batch: { kind: "students" } });
    expect(waiting.codes).toContain("GROUP_UNKNOWN");
    expect((await listQuarantine(sadra, oldest)).rows.map((one) => one.batchId)).not.toContain(batchId);
    await editRow(operator, { rowId: row?.id ?? "", version: row?.version ?? 0, cells: { groupCode: "3" } });
    const left = await listQuarantine(golestan, oldest);
    expect(left.rows.map((one) => one.batchId)).not.toContain(batchId);
  });
});

test("a student is found by name, national id or counter, shown masked, and only within one's centres", async () => {
  const cells = makeStudentCells(700, { center: "1", first: "نیک‌رخ", last: "پورسینا", counter: "543570700" });
  await done(take("students", studentTable([cells]), { acceptValid: true }));
  for (const text of ["نيك‌رخ", "نیکرخ", "پورسينا", nationalIdOf(100_000_700), "۵۴۳۵۷۰۷۰۰"]) {
    const found = await findStudents(golestan, { text });
    expect(found.value.map(({ title }) => title)).toEqual(["نیک‌رخ پورسینا"]);
    expect(found.value[0]?.facts.join(" ")).not.toContain(nationalIdOf(100_000_700));
    expect(found.value[0]?.href).not.toMatch(/\d{9,10}$/);
  }
  expect((await findStudents(sadra, { text: "پورسینا" })).value).toEqual([]);
});
