import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { cancelBatch, startApply, startValidate } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { checkBatchSchema } from "@/lib/intake/schema";
import { runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import {
  batchOf,
  checkedBatch,
  done,
  MANAGERS,
  makeStudentCells,
  mentorTable,
  operator,
  studentTable,
  take,
} from "./files";

useDatabase();

const statuses = async (batchId: string) =>
  (await db().importRow.findMany({ where: { batchId }, orderBy: { position: "asc" } })).map(
    ({ status }) => status,
  );

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

describe("people of some centres", () => {
  const golestan = actorOf("OPERATOR", { centers: [1] }) as typeof operator;

  test("bring mentors of a manager who has other centres too, and apply them", async () => {
    await done(take("managers", MANAGERS));
    const table = mentorTable([[601, "پشتیبان ۲", "زن", "سارا کریمی", "عادی", "3", 0, 1, 60, ""]]);
    const batchId = await checkedBatch("mentors", [table], { actor: golestan });
    expect(await batchOf(batchId)).toMatchObject({ status: "READY", centers: [1], newRows: 1 });
    expect(await startApply(golestan, { batchId })).toMatchObject({ ok: true });
    await db().job.updateMany({ where: { subjectId: batchId }, data: { state: "DONE" } });
    await cancelBatch(golestan, { batchId });
  });

  test("close no rows of other centres", async () => {
    const wrong = studentTable([makeStudentCells(100, { center: "0", group: "102" })]);
    const theirs = await checkedBatch("students", [wrong]);
    await checkedBatch("students", [wrong], { actor: golestan });
    expect(await statuses(theirs)).toEqual(["QUARANTINED"]);
  });
});

describe("a row in quarantine that comes again", () => {
  const wrong = (n: number) => studentTable([makeStudentCells(n, { group: "102" })]);

  test("waits in the newest batch only, and again in the older one when the newest leaves", async () => {
    const a = await checkedBatch("students", [wrong(110)]);
    const b = await checkedBatch("students", [wrong(110)]);
    const c = await checkedBatch("students", [wrong(110)]);
    expect(await Promise.all([a, b, c].map(statuses))).toEqual([
      ["SUPERSEDED"],
      ["SUPERSEDED"],
      ["QUARANTINED"],
    ]);
    await cancelBatch(operator, { batchId: b });
    expect(await Promise.all([a, c].map(statuses))).toEqual([["SUPERSEDED"], ["QUARANTINED"]]);
    await cancelBatch(operator, { batchId: c });
    expect(await statuses(a)).toEqual(["QUARANTINED"]);
  });

  test("is open again when the newer batch is stopped in a check", async () => {
    const a = await checkedBatch("students", [wrong(120)]);
    const b = await checkedBatch("students", [wrong(120)]);
    expect(await statuses(a)).toEqual(["SUPERSEDED"]);
    const again = await startValidate(operator, { batchId: b });
    await db().importBatch.update({ where: { id: b }, data: { cancelRequested: true } });
    if (again.ok) await runJobHere(intakeJobs, again.value.jobId);
    expect(await batchOf(b)).toMatchObject({ status: "CANCELLED" });
    expect(await statuses(a)).toEqual(["QUARANTINED"]);
  });
});
