import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { cancelBatch } from "@/lib/intake/batch/commands";
import { getTrend } from "@/lib/intake/trend/queries";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { applyBatch, checkedBatch, makeStudentCells, operator, studentTable } from "./files";

useDatabase();

const narges = actorOf("OPERATOR", { id: newId(), name: "نرگس" });
const now = new Date("2026-11-21T12:00:00Z");
const at = (batchId: string, instant: string) =>
  db().importBatch.update({ where: { id: batchId }, data: { createdAt: new Date(instant) } });
const counts = ({ rows, clean, repaired, held }: Record<"rows" | "clean" | "repaired" | "held", number>) => [
  rows,
  clean,
  repaired,
  held,
];

beforeAll(async () => {
  // Two rows are clean, one needs a repair (Arabic letters), one names an unknown group, in two centres.
  const first = await checkedBatch(
    "students",
    [
      studentTable([
        makeStudentCells(1, { center: "1" }),
        makeStudentCells(2, { center: "1", first: "علي" }),
        makeStudentCells(3, { center: "2" }),
        makeStudentCells(4, { center: "2", group: "777" }),
      ]),
    ],
    { actor: narges },
  );
  await applyBatch(first, { skipQuarantined: true });
  // 23:00 UTC on Friday is Saturday in Tehran: a new week.
  await at(first, "2026-11-13T23:00:00Z");
  const second = await checkedBatch("students", [studentTable([makeStudentCells(5, { center: "1" })])]);
  await at(second, "2026-11-21T08:00:00Z");
  const cancelled = await checkedBatch("students", [studentTable([makeStudentCells(6, { group: "777" })])]);
  await cancelBatch(operator, { batchId: cancelled });
  await at(cancelled, "2026-11-21T08:00:00Z");
});

test("rows are told by week and source, by how they came; a week begins on Saturday in Tehran", async () => {
  const trend = await getTrend(operator, { by: "kind", weeks: 3 }, now);
  expect(trend.weeks.map((one) => [one.week, ...counts(one)])).toEqual([
    ["2026-11-07", 0, 0, 0, 0],
    ["2026-11-14", 4, 2, 1, 1],
    ["2026-11-21", 1, 1, 0, 0],
  ]);
  expect(trend.sources).toMatchObject([{ source: "students", rows: 5, clean: 3, repaired: 1, held: 1 }]);
  expect(trend.sources[0]?.codes.map(({ code, rows }) => [code, rows])).toContainEqual(["GROUP_UNKNOWN", 1]);
});

test("it can be told by person and by centre", async () => {
  const people = await getTrend(operator, { by: "person", weeks: 3, kind: "students" }, now);
  expect(people.sources.map((one) => [one.source, ...counts(one)])).toEqual([
    ["نرگس", 4, 2, 1, 1],
    [operator.name, 1, 1, 0, 0],
  ]);
  const centers = await getTrend(operator, { by: "center", weeks: 3 }, now);
  expect(centers.sources.map((one) => [one.source, ...counts(one)])).toEqual([
    ["2", 2, 1, 0, 1],
    ["1", 3, 2, 1, 0],
  ]);
});

test("a row that somebody corrected still counts as one that needed somebody", async () => {
  const row = await db().importRow.findFirstOrThrow({
    where: { status: "QUARANTINED", batch: { status: "APPLIED_WITH_REJECTS" } },
  });
  await db().importRow.update({ where: { id: row.id }, data: { status: "APPLIED", editedById: narges.id } });
  const { sources } = await getTrend(operator, { by: "center", weeks: 3 }, now);
  expect(sources[0]).toMatchObject({ source: "2", held: 1 });
});

test("people of a centre see its rows only, and an older span shows nothing of this one", async () => {
  const golestan = actorOf("MANAGER", { centers: [1] });
  const { sources } = await getTrend(golestan, { by: "center", weeks: 3 }, now);
  expect(sources.map(({ source, rows }) => [source, rows])).toEqual([["1", 3]]);
  const later = await getTrend(operator, { by: "kind", weeks: 1 }, new Date("2026-12-21T12:00:00Z"));
  expect(later.sources).toEqual([]);
});
