import fs from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as importShapes from "@/app/api/v1/contract/imports";
import { importStarted } from "@/app/api/v1/contract/shapes";
import { GET as getImport } from "@/app/api/v1/imports/[batchId]/route";
import { GET as listImportRows } from "@/app/api/v1/imports/[batchId]/rows/route";
import { GET as listImports } from "@/app/api/v1/imports/route";
import { POST as importStudents } from "@/app/api/v1/students/import/route";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { useDatabase } from "../../support/db";
import { nationalId, writeOffice } from "../../support/office";
import { call, tokenWith } from "../../support/rest";
import { expectProblem, expectShape, formOf, importKind, work } from "./contract";

useDatabase();
let office: Awaited<ReturnType<typeof writeOffice>>;
let token = "";
beforeAll(async () => {
  office = await writeOffice();
  token = await tokenWith([...PERMISSIONS]);
});
afterAll(() => fs.rm(office.folder, { recursive: true }));

test("a batch of any kind goes from empty to applied", async () => {
  expect(await importKind(token, { kind: "managers", file: office.managers, year: null })).toMatchObject({
    state: "APPLIED",
    new: 2,
    kind: "managers",
  });
  expect(await importKind(token, { kind: "mentors", file: office.mentors, year: 1404 })).toMatchObject({
    state: "APPLIED",
    new: 3,
    job: { state: "DONE" },
  });
}, 60_000);

test("students come in by one request; with apply=valid the job applies what is valid", async () => {
  const answer = await call(importStudents, "/students/import", {
    token,
    body: await formOf(office.students, { year: "1404", apply: "valid" }),
  });
  const { batchId, statusUrl } = await expectShape(answer, 202, importStarted);
  expect(answer.headers.get("location")).toBe(statusUrl);
  await work();
  const params = { batchId };
  const batch = await expectShape(
    await call(getImport, `/imports/${batchId}`, { token, params }),
    200,
    importShapes.batch,
  );
  expect(batch).toMatchObject({ state: "APPLIED", new: 9, applied: 9, quarantined: 0 });
  const page = await expectShape(
    await call(listImportRows, `/imports/${batchId}/rows?limit=4`, { token, params }),
    200,
    importShapes.batchRowPage,
  );
  expect([page.items.length, page.total, page.items[0]?.key]).toEqual([
    4,
    9,
    `${nationalId(1).slice(0, 3)}***${nationalId(1).slice(-4)}`,
  ]);
  const rest = await expectShape(
    await call(listImportRows, `/imports/${batchId}/rows?limit=5&cursor=${page.nextCursor}`, {
      token,
      params,
    }),
    200,
    importShapes.batchRowPage,
  );
  expect([rest.items.length, rest.items[0]?.position, rest.nextCursor]).toEqual([5, 5, null]);
  const list = await expectShape(
    await call(listImports, "/imports?kind=students", { token }),
    200,
    importShapes.batchPage,
  );
  expect(list.total).toBe(1);
});

test("without apply=valid the import stops for a look; what is no form or no file is refused", async () => {
  const answer = await call(importStudents, "/students/import?year=1404", {
    token,
    body: await formOf(office.students),
  });
  const { batchId } = await expectShape(answer, 202, importStarted);
  await work();
  const batch = await expectShape(
    await call(getImport, `/imports/${batchId}`, { token, params: { batchId } }),
    200,
    importShapes.batch,
  );
  expect(batch).toMatchObject({ state: "READY", unchanged: 9, applied: 0 });
  await expectProblem(
    await call(importStudents, "/students/import?year=1404", { token, body: new FormData() }),
    422,
    "INVALID_INPUT",
  );
  await expectProblem(
    await call(importStudents, "/students/import", { token, body: { year: 1404 } }),
    422,
    "INVALID_INPUT",
  );
  const picture = new FormData();
  picture.append("file", new Blob(["\x89PNG\r\n\x1a\n"]), "x.png");
  await expectProblem(
    await call(importStudents, "/students/import?year=1404", { token, body: picture }),
    415,
    "FILE_TYPE",
  );
  await expectProblem(
    await call(importStudents, "/students/import?year=1399", { token, body: await formOf(office.students) }),
    422,
    "YEAR_UNKNOWN",
  );
});
