import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { startValidate } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { assignRows } from "@/lib/intake/queue/commands";
import { listOwners, listQuarantine } from "@/lib/intake/queue/queries";
import { runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { checkedBatch, makeStudentCells, operator, studentTable } from "./files";

useDatabase();

const PAGE = { sort: { key: "age", desc: false }, offset: 0, size: 100 } as const;
const createUser = (name: string, role: string, centers: number[], active = true) =>
  db().user.create({ data: { id: newId(), username: name, name, passwordHash: "-", role, centers, active } });
const strange = (n: number, center = "1") => makeStudentCells(n, { center, group: "777" });
const ownersOf = async (batchId: string) => {
  const rows = await db().importRow.findMany({ where: { batchId }, orderBy: { position: "asc" } });
  return rows.map(({ ownerId }) => ownerId);
};

test("rows are taken on, given to a person and given up: one by one, by filter, and the audit says who", async () => {
  const sara = await createUser("سارا", "OPERATOR", []);
  const actor = actorOf("OPERATOR", { id: sara.id, name: sara.name });
  const batchId = await checkedBatch("students", [studentTable([strange(1), strange(2), strange(3)])]);
  const { rows } = await listQuarantine(actor, { ...PAGE, filters: { batch: batchId } });
  expect(rows.map(({ owner }) => owner)).toEqual([null, null, null]);

  const mine = rows.slice(0, 2).map(({ id }) => id);
  expect(await assignRows(actor, { to: "me", ids: mine })).toEqual({
    ok: true,
    value: { done: 2, left: [] },
  });
  expect(await ownersOf(batchId)).toEqual([sara.id, sara.id, null]);
  const own = await listQuarantine(actor, { ...PAGE, filters: { owner: "me" } });
  expect(own.rows.map(({ id, owner }) => [id, owner?.name])).toEqual(mine.map((id) => [id, "سارا"]));
  expect((await listQuarantine(actor, { ...PAGE, filters: { owner: "nobody" } })).total).toBe(1);

  const reza = await createUser("رضا", "ADMIN", []);
  const all = { kind: "students", code: "GROUP_UNKNOWN", batch: batchId } as const;
  expect(await assignRows(actor, { to: reza.id, filter: all, except: mine.slice(1) })).toMatchObject({
    value: { done: 2 },
  });
  expect(await ownersOf(batchId)).toEqual([reza.id, sara.id, reza.id]);
  expect(await assignRows(actor, { to: "nobody", filter: { owner: reza.id } })).toMatchObject({
    value: { done: 2 },
  });
  expect(await ownersOf(batchId)).toEqual([null, sara.id, null]);
  const entries = await db().auditLog.findMany({
    where: { action: "intake.row.assign", resourceId: batchId },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ actorId, diff }) => [actorId, diff])).toEqual([
    [sara.id, { rows: 2, owner: { id: sara.id, name: "سارا" } }],
    [sara.id, { rows: 2, owner: { id: reza.id, name: "رضا" } }],
    [sara.id, { rows: 2, owner: null }],
  ]);
});

test("a row stays with its owner through a new check, and whoever answers for a row answers for the one that replaces it", async () => {
  const sara = await createUser("مینا", "OPERATOR", []);
  const [a, b] = [strange(11), strange(12)];
  const batchId = await checkedBatch("students", [studentTable([a, b])]);
  const [first] = await db().importRow.findMany({ where: { batchId }, orderBy: { position: "asc" } });
  await assignRows(operator, { to: sara.id, ids: [String(first?.id)] });
  const checking = await startValidate(operator, { batchId });
  if (!checking.ok) throw new Error(checking.reason);
  await runJobHere(intakeJobs, checking.value.jobId);
  expect(await ownersOf(batchId)).toEqual([sara.id, null]);

  const next = await checkedBatch("students", [studentTable([b, { ...a, last: "دیگر" }])]);
  expect(await ownersOf(next)).toEqual([null, sara.id]);
  expect(await db().importRow.count({ where: { batchId, status: "SUPERSEDED" } })).toBe(2);
});

test("nobody gives away rows of other centres, nor to whoever may not see them", async () => {
  const golestan = await createUser("گلی", "OPERATOR", [1]);
  const sadra = await createUser("صدرا", "OPERATOR", [2]);
  const gone = await createUser("رفته", "OPERATOR", [], false);
  const manager = await createUser("مدیر", "MANAGER", [1]);
  const actor = actorOf("OPERATOR", { id: golestan.id, name: golestan.name, centers: [1] });
  const batchId = await checkedBatch("students", [studentTable([strange(21), strange(22, "2")])]);
  const ids = (await db().importRow.findMany({ where: { batchId } })).map(({ id }) => String(id));

  // The batch spans both centres: it is in sight of one of them, and not theirs to change.
  expect(await assignRows(actor, { to: "me", ids })).toMatchObject({
    value: { done: 0, left: [{ reason: "CENTER_OUT_OF_SCOPE" }] },
  });
  expect(await assignRows(operator, { to: golestan.id, ids })).toMatchObject({
    value: { done: 1, left: [{ id: ids[1], name: "f1.xlsx · 3", reason: "CENTER_OUT_OF_SCOPE" }] },
  });
  for (const to of [gone.id, manager.id, newId()])
    expect(await assignRows(operator, { to, ids })).toMatchObject({ ok: false, reason: "NOT_FOUND" });
  expect(await assignRows(actor, { to: sadra.id, ids })).toMatchObject({ ok: false, reason: "NOT_FOUND" });
  expect(await assignRows(operator, { to: "me", ids })).toMatchObject({ ok: false, reason: "INVALID_INPUT" });
  expect((await listOwners(actor)).map(({ name }) => name)).not.toContain("صدرا");
  expect((await listOwners(operator)).map(({ name }) => name)).toEqual(
    expect.arrayContaining(["گلی", "صدرا"]),
  );
});
