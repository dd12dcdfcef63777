import { expect, test } from "vitest";
import { countBatchTabs, getBatchSheet, listBatchRows } from "@/lib/intake/review/queries";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { checkedBatch, done, MANAGERS, mentorTable, take } from "./files";

useDatabase();

const staff = actorOf("AUDITOR");
const mentor = (id: number, load: number, capacity: number) => [
  id,
  `پشتیبان ${id}`,
  "زن",
  "رضا بهرامی",
  "عادی",
  "3",
  0,
  load,
  capacity,
  "",
];

test("the tabs of warnings and loads say how many rows they list, a row with two warnings once", async () => {
  await done(take("managers", MANAGERS));
  await done(take("mentors", mentorTable([mentor(501, 10, 60), mentor(502, 20, 60), mentor(503, 5, 60)])));
  const table = mentorTable([mentor(501, 70, 60), mentor(502, 90, 60), mentor(503, 5, 60)]);
  const batchId = await checkedBatch("mentors", [table]);
  const batch = await getBatchSheet(staff, batchId);
  if (!batch) throw new Error("no batch");
  const listed = async (show: "warning" | "loads") =>
    (await listBatchRows(staff, { batchId, show, offset: 0, size: 1 })).total;
  expect(await countBatchTabs(staff, batch)).toEqual({ warning: 2, loads: 2 });
  expect([await listed("warning"), await listed("loads")]).toEqual([2, 2]);
});
