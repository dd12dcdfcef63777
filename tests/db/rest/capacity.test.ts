import { beforeEach, expect, test } from "vitest";
import { GET as capacityPlan } from "@/app/api/v1/capacity-plan/route";
import { POST as whatIf } from "@/app/api/v1/capacity-plan/what-if/route";
import { capacityReport, whatIfReport } from "@/app/api/v1/contract/capacity";
import { GET as unplacedBook } from "@/app/api/v1/runs/[runId]/unplaced/route";
import { GET as waitingBook } from "@/app/api/v1/waiting/workbook/route";
import { db } from "@/lib/db/client";
import { openWorkbook } from "@/lib/excel/read";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { makeMentor } from "../../support/pool";
import { answerOf, call, tokenWith } from "../../support/rest";
import { planHere, publishHere } from "../allocation/running";
import { clearWorld, makeStudents, storeMentors, storeStudents, YEAR } from "../allocation/world";

useDatabase();
let runId = "";
beforeEach(async () => {
  await clearWorld();
  await storeMentors([makeMentor(501, { capacity: 2 })]);
  await storeStudents([...makeStudents(4), ...makeStudents(1, { center: 0 }, 50)]);
  runId = await planHere();
  await publishHere(runId);
});

test("planner and what-if answer in the form of the contract, alike over REST and the command line", async () => {
  const token = await tokenWith(["run:read"]);
  const plan = await answerOf(await call(capacityPlan, `/capacity-plan?year=${YEAR}`, { token }));
  expect(plan.status).toBe(200);
  expect(capacityReport.parse(plan.body).plan).toMatchObject({ students: 3, most: 0, places: 3 });
  const typed = await takhsisJson("capacity-plan", "--year", String(YEAR));
  expect(typed).toEqual(plan.body);

  const body = { year: YEAR, changes: [{ kind: "ADD_PLACES", mentorId: 501, places: 2 }] };
  const told = await answerOf(await call(whatIf, "/capacity-plan/what-if", { token, body }));
  expect(whatIfReport.parse(told.body).after).toMatchObject({ placed: 2, waiting: 1 });
  const words = await takhsisJson("capacity-plan", "--year", String(YEAR), "--what-if", "add:501:2");
  expect(words).toEqual(told.body);
  const wrong = await takhsis(["capacity-plan", "--year", String(YEAR), "--what-if", "fire:501", "--json"]);
  expect(wrong.code).toBe(2);
  const unknown = { ...body, changes: [{ kind: "LEAVE", mentorId: 999 }] };
  expect((await call(whatIf, "/capacity-plan/what-if", { token, body: unknown })).status).toBe(404);
});

/** The cells of the first sheet. */
const rowsOf = async (response: Response): Promise<string[][]> => {
  const book = await openWorkbook(new Uint8Array(await response.arrayBuffer()), "queue.xlsx");
  const rows: string[][] = [];
  for await (const page of book.sheets[0]?.rows() ?? [])
    for (const { cells } of page) rows.push(Array.from(cells, (cell) => cell ?? ""));
  return rows;
};

test("the queue and the unplaced of a run leave as workbooks within the scope, and leave a trace", async () => {
  const token = await tokenWith(["run:read", "export:download"], [1]);
  const queue = await call(waitingBook, `/waiting/workbook?year=${YEAR}`, { token });
  expect(queue.status).toBe(200);
  const classes = await rowsOf(queue);
  expect(classes).toHaveLength(2);
  expect(classes[1]?.slice(0, 6)).toEqual([
    "دختر",
    expect.any(String),
    expect.any(String),
    "",
    "2",
    "پشتیبان‌های مناسب پر بودند",
  ]);
  expect(classes[1]?.at(-1)).toContain("پشتیبان 501");
  const run = await call(unplacedBook, `/runs/${runId}/unplaced?lang=en`, { token, params: { runId } });
  expect((await rowsOf(run))[1]?.slice(4, 6)).toEqual(["2", "Suitable mentors were full"]);
  const audit = await db().auditLog.findMany({
    where: { action: "allocation.queue.download" },
    orderBy: { id: "asc" },
  });
  expect(audit.map((row) => [row.resourceType, row.diff])).toEqual([
    ["year", { year: YEAR, rows: 2 }],
    ["run", { year: YEAR, rows: 2 }],
  ]);
  const blind = await tokenWith(["export:download"]);
  expect((await call(waitingBook, `/waiting/workbook?year=${YEAR}`, { token: blind })).status).toBe(403);
});
