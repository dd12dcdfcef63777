import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { readRowPlaces, readRowWindow } from "@/lib/intake/review/table/queries";
import type { ReviewView } from "@/lib/intake/review/table/schema";
import { editRow } from "@/lib/intake/row/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { checkedBatch, done, makeStudentCells, operator, studentTable, take } from "./files";

useDatabase();

const golestan = actorOf("OPERATOR", { centers: [1] });
const placesIn = async (batchId: string, show: ReviewView, code: string | null = null, actor = operator) =>
  (await readRowPlaces(actor, { batchId, show, code })).value;

describe("the review table", () => {
  let batchId = "";
  // Positions 1–9: 1 changed, 2 and 3 as stored, 4 to 6 without a known group, 7 new, 8 and 9 without a gender.
  beforeAll(async () => {
    const stored = [1, 2, 3].map((n) => makeStudentCells(n, { center: "1" }));
    await done(take("students", studentTable(stored)));
    const rows = [
      makeStudentCells(1, { center: "1", last: "تازه" }),
      ...stored.slice(1),
      ...[4, 5, 6].map((n) => makeStudentCells(n, { center: "1", group: "102" })),
      makeStudentCells(7, { center: "1" }),
      ...[8, 9].map((n) => makeStudentCells(n, { center: "1", gender: "?" })),
    ];
    batchId = await checkedBatch("students", [studentTable(rows)], { actor: golestan });
  });

  test("shows all rows, those that change something, those in error, or those of one error", async () => {
    expect(await placesIn(batchId, "all")).toEqual({ runs: [1, 9], errors: [4, 6, 8, 9] });
    expect(await placesIn(batchId, "changed")).toEqual({ runs: [1, 1], errors: [] });
    expect(await placesIn(batchId, "quarantined")).toEqual({ runs: [4, 6, 8, 9], errors: [4, 6, 8, 9] });
    expect((await placesIn(batchId, "quarantined", "GENDER_UNKNOWN")).runs).toEqual([8, 9]);
  });

  test("brings a changed row with old and new, cell by cell, and no more than a table needs", async () => {
    const { value } = await readRowWindow(operator, { batchId, positions: [8, 1] });
    expect(value.rows.map(({ position }) => position)).toEqual([1, 8]);
    expect(value.rows[0]?.changes).toEqual({ lastName: ["خانواده1", "تازه"] });
    expect(value.rows[0]).not.toHaveProperty("layout");
    expect(value.rows[1]?.issues.map(({ code }) => code)).toContain("GENDER_UNKNOWN");
  });

  test("leaves out rows of other centres, and a batch that is out of sight is empty", async () => {
    await db().importRow.updateMany({ where: { batchId, position: 5 }, data: { centerCode: 2 } });
    expect((await placesIn(batchId, "quarantined", null, golestan)).runs).toEqual([4, 4, 6, 6, 8, 9]);
    const positions = [4, 5];
    const seen = await readRowWindow(golestan, { batchId, positions });
    expect(seen.value.rows.map(({ position }) => position)).toEqual([4]);
    const sadra = actorOf("OPERATOR", { centers: [2] });
    expect(await placesIn(batchId, "all", null, sadra)).toEqual({ runs: [], errors: [] });
    expect((await readRowWindow(sadra, { batchId, positions })).value.rows).toEqual([]);
  });

  test("a corrected row is still found where it stood, as it is now", async () => {
    const row = await db().importRow.findFirstOrThrow({ where: { batchId, position: 6 } });
    await editRow(operator, { rowId: String(row.id), version: row.version, cells: { groupCode: "3" } });
    const { value } = await readRowWindow(operator, { batchId, positions: [6] });
    expect(value.rows[0]).toMatchObject({
      status: "VALID",
      diff: "NEW",
      edited: false,
      raw: { groupCode: "3" },
    });
  });
});
