import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { chooseSecondPerson } from "@/lib/intake/brake/commands";
import { retryRows } from "@/lib/intake/retry/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  addGroup,
  applyBatch,
  batchOf,
  checkedBatch,
  done,
  fingerprint,
  makeStudentCells,
  manyStudents,
  operator,
  studentTable,
  take,
} from "./files";

useDatabase();

const uploader = actorOf("OPERATOR", { id: newId(), name: "نرگس" });
const colleague = actorOf("OPERATOR", { id: newId(), name: "سارا" });
const filter = { kind: "students", code: "GROUP_UNKNOWN" } as const;

/** Thirty students are stored; five of them wait in an applied batch for a group that nobody knows. */
const waitingChanges = async (group: number, actor = operator) => {
  const rows = manyStudents(30);
  const changed = rows.slice(0, 5).map((cells) => ({ ...cells, group: String(group) }));
  const fresh = makeStudentCells(900 + group);
  const batchId = await checkedBatch("students", [studentTable([...changed, fresh])], { actor });
  await applyBatch(batchId, { skipQuarantined: true });
  expect(await batchOf(batchId)).toMatchObject({ status: "APPLIED_WITH_REJECTS", quarantinedRows: 5 });
  await addGroup(group);
  return batchId;
};

test("rows of an applied batch that would change a tenth of what is stored wait for an explicit word", async () => {
  await done(take("students", studentTable(manyStudents(30))));
  const batchId = await waitingChanges(777);
  const before = await fingerprint();
  const { number } = await batchOf(batchId);
  const braked = await retryRows(operator, filter);
  expect(braked).toMatchObject({
    ok: true,
    value: {
      checked: 0,
      applied: 0,
      left: 0,
      braked: [{ batchId, number, rows: 5, changed: 5, alone: false }],
    },
  });
  expect(await fingerprint()).toBe(before);
  expect(await batchOf(batchId)).toMatchObject({ quarantinedRows: 5 });
  expect(await retryRows(operator, { ...filter, confirmMassChange: true })).toMatchObject({
    value: { checked: 5, applied: 5, braked: [] },
  });
  const entry = await db().auditLog.findFirst({
    where: { action: "intake.row.retry", resourceId: batchId },
    orderBy: { id: "desc" },
  });
  expect(entry?.diff).toMatchObject({ applied: 5, confirmMassChange: true });
});

test("many small clicks are no way around it: what was stored late before counts too", async () => {
  const batchId = await waitingChanges(778);
  const ids = (
    await db().importRow.findMany({ where: { batchId, status: "QUARANTINED" }, orderBy: { id: "asc" } })
  ).map(({ id }) => String(id));
  const one = (i: number) => retryRows(operator, { ids: ids.slice(i, i + 1) });
  for (const i of [0, 1, 2]) expect(await one(i)).toMatchObject({ value: { applied: 1, braked: [] } });
  expect(await one(3)).toMatchObject({ value: { applied: 0, braked: [{ rows: 1, changed: 4 }] } });
  await retryRows(operator, { ids: ids.slice(3), confirmMassChange: true });
});

test("where the setting asks for a second person, the uploader's own word is not enough", async () => {
  await chooseSecondPerson(actorOf("ADMIN", { id: newId() }), { needed: true });
  const batchId = await waitingChanges(779, uploader);
  const word = { batch: batchId, confirmMassChange: true };
  expect(await retryRows(uploader, word)).toMatchObject({ value: { applied: 0, braked: [{ alone: true }] } });
  expect(await retryRows(colleague, word)).toMatchObject({ value: { applied: 5, braked: [] } });
});
