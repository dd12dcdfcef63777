import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { startValidate } from "@/lib/intake/batch/commands";
import { checkBatchSchema } from "@/lib/intake/schema";
import { useDatabase } from "../../support/db";
import { batchOf, checkedBatch, done, MANAGERS, mentorTable, operator, take } from "./files";

useDatabase();

describe("a choice about loads", () => {
  test("a day counts until its end in Tehran, and never into the future", async () => {
    await done(take("managers", MANAGERS));
    const batchId = await checkedBatch("mentors", [
      mentorTable([[501, "پشتیبان ۱", "زن", "رضا بهرامی", "عادی", "3", 0, 10, 60, ""]]),
    ]);
    await startValidate(operator, checkBatchSchema.parse({ batchId, loadsInclude: "2025-09-01" }));
    expect((await batchOf(batchId)).loadsInclude).toEqual(new Date("2025-09-01T20:29:59.999Z"));
    await db().importBatch.update({ where: { id: batchId }, data: { status: "READY" } });
    await startValidate(operator, checkBatchSchema.parse({ batchId, loadsInclude: "2199-01-01" }));
    expect((await batchOf(batchId)).loadsInclude?.getTime()).toBeLessThanOrEqual(Date.now());
  });
});
