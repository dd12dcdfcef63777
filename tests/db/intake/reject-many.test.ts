import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { queryMetrics } from "@/lib/db/query-time";
import { listQuarantine } from "@/lib/intake/queue/queries";
import { rejectRows } from "@/lib/intake/reject/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { checkedBatch, MANAGERS, makeStudentCells, studentTable } from "./files";

useDatabase();
const staff = actorOf("OPERATOR", { id: newId() });
const oldest = { sort: { key: "age", desc: false }, offset: 0, size: 100, filters: {} } as const;
const reason = "همه از فایل پارسال‌اند";

test("rows are left out together for one reason, each with its entry; one changed since it was seen stays and is named", async () => {
  await checkedBatch("managers", [MANAGERS]);
  await checkedBatch("students", [
    studentTable([1, 2, 3].map((n) => makeStudentCells(n, { group: "نجوم" }))),
  ]);
  const { rows } = await listQuarantine(staff, oldest);
  expect(rows).toHaveLength(3);
  const [changed] = rows;
  await db().importRow.update({
    where: { id: BigInt(changed?.id ?? 0) },
    data: { version: { increment: 1 } },
  });
  const seen = rows.map(({ id, version }) => ({ rowId: id, version }));
  const stranger = actorOf("OPERATOR", { centers: [99] });
  expect(await rejectRows(stranger, { rows: seen, reason })).toMatchObject({ value: { done: 0 } });

  const result = await rejectRows(staff, { rows: seen, reason });
  expect(result).toMatchObject({ value: { done: 2, left: [{ id: changed?.id, reason: "STALE_VERSION" }] } });
  expect(result.ok && result.value.left[0]?.name).toContain(`· ${changed?.rowNo}`);
  expect((await listQuarantine(staff, oldest)).rows.map(({ id }) => id)).toEqual([changed?.id]);
  const entries = await db().auditLog.findMany({ where: { action: "intake.row.reject" } });
  expect(entries.map(({ diff }) => diff)).toEqual([
    { rowNo: expect.any(Number), reason },
    { rowNo: expect.any(Number), reason },
  ]);
});

const badRows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => makeStudentCells(from + i, { group: "102" }));
const rowsOf = async (batchId: string) => {
  const rows = await db().importRow.findMany({ where: { batchId }, orderBy: { position: "asc" } });
  return rows.map(({ id, version }) => ({ rowId: String(id), version }));
};

/** Statements this process has sent so far. */
const countStatements = async (): Promise<number> => {
  const lines = (await queryMetrics()).matchAll(/^db_query_duration_seconds_count\{.*\} (\d+)$/gm);
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
};

test("forty rows of a batch are left out with as many statements as two", async () => {
  const statementsFor = async (from: number, count: number): Promise<number> => {
    const rows = await rowsOf(await checkedBatch("students", [studentTable(badRows(from, count))]));
    const before = await countStatements();
    expect(await rejectRows(staff, { rows, reason })).toMatchObject({ value: { done: count, left: [] } });
    return (await countStatements()) - before;
  };
  await statementsFor(10, 2);
  const few = await statementsFor(20, 2);
  expect(few).toBeGreaterThan(0);
  expect(await statementsFor(100, 40)).toBe(few);
});

test("a batch that is not given in time leaves its rows and hides nothing of the others, told in the order asked", async () => {
  const [free, held] = [
    await checkedBatch("students", [studentTable(badRows(200, 2))]),
    await checkedBatch("students", [studentTable(badRows(300, 2))]),
  ];
  await db().$executeRawUnsafe(`
    CREATE FUNCTION not_given() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'lock timeout' USING ERRCODE = '55P03'; END $$`);
  await db().$executeRawUnsafe(`
    CREATE TRIGGER not_given BEFORE UPDATE ON import_rows FOR EACH ROW
      WHEN (NEW.batch_id = '${held}') EXECUTE FUNCTION not_given()`);
  const [one, two] = await rowsOf(free);
  const [three, four] = await rowsOf(held);
  const nowhere = { rowId: "999999999", version: 1 };
  const rows = [three!, nowhere, one!, four!, { ...two!, version: 99 }];
  const result = await rejectRows(staff, { rows, reason });
  expect(result).toMatchObject({
    ok: true,
    value: {
      done: 1,
      left: [
        { id: three?.rowId, reason: "DB_UNAVAILABLE", name: "f1.xlsx · 2" },
        { id: nowhere.rowId, reason: "NOT_FOUND", name: "" },
        { id: four?.rowId, reason: "DB_UNAVAILABLE" },
        { id: two?.rowId, reason: "STALE_VERSION" },
      ],
    },
  });
  expect(await db().importRow.count({ where: { batchId: held, status: "QUARANTINED" } })).toBe(2);
  expect(await db().importRow.count({ where: { batchId: free, status: "REJECTED" } })).toBe(1);
});
