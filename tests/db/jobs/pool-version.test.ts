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

test("older changes are swept, and whatever is swept no state has the name of an earlier one", async () => {
  const seen = new Set([await readPoolVersion()]);
  for (const round of [1, 2, 3]) {
    await db().$executeRaw`DELETE FROM managers WHERE FALSE`;
    await db().$executeRaw`DELETE FROM mentor_schools WHERE FALSE`;
    seen.add(await readPoolVersion());
    await db().$executeRaw`UPDATE pool_changes SET at = now() - interval '25 hours'`;
    expect(await forgetPoolChanges()).toBeGreaterThan(0);
    expect(await db().poolChange.count()).toBe(1);
    seen.add(await readPoolVersion());
    expect(seen.size).toBe(1 + 2 * round);
  }
});

test("a table that somebody empties names another state each time", async () => {
  const seen = new Set<string>();
  for (const _round of [1, 2]) {
    await db().$executeRaw`DELETE FROM managers WHERE FALSE`;
    seen.add(await readPoolVersion());
    await db().$executeRaw`DELETE FROM pool_changes`;
    seen.add(await readPoolVersion());
  }
  expect(seen.size).toBe(4);
});

test("changes of the last day stay", async () => {
  await db().$executeRaw`DELETE FROM managers WHERE FALSE`;
  const before = await db().poolChange.count({ where: { at: { gt: new Date(Date.now() - 3_600_000) } } });
  await forgetPoolChanges();
  expect(await db().poolChange.count()).toBeGreaterThanOrEqual(before);
});
