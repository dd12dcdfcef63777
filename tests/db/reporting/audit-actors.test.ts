import { expect, test } from "vitest";
import { recordAudit } from "@/lib/auth/audit";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { listAudit, listAuditActors } from "@/lib/reporting/audit/queries";
import { byPersianName } from "@/lib/shared/text";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();
const auditor = actorOf("AUDITOR");
const LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
const lettersOf = (n: number) => `${LETTERS[n % LETTERS.length]}${LETTERS[n % 7]} ${n}`;

/** People who signed in once, one a minute, the first of them first. */
const storePeople = async (count: number): Promise<{ id: string; name: string }[]> => {
  const people = Array.from({ length: count }, (_, n) => ({ id: newId(), name: lettersOf(n) }));
  await db().user.createMany({
    data: people.map(({ id, name }) => ({ id, username: id, name, passwordHash: "none", role: "OPERATOR" })),
  });
  const start = Date.UTC(2026, 0, 1);
  await db().session.createMany({
    data: people.map(({ id }, n) => {
      const lastSeenAt = new Date(start + n * 60_000);
      return { id: newId(), userId: id, lastSeenAt, expiresAt: lastSeenAt };
    }),
  });
  return people;
};
const act = (actor: Parameters<typeof recordAudit>[1]) =>
  inTx((tx) => recordAudit(tx, actor, { action: "test.act", resourceType: "group", resourceId: "1" }));

test("of more than a thousand people the filter of the log offers those who appeared last, in Persian order", async () => {
  const people = await storePeople(1_005);
  const found = await listAuditActors(auditor);
  expect(new Set(found.map(({ value }) => value))).toEqual(new Set(people.slice(5).map(({ id }) => id)));
  const names = found.map(({ name }) => name);
  expect(names).toEqual([...names].sort(byPersianName));
});

test("the filter of the log offers a person once, by the present name, background work by its own, and nobody who never came", async () => {
  const [person] = await storePeople(1);
  if (!person) throw new Error("one person was stored");
  await db().user.create({
    data: { id: newId(), username: "never", name: "هرگز", passwordHash: "none", role: "OPERATOR" },
  });
  await act(actorOf("OPERATOR", { ...person, name: "نام پیشین" }));
  await act(systemActor("cli"));
  const found = await listAuditActors(auditor);
  expect(found.filter(({ name }) => name === "هرگز" || name === "نام پیشین")).toEqual([]);
  expect(found).toEqual(
    expect.arrayContaining([
      { value: person.id, name: person.name },
      { value: "cli", name: "cli" },
    ]),
  );
  expect(found.filter(({ value }) => value === person.id)).toHaveLength(1);
  for (const actorKey of [person.id, "cli"])
    expect((await listAudit(auditor, { actorKey, size: 10 })).rows).toHaveLength(1);
});
