import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { startApply } from "@/lib/intake/batch/commands";
import { chooseSecondPerson } from "@/lib/intake/brake/commands";
import { getBatchSheet } from "@/lib/intake/review/queries";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { checkedBatch, done, manyStudents, studentTable, take } from "./files";

useDatabase();

const uploader = actorOf("OPERATOR", { id: newId(), name: "نرگس" });
const colleague = actorOf("OPERATOR", { id: newId(), name: "سارا" });
const admin = actorOf("ADMIN", { id: newId() });

test("where the setting says so, a mass change is confirmed by somebody else than the uploader, and the audit says who", async () => {
  await done(take("students", studentTable(manyStudents(30))));
  const moved = manyStudents(30).map((cells) => ({ ...cells, group: "5" }));
  const batchId = await checkedBatch("students", [studentTable(moved)], { actor: uploader });
  await chooseSecondPerson(admin, { needed: true });
  const word = { batchId, confirmMassChange: true };
  expect((await getBatchSheet(uploader, batchId))?.brake).toMatchObject({ alone: true });
  expect(await startApply(uploader, word)).toMatchObject({ ok: false, reason: "SECOND_PERSON" });
  expect(await startApply(colleague, { batchId })).toMatchObject({ ok: false, reason: "MASS_CHANGE" });
  expect((await getBatchSheet(colleague, batchId))?.brake).toMatchObject({ alone: false });
  expect(await startApply(colleague, word)).toMatchObject({ ok: true });
  const entry = await db().auditLog.findFirst({
    where: { resourceId: batchId, action: "intake.batch.start-apply" },
  });
  expect(entry).toMatchObject({ actorId: colleague.id, diff: { confirmMassChange: true } });
});

test("without the setting the uploader's own word is enough", async () => {
  await chooseSecondPerson(admin, { needed: false });
  const moved = manyStudents(30).map((cells) => ({ ...cells, group: "7" }));
  const batchId = await checkedBatch("students", [studentTable(moved)], { actor: uploader });
  expect(await startApply(uploader, { batchId, confirmMassChange: true })).toMatchObject({ ok: true });
  expect(await db().auditLog.count({ where: { action: "intake.brake.choose" } })).toBe(2);
});
