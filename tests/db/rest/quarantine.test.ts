import { beforeAll, expect, test } from "vitest";
import * as importShapes from "@/app/api/v1/contract/imports";
import * as shapes from "@/app/api/v1/contract/quarantine";
import { importStarted } from "@/app/api/v1/contract/shapes";
import { POST as applyImport } from "@/app/api/v1/imports/[batchId]/apply/route";
import { POST as cancelImport } from "@/app/api/v1/imports/[batchId]/cancel/route";
import { GET as getImport } from "@/app/api/v1/imports/[batchId]/route";
import { POST as editRow } from "@/app/api/v1/quarantine/[rowId]/edit/route";
import { POST as rejectRow } from "@/app/api/v1/quarantine/[rowId]/reject/route";
import { POST as assign } from "@/app/api/v1/quarantine/assign/route";
import { POST as retry } from "@/app/api/v1/quarantine/retry/route";
import { GET as list } from "@/app/api/v1/quarantine/route";
import { GET as trend } from "@/app/api/v1/quarantine/trend/route";
import { POST as importStudents } from "@/app/api/v1/students/import/route";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { useDatabase } from "../../support/db";
import { call, tokenWith } from "../../support/rest";
import { xlsxOf } from "../../support/workbook";
import {
  checkedBatch,
  makeStudentCells,
  manyStudents,
  type StudentCells,
  studentTable,
} from "../intake/files";
import { expectProblem, expectShape, work } from "./contract";

useDatabase();
let token = "";
beforeAll(async () => {
  token = await tokenWith(["import:read", "import:write", "quarantine:write"]);
});

const strange = (n: number, center = "1") => makeStudentCells(n, { center, group: "777" });
const formWith = (rows: readonly StudentCells[], fields: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(xlsxOf(studentTable(rows)))]), "students.xlsx");
  return form;
};
const batchAt = async (batchId: string) =>
  await expectShape(
    await call(getImport, `/imports/${batchId}`, { token, params: { batchId } }),
    200,
    importShapes.batch,
  );
const applying = (batchId: string, body: object, headers: Record<string, string> = {}) =>
  call(applyImport, `/imports/${batchId}/apply`, { token, params: { batchId }, body, headers });

test("students come in with apply=all: all of them, or none and the batch says why", async () => {
  const send = async (rows: readonly StudentCells[]) => {
    const body = formWith(rows, { year: "1404", apply: "all" });
    const begun = await call(importStudents, "/students/import", { token, body });
    const { batchId } = await expectShape(begun, 202, importStarted);
    await work();
    return batchId;
  };
  const good = await batchAt(await send(manyStudents(3)));
  expect(good).toMatchObject({ state: "APPLIED", applied: 3, applyMode: "ALL", waitsFor: null });
  const mixed = await send([...manyStudents(5).slice(3), strange(50)]);
  const error = { code: "ALL_OR_NOTHING", details: { count: 1 } };
  expect(await batchAt(mixed)).toMatchObject({
    state: "NEEDS_REVIEW",
    applied: 0,
    job: { state: "FAILED", error },
  });
  await expectProblem(await applying(mixed, { mode: "ALL" }), 409, "ALL_OR_NOTHING");
  await expectProblem(await applying(mixed, { mode: "SOME" }), 422, "INVALID_INPUT");
});

test("the same key applies once; another body, another state, another batch and another right are refused", async () => {
  const batchId = await checkedBatch("students", [studentTable(manyStudents(8).slice(6))]);
  const key = { "Idempotency-Key": "apply-once-1" };
  const first = await expectShape(await applying(batchId, { mode: "ALL" }, key), 202, importStarted);
  const second = await applying(batchId, { mode: "ALL" }, key);
  expect(second.headers.get("Idempotency-Replayed")).toBe("true");
  expect(await expectShape(second, 202, importStarted)).toEqual(first);
  await expectProblem(await applying(batchId, { mode: "VALID" }, key), 409, "IDEMPOTENCY_CONFLICT");
  await work();
  await expectProblem(await applying(batchId, { mode: "ALL" }), 409, "BATCH_LOCKED");
  const params = { batchId };
  await expectProblem(
    await call(cancelImport, `/imports/${batchId}/cancel`, { token, params, method: "POST" }),
    409,
    "BATCH_LOCKED",
  );
  await expectProblem(await applying(newId(), {}), 404, "NOT_FOUND");
  const reader = await tokenWith(["import:read"]);
  await expectProblem(
    await call(applyImport, `/imports/${batchId}/apply`, { token: reader, params, body: {} }),
    403,
    "FORBIDDEN",
  );
});

