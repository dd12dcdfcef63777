import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { operationOf, queryMetrics } from "@/lib/db/query-time";
import { inTx } from "@/lib/db/tx";
import { useDatabase } from "../../support/db";

useDatabase();

const countOf = async (operation: string): Promise<number> => {
  const line = new RegExp(`^db_query_duration_seconds_count\\{operation="${operation}"\\} (\\d+)$`, "m");
  return Number(line.exec(await queryMetrics())?.[1] ?? 0);
};

test("statements are timed in and out of transactions, refused ones too, by kind and nothing else", async () => {
  const before = {
    select: await countOf("select"),
    commit: await countOf("commit"),
    update: await countOf("update"),
  };
  await db().center.findMany();
  await inTx((tx) => tx.$executeRaw`UPDATE pool_lock SET id = id`);
  await expect(db().$queryRaw`SELECT 1 / 0`).rejects.toThrow();
  expect(await countOf("select")).toBeGreaterThanOrEqual(before.select + 3);
  expect(await countOf("update")).toBe(before.update + 1);
  expect(await countOf("commit")).toBe(before.commit + 1);
  const labels = new Set([...(await queryMetrics()).matchAll(/operation="(\w+)"/g)].map((found) => found[1]));
  for (const label of labels) expect(operationOf(`${label} `)).toBe(label === "other" ? "other" : label);
});

test("a client that is disconnected closes its connections", async () => {
  const { disconnectDb } = await import("@/lib/db/client");
  await db().$queryRaw`SELECT 1`;
  await disconnectDb();
  const [row] = await db().$queryRaw<[{ n: number }]>`
    SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'takhsis'`;
  expect(row.n).toBe(1);
});
