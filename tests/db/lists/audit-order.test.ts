import { beforeAll, expect, test } from "vitest";
import { recordAudit } from "@/lib/auth/audit";
import { inTx } from "@/lib/db/tx";
import { auditAsked } from "@/lib/lists/asked";
import { SPECS } from "@/lib/lists/pages";
import { listAudit, openAudit } from "@/lib/reporting/audit/queries";
import { readView } from "@/lib/shared/view";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();
const admin = actorOf("ADMIN");
const WRITTEN = ["1", "2", "3", "4", "5"];

beforeAll(async () => {
  for (const resourceId of WRITTEN)
    await inTx((tx) =>
      recordAudit(tx, admin, { action: "test.order", resourceType: "group", resourceId, diff: {} }),
    );
});

const asked = (sort: string) => ({
  ...auditAsked(readView({ sort, action: "test.order" }, SPECS.audit), new Date()),
  size: 2,
});
/** The log page by page, as its links lead. */
const walk = async (sort: string, cursor: "before" | "after"): Promise<string[][]> => {
  const pages: string[][] = [];
  for (let at: string | null | undefined; at !== null; ) {
    const { rows, next }: Awaited<ReturnType<typeof listAudit>> = await listAudit(admin, {
      ...asked(sort),
      [cursor]: at,
    });
    pages.push(rows.map(({ resourceId }) => resourceId));
    at = next;
  }
  return pages;
};

test("the audit log is read from either end, no entry twice and none left out", async () => {
  expect(await walk("-at", "before")).toEqual([["5", "4"], ["3", "2"], ["1"]]);
  expect(await walk("at", "after")).toEqual([["1", "2"], ["3", "4"], ["5"]]);
});

test("a file of the log stands in the order of its page", async () => {
  for (const [sort, expected] of [
    ["-at", [...WRITTEN].reverse()],
    ["at", WRITTEN],
  ] as const) {
    const { total, pages } = await openAudit(admin, asked(sort));
    const found: string[] = [];
    for await (const page of pages) found.push(...page.map(({ resourceId }) => resourceId));
    expect({ total, found }).toEqual({ total: 5, found: expected });
  }
});
