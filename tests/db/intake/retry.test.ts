import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { retryRows } from "@/lib/intake/retry/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  addGroup,
  applyBatch,
  batchOf,
  checkedBatch,
  makeStudentCells,
  manyStudents,
  operator,
  studentTable,
} from "./files";

useDatabase();

const golestan = actorOf("OPERATOR", { centers: [1] });
const sadra = actorOf("OPERATOR", { centers: [2] });
const unknown = { kind: "students", code: "GROUP_UNKNOWN" } as const;
const good = (n: number) => makeStudentCells(n, { center: "1" });
const studentOf = (nationalId: string) => db().student.findUnique({ where: { nationalId } });

test("all rows of a filter pass the check again after a list has grown, in open and in applied batches", async () => {
  const [early, late, other] = [
    makeStudentCells(601, { center: "1", group: "777" }),
    makeStudentCells(602, { center: "1", group: "777" }),
    makeStudentCells(603, { center: "1", group: "778" }),
  ];
  const applied = await checkedBatch("students", [studentTable([early, good(604), good(605)])]);
  await applyBatch(applied, { skipQuarantined: true });
  const open = await checkedBatch("students", [studentTable([late, other])]);

  const before = await retryRows(operator, unknown);
  expect(before).toMatchObject({ value: { checked: 3, ready: 0, applied: 0, waiting: 3, skipped: 0 } });
  await addGroup(777);
  expect(await retryRows(sadra, unknown)).toMatchObject({ value: { checked: 0, skipped: 0 } });
  expect(await retryRows(golestan, unknown)).toMatchObject({
    ok: true,
    value: { checked: 3, ready: 1, applied: 1, waiting: 1, skipped: 0, left: 0, next: null },
  });
  expect(await batchOf(applied)).toMatchObject({ status: "APPLIED", quarantinedRows: 0, newRows: 3 });
  expect(await batchOf(open)).toMatchObject({ status: "NEEDS_REVIEW", quarantinedRows: 1, newRows: 1 });
  expect(await studentOf(early.id)).toMatchObject({ groupCode: 777 });
  expect(await studentOf(late.id)).toBeNull();
  const entries = await db().auditLog.findMany({
    where: { action: "intake.row.retry", resourceId: applied },
  });
  expect(entries.map(({ diff }) => diff)).toContainEqual({ checked: 1, ready: 0, applied: 1 });
});

test("a click takes 500 rows and says where the next one goes on", async () => {
  const rows = manyStudents(520).map((cells) => ({ ...cells, group: "779" }));
  const id = await checkedBatch("students", [studentTable(rows)]);
  const start = await db().importRow.findFirstOrThrow({ where: { batchId: id }, orderBy: { id: "asc" } });
  await addGroup(779);
  const first = await retryRows(operator, { ...unknown, after: String(start.id - 1n) });
  expect(first).toMatchObject({ ok: true, value: { checked: 500, ready: 500, left: 20 } });
  expect(await batchOf(id)).toMatchObject({ status: "NEEDS_REVIEW" });
  const after = first.ok ? first.value.next : null;
  expect(await retryRows(operator, { ...unknown, after })).toMatchObject({
    value: { checked: 20, ready: 20, left: 0, next: null },
  });
  expect(await batchOf(id)).toMatchObject({ status: "READY", quarantinedRows: 0 });
});

test("rows of a batch that is applied already are left alone while the pool is taken", async () => {
  const cells = makeStudentCells(640, { center: "1", group: "780" });
  const id = await checkedBatch("students", [studentTable([cells, good(641)])]);
  await applyBatch(id, { skipQuarantined: true });
  await addGroup(780);
  const hold = (holderId: string | null, holderKind: string | null) =>
    db().poolLock.update({ where: { id: 1 }, data: { holderId, holderKind, since: new Date() } });
  await hold(crypto.randomUUID(), "RUN");
  expect(await retryRows(golestan, unknown)).toMatchObject({ value: { skipped: 1, applied: 0 } });
  expect(await studentOf(cells.id)).toBeNull();
  await hold(null, null);
  expect(await retryRows(golestan, unknown)).toMatchObject({ value: { skipped: 0, applied: 1 } });
});

test("a click for many lets in no centre the uploader may not write", async () => {
  const cells = makeStudentCells(650, { center: "2" });
  const id = await checkedBatch("students", [studentTable([cells, makeStudentCells(651, { center: "1" })])]);
  await db().importBatch.update({ where: { id }, data: { scope: [1] } });
  await db().importRow.updateMany({
    where: { batchId: id, naturalKey: cells.id },
    data: { status: "QUARANTINED" },
  });
  await retryRows(operator, { kind: "students" });
  const row = await db().importRow.findFirstOrThrow({
    where: { batchId: id, naturalKey: cells.id },
    include: { issues: true },
  });
  expect(row.status).toBe("QUARANTINED");
  expect(row.issues.map(({ code }) => code)).toContain("CENTER_OUT_OF_SCOPE");
});
