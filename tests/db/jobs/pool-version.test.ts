import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { forgetPoolChanges, readPoolVersion } from "@/lib/jobs/pool-version";
import { useDatabase } from "../../support/db";

useDatabase();

/** What a snapshot, the waiting queue and the utilization are made of. Source: Contracts §3. */
const TABLES = [
  '"دانش_آموزان"',
  '"تخصیص_ها"',
  '"منتورها"',
  "mentor_allowed_groups",
  "mentor_allowed_centers",
  "mentor_schools",
  "managers",
  "manager_allowed_centers",
];

test.each(TABLES)("a statement on %s makes it another state of the pool", async (table) => {
  const before = await readPoolVersion();
  await db().$executeRawUnsafe(`DELETE FROM ${table} WHERE FALSE`);
  const after = await readPoolVersion();
  expect(after).not.toBe(before);
  expect(await readPoolVersion()).toBe(after);
});

test("a change is another state for others from its commit on, and none when it is taken back", async () => {
  const before = await readPoolVersion();
  const change = '"منتورها" SET "نام" = "نام"';
  await inTx(async (tx) => {
    await tx.$executeRawUnsafe(`UPDATE ${change}`);
    expect(await readPoolVersion()).toBe(before);
  });
  const after = await readPoolVersion();
  expect(after).not.toBe(before);
  const failed = inTx(async (tx) => {
    await tx.$executeRawUnsafe(`UPDATE ${change}`);
    throw new Error("taken back");
  });
  await expect(failed).rejects.toThrow("taken back");
  expect(await readPoolVersion()).toBe(after);
});

test("two who change the pool at once do not wait for each other", async () => {
  await inTx(async (one) => {
    await one.$executeRaw`DELETE FROM managers WHERE FALSE`;
    await inTx((other) => other.$executeRaw`DELETE FROM managers WHERE FALSE`, { lockTimeoutMs: 1_000 });
  });
});

test("changes of the last day stay when older ones are swept", async () => {
  await db().$executeRaw`DELETE FROM managers WHERE FALSE`;
  await db().$executeRaw`UPDATE pool_changes SET at = now() - interval '25 hours'`;
  await db().$executeRaw`DELETE FROM managers WHERE FALSE`;
  expect(await forgetPoolChanges()).toBeGreaterThan(0);
  expect(await db().poolChange.count()).toBe(1);
});
