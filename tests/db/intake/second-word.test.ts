import { beforeAll, expect, test } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { startApply } from "@/lib/intake/batch/commands";
import { chooseSecondPerson } from "@/lib/intake/brake/commands";
import { listAwaitingWord } from "@/lib/intake/brake/word/queries";
import { BATCHES_VIEW } from "@/lib/intake/review/ledger";
import { listBatches } from "@/lib/intake/review/queries";
import { needLinks } from "@/lib/reporting/home/links";
import { getAttention } from "@/lib/reporting/home/queries";
import { listNotices } from "@/lib/reporting/notice/queries";
import { readView } from "@/lib/shared/view";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { checkedBatch, done, manyStudents, studentTable, take } from "./files";

useDatabase();

const createPerson = async (role: Role, centers: number[] = []) => {
  const id = newId();
  const createdAt = new Date(Date.now() - 3_600_000);
  await db().user.create({
    data: { id, username: id, name: "کارمند", passwordHash: "none", role, centers, createdAt },
  });
  return actorOf(role, { id, centers });
};

const admin = actorOf("ADMIN", { id: newId() });
const regrouped = (group: string) => manyStudents(30).map((cells) => ({ ...cells, group }));
const ofMe = { sort: { key: "number", desc: true }, offset: 0, size: 25, filters: { waits: "me" } } as const;

beforeAll(async () => {
  await done(take("students", studentTable(manyStudents(30))));
});

test("a mass change is news, a number and a list for whoever may give the second word, and for nobody else", async () => {
  const [uploader, colleague] = [await createPerson("OPERATOR"), await createPerson("OPERATOR")];
  const [auditor, elsewhere] = [await createPerson("AUDITOR"), await createPerson("OPERATOR", [2])];
  const batchId = await checkedBatch("students", [studentTable(regrouped("5"))], { actor: uploader });
  expect(await listAwaitingWord(colleague)).toEqual([]);
  await chooseSecondPerson(admin, { needed: true });

  const awaiting = await listAwaitingWord(colleague);
  expect(awaiting).toMatchObject([{ batchId, changes: 30 }]);
  expect(await listNotices(colleague, awaiting)).toMatchObject([
    { kind: "SECOND_PERSON", subject: "batch", subjectId: batchId, count: 30, fresh: true },
  ]);
  expect((await getAttention(colleague, awaiting)).notices).toBe(1);
  expect((await listBatches(colleague, ofMe)).rows.map(({ id }) => id)).toEqual([batchId]);
  const link = new URL(needLinks({ waitingYear: 1404 }).awaitingWord, "http://localhost");
  const behind = readView(Object.fromEntries(link.searchParams), BATCHES_VIEW);
  expect((await listBatches(colleague, behind)).total).toBe(awaiting.length);
  for (const other of [uploader, auditor, elsewhere]) {
    expect(await listAwaitingWord(other)).toEqual([]);
    expect(await listBatches(other, ofMe)).toEqual({ rows: [], total: 0 });
  }

  expect(await startApply(colleague, { batchId, confirmMassChange: true })).toMatchObject({ ok: true });
  expect(await listAwaitingWord(colleague)).toEqual([]);
});

test("a change under the brake waits for nobody", async () => {
  const uploader = await createPerson("OPERATOR");
  const few = manyStudents(30).map((cells, i) => (i < 2 ? { ...cells, group: "7" } : cells));
  await checkedBatch("students", [studentTable(few)], { actor: uploader });
  await chooseSecondPerson(admin, { needed: true });
  expect(await listAwaitingWord(await createPerson("OPERATOR"))).toEqual([]);
});
