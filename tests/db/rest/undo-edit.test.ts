import { expect, test } from "vitest";
import * as shapes from "@/app/api/v1/contract/quarantine";
import { POST as undoEdit } from "@/app/api/v1/imports/[batchId]/rows/undo/route";
import { POST as editRow } from "@/app/api/v1/quarantine/[rowId]/edit/route";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { useDatabase } from "../../support/db";
import { call, tokenWith } from "../../support/rest";
import { checkedBatch, makeStudentCells, studentTable } from "../intake/files";
import { expectProblem, expectShape } from "./contract";

useDatabase();

test("a caller takes its own corrections back one by one, never those of another", async () => {
  const [token, other] = [await tokenWith(["quarantine:write"]), await tokenWith(["quarantine:write"])];
  const batchId = await checkedBatch("students", [studentTable([makeStudentCells(1, { group: "777" })])]);
  const row = async () => await db().importRow.findFirstOrThrow({ where: { batchId } });
  const edit = async (group: string) => {
    const { id, version } = await row();
    const rowId = String(id);
    const body = { version, cells: { groupCode: group } };
    const answer = await call(editRow, `/quarantine/${rowId}/edit`, { token, params: { rowId }, body });
    await expectShape(answer, 200, shapes.editedRow);
  };
  const undo = (by: string, id = batchId) =>
    call(undoEdit, `/imports/${id}/rows/undo`, { token: by, method: "POST", params: { batchId: id } });
  const undone = async (by: string) => (await expectShape(await undo(by), 200, shapes.undoneEdit)).undone;

  await edit("888");
  await edit("3");
  expect(await row()).toMatchObject({ status: "VALID" });
  expect(await undone(other)).toBeNull();
  expect(await undone(token)).toMatchObject({ status: "QUARANTINED", fields: ["groupCode"], rowNo: 2 });
  expect((await row()).raw).toMatchObject({ groupCode: "888" });
  expect(await undone(token)).toMatchObject({ status: "QUARANTINED" });
  expect((await row()).raw).toMatchObject({ groupCode: "777" });
  expect(await undone(token)).toBeNull();
  await expectProblem(await undo(token, newId()), 404, "NOT_FOUND");
});
