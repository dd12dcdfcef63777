import { expect, test } from "vitest";
import { getUndoReport } from "@/lib/intake/undo/queries";
import { useDatabase } from "../../support/db";
import { done, operator, studentTable, take } from "./files";
import { cells, undo } from "./undoing";

useDatabase();

/** More rows than are asked about at a time; the border between two questions is at 2,500. */
const ROWS = 2_600;

test("what is told of a long import before it is taken back is what happens, row by row and in order", async () => {
  const old = cells(1, 20);
  await done(take("students", studentTable(old)));
  const rows = [...cells(1, 20, { group: "5" }), ...cells(21, ROWS - 20)];
  const word = { confirmMassChange: true };
  const { batchId } = await done(take("students", studentTable(rows), word));
  const places = [0, 19, 20, 2_498, 2_499, 2_500, 2_501, ROWS - 1];
  const later = places.map((at) => ({ ...rows[at]!, group: "7", last: "دیگر" }));
  await done(take("students", studentTable(later), word));

  const preview = await getUndoReport(operator, batchId);
  expect(preview).toMatchObject({ reversed: ROWS - places.length, kept: places.length, errored: 0 });
  expect(preview?.left.map(({ key }) => key)).toEqual(places.map((at) => rows[at]!.id));

  expect(await undo(batchId)).toMatchObject({ reversed: preview?.reversed, kept: preview?.kept, errored: 0 });
  const report = await getUndoReport(operator, batchId);
  expect(report?.left).toEqual(preview?.left);
  expect(report?.reasons).toEqual(preview?.reasons);
});
