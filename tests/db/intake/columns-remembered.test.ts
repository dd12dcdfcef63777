import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { chooseColumns } from "@/lib/intake/mapping/commands";
import type { ColumnFields } from "@/lib/intake/mapping/letters";
import { useDatabase } from "../../support/db";
import type { Cell } from "../../support/workbook";
import { fileOf, layoutOf, lookedAt, person, renamed, reordered, runCheck } from "./columns";
import { batchOf, makeStudentCells, nationalIdOf, operator, studentTable } from "./files";

useDatabase();

const narges = person(1, "نرگس");
const omid = person(2, "امید");
type Table = readonly (readonly Cell[])[];

const students = (from: number, names: Readonly<Record<string, string>>) =>
  renamed(studentTable([makeStudentCells(from), makeStudentCells(from + 1)]), names);
const checked = (table: Table, actor = narges) => lookedAt("students", table, actor);
const choose = async (batchId: string, columns: ColumnFields, actor = narges) => {
  const { id: fileId } = await fileOf(batchId);
  const answer = await chooseColumns(actor, { batchId, fileId, columns });
  if (!answer.ok) throw new Error(`${answer.reason} ${JSON.stringify(answer.details)}`);
  await runCheck(answer.value.jobId);
  return await batchOf(batchId);
};
const READY = { status: "READY", newRows: 2 };
const MISSING = { status: "FAILED", errorCode: "COLUMN_MISSING" };

test("the next file with the same headings, in another order and typed otherwise, takes the same columns by itself", async () => {
  await choose(await checked(students(1, { "کد ملی": "شناسهٔ داوطلب" })), { A: "nationalId" });
  const next = await checked(reordered(students(10, { "کد ملی": "شناسة‌ داوطلب ", جنسیت: "جنسيت" })));
  expect(await batchOf(next)).toMatchObject(READY);
  const layout = await layoutOf(next);
  expect(layout.remembered).toMatchObject({ by: "نرگس", byId: narges.id });
  expect(layout.columns.find(({ field }) => field === "nationalId")).toMatchObject({
    column: "K",
    match: "chosen",
  });
});

test("nobody else's files take it, nor files of another kind, of other headings, or of the command line", async () => {
  const names = { "کد ملی": "شمارهٔ هویت" };
  await choose(await checked(students(20, names)), { A: "nationalId" });
  expect(await batchOf(await checked(students(22, names), omid))).toMatchObject(MISSING);
  expect(await batchOf(await checked(students(24, names), operator))).toMatchObject(MISSING);
  const wider = students(26, names).map((row, i) => [...row, i === 0 ? "ستون تازه" : "x"]);
  expect(await batchOf(await checked(wider))).toMatchObject(MISSING);
  expect(await batchOf(await checked(students(28, names)))).toMatchObject(READY);
  const pair: Table = [
    ["شمارهٔ هویت", "شمارنده"],
    [nationalIdOf(100_000_020), ""],
  ];
  const counters = await lookedAt("counters", pair, narges);
  expect(await batchOf(counters)).toMatchObject({ status: "FAILED" });
});

test("every kind remembers its own", async () => {
  const file = (code: number): Table => [
    ["شناسه مدرسه", "نام مدرسه", "جنسیت"],
    [code, `دبیرستان ${code}`, 1],
  ];
  const first = await lookedAt("schools", file(9001), narges);
  expect(await choose(first, { A: "code" })).toMatchObject({ newRows: 1 });
  const next = await lookedAt("schools", reordered(file(9002)), narges);
  expect(await batchOf(next)).toMatchObject({ newRows: 1 });
});

test("taking back what was chosen forgets it: this file and the next are read as recognised", async () => {
  const names = { "شماره موبایل": "راه ارتباط" };
  await choose(await checked(students(40, names)), { J: "mobile" });
  const next = await checked(students(42, names));
  expect((await layoutOf(next)).remembered).toBeDefined();
  expect(await choose(next, {})).toMatchObject(READY);
  expect(await layoutOf(next)).toMatchObject({ unknown: [{ header: "راه ارتباط" }] });
  expect((await layoutOf(next)).remembered).toBeUndefined();
  expect((await layoutOf(await checked(students(44, names)))).remembered).toBeUndefined();
});

test("the newest choice counts; one for a single file of somebody else leaves their memory alone", async () => {
  const names = { "شماره موبایل": "تماس" };
  await choose(await checked(students(50, names)), { J: "homePhone" });
  const second = await checked(students(52, names));
  await choose(second, { J: "mobile" });
  const third = await checked(students(54, names));
  expect((await layoutOf(third)).columns.at(-2)).toMatchObject({ header: "تماس", field: "mobile" });
  await choose(third, {}, omid);
  expect((await layoutOf(third)).unknown).toMatchObject([{ header: "تماس" }]);
  expect((await layoutOf(await checked(students(56, names)))).remembered).toBeDefined();
  expect(await db().headingChoice.count({ where: { owner: omid.id ?? "" } })).toBe(0);
});

test("two columns of one heading are told apart by their order: in another one the question comes again", async () => {
  const twice = (from: number) => students(from, {}).map((row, i) => [...row, i === 0 ? "جنسیت" : "زن"]);
  expect(await choose(await checked(twice(60)), { D: null })).toMatchObject(READY);
  expect(await batchOf(await checked(twice(62)))).toMatchObject(READY);
  expect(await batchOf(await checked(reordered(twice(64))))).toMatchObject({ errorCode: "COLUMN_AMBIGUOUS" });
});
