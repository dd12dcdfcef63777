import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
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