test("rows of the queue are listed, given to a person, corrected, left out and checked again", async () => {
  const user = await db().user.create({
    data: { id: newId(), username: "sara", name: "سارا", passwordHash: "-", role: "OPERATOR" },
  });
  const batchId = await checkedBatch("students", [studentTable([strange(61), strange(62), strange(63)])]);
  const listed = async (query = "") =>
    await expectShape(
      await call(list, `/quarantine?batch=${batchId}${query}`, { token }),
      200,
      shapes.quarantinePage,
    );
  const { items, total } = await listed();
  expect(total).toBe(3);
  expect(items[0]).toMatchObject({ owner: null, batch: { id: batchId, kind: "students" } });
  expect(items[0]?.key).toMatch(/^\d{3}\*\*\*\d{4}$/);
  expect(JSON.stringify(items)).not.toContain(strange(61).id);

  const [a, b] = items.map(({ id }) => id);
  const give = (body: unknown) => call(assign, "/quarantine/assign", { token, body });
  expect(await expectShape(await give({ to: user.id, ids: [a, b] }), 200, shapes.assigned)).toEqual({
    done: 2,
    left: [],
  });
  expect((await listed(`&owner=${user.id}`)).total).toBe(2);
  await expectProblem(await give({ to: "me", ids: [a] }), 422, "INVALID_INPUT");
  await expectProblem(await give({ to: newId(), ids: [a] }), 404, "NOT_FOUND");
  await expectProblem(await give({ to: user.id }), 422, "INVALID_INPUT");

  const on = (rowId: string | undefined, handler: typeof editRow, body: unknown) =>
    call(handler, `/quarantine/${rowId}/x`, { token, params: { rowId: rowId ?? "" }, body });
  const edited = await on(a, editRow, { version: 1, cells: { groupCode: "3" } });
  expect(await expectShape(edited, 200, shapes.editedRow)).toMatchObject({ status: "VALID", version: 2 });
  await expectProblem(await on(a, editRow, { version: 1, cells: { groupCode: "3" } }), 409, "STALE_VERSION");
  await expectProblem(await on("99999999", editRow, { version: 1, cells: {} }), 404, "NOT_FOUND");
  await expectProblem(await on("x1", editRow, { version: 1, cells: {} }), 404, "NOT_FOUND");
  expect(await expectShape(await on(b, rejectRow, { version: 1 }), 200, shapes.rejectedRow)).toEqual({
    batchState: "NEEDS_REVIEW",
  });

  await db().group.create({
    data: { code: 777, nameFa: "تازه", nameEn: "New", bucket: "KONKUR", position: 777 },
  });
  const again = await call(retry, "/quarantine/retry", { token, body: { batch: batchId } });
  expect(await expectShape(again, 200, shapes.retried)).toMatchObject({ checked: 1, ready: 1, next: null });
  expect(await batchAt(batchId)).toMatchObject({ state: "READY" });
  const told = await call(trend, "/quarantine/trend?by=kind&weeks=2", { token });
  const { sources, weeks } = await expectShape(told, 200, shapes.trend);
  expect(weeks).toHaveLength(2);
  expect(sources.map(({ source }) => source)).toEqual(["students"]);
  await expectProblem(await call(trend, "/quarantine/trend?weeks=99", { token }), 422, "INVALID_INPUT");
});

test("rows of other centres are out of sight, and rows of a batch of several centres are not one centre's to decide", async () => {
  const batchId = await checkedBatch("students", [
    studentTable(
      [makeStudentCells(71, { group: "999", center: "1" }), strange(72, "2")].map((cells) => ({
        ...cells,
        group: "999",
      })),
    ),
  ]);
  const golestan = await tokenWith(["import:read", "quarantine:write"], [1]);
  const page = await call(list, `/quarantine?batch=${batchId}`, { token: golestan });
  const { items } = await expectShape(page, 200, shapes.quarantinePage);
  expect(items).toHaveLength(1);
  const rowId = items[0]?.id ?? "";
  const refused = await call(editRow, `/quarantine/${rowId}/edit`, {
    token: golestan,
    params: { rowId },
    body: { version: 1, cells: { groupCode: "3" } },
  });
  await expectProblem(refused, 403, "CENTER_OUT_OF_SCOPE");
  const reader = await tokenWith(["import:read"]);
  const body = { batch: batchId };
  await expectProblem(await call(retry, "/quarantine/retry", { token: reader, body }), 403, "FORBIDDEN");
  const skipped = await call(retry, "/quarantine/retry", { token: golestan, body });
  expect(await expectShape(skipped, 200, shapes.retried)).toMatchObject({ checked: 0, skipped: 1 });
});
