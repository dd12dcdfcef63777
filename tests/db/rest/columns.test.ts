import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as importShapes from "@/app/api/v1/contract/imports";
import { importStarted } from "@/app/api/v1/contract/shapes";
import { POST as chooseColumns } from "@/app/api/v1/imports/[batchId]/files/[fileId]/columns/route";
import { GET as getImport } from "@/app/api/v1/imports/[batchId]/route";
import { POST as importStudents } from "@/app/api/v1/students/import/route";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { useDatabase } from "../../support/db";
import { call, tokenWith } from "../../support/rest";
import { csvOf } from "../../support/workbook";
import { makeStudentCells, studentTable } from "../intake/files";
import { expectProblem, expectShape, formOf, work } from "./contract";

useDatabase();
let token = "";
let folder = "";
beforeAll(async () => {
  token = await tokenWith([...PERMISSIONS]);
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "takhsis-columns-"));
});
afterAll(() => fs.rm(folder, { recursive: true }));

const send = async (n: number) => {
  const [headings = [], ...rows] = studentTable([makeStudentCells(n)]);
  const file = path.join(folder, `${n}.csv`);
  await fs.writeFile(file, csvOf([["شناسهٔ داوطلب", ...headings.slice(1)], ...rows]));
  const answer = await call(importStudents, "/students/import?year=1404", {
    token,
    body: await formOf(file),
  });
  const { batchId } = await expectShape(answer, 202, importStarted);
  await work();
  return batchId;
};
const batchOf = async (batchId: string) =>
  expectShape(
    await call(getImport, `/imports/${batchId}`, { token, params: { batchId } }),
    200,
    importShapes.batch,
  );

test("the columns of a file are told with letters, samples stay out, and chosen by letter", async () => {
  const batchId = await send(1);
  const refused = await batchOf(batchId);
  const [file] = refused.files;
  expect(refused).toMatchObject({ state: "FAILED", error: { code: "COLUMN_MISSING" } });
  expect(file?.columns[0]).toEqual({ column: "A", header: "شناسهٔ داوطلب", field: null, match: null });
  const params = { batchId, fileId: file?.id ?? "" };
  const address = `/imports/${batchId}/files/${params.fileId}/columns`;
  const choose = (body: unknown, key = "choice-1") =>
    call(chooseColumns, address, { token, params, body, headers: { "idempotency-key": key } });
  await expectProblem(await choose({ columns: { a: "nationalId" } }), 422, "INVALID_INPUT");
  await expectProblem(await choose({ columns: { B: null } }), 422, "COLUMN_MISSING");
  await expectProblem(await choose({ columns: { A: "nationalId" }, version: 0 }), 409, "STALE_VERSION");
  await expectShape(await choose({ columns: { A: "nationalId" } }), 202, importStarted);
  await expectProblem(await choose({ columns: { A: "mobile" } }, "choice-2"), 409, "BATCH_LOCKED");
  await work();
  const read = await batchOf(batchId);
  expect(read).toMatchObject({ state: "READY", new: 1, files: [{ remembered: null }] });
  expect(read.files[0]?.columns[0]).toMatchObject({ field: "nationalId", match: "chosen" });
  const next = await batchOf(await send(2));
  expect(next).toMatchObject({ state: "READY", new: 1 });
  expect(next.files[0]?.remembered).not.toBeNull();
  await expectProblem(
    await call(chooseColumns, address, {
      token: await tokenWith(["import:read"]),
      params,
      body: { columns: {} },
    }),
    403,
    "FORBIDDEN",
  );
});
