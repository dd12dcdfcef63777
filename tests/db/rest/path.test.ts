import fs from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { POST as startRun } from "@/app/api/v1/allocation/run/route";
import { GET as getStatus } from "@/app/api/v1/allocation/status/[jobId]/route";
import { explanation } from "@/app/api/v1/contract/explanation";
import * as exportShapes from "@/app/api/v1/contract/exports";
import * as importShapes from "@/app/api/v1/contract/imports";
import * as peopleShapes from "@/app/api/v1/contract/people";
import { loads } from "@/app/api/v1/contract/reports";
import * as runShapes from "@/app/api/v1/contract/runs";
import { exportStarted, importStarted, problem, runStarted } from "@/app/api/v1/contract/shapes";
import { POST as explainById } from "@/app/api/v1/explain/route";
import { GET as getExport } from "@/app/api/v1/exports/[exportId]/route";
import { GET as listExports, POST as startExport } from "@/app/api/v1/exports/route";
import { POST as applyImport } from "@/app/api/v1/imports/[batchId]/apply/route";
import { POST as addFiles } from "@/app/api/v1/imports/[batchId]/files/route";
import { GET as getImport } from "@/app/api/v1/imports/[batchId]/route";
import { GET as listImportRows } from "@/app/api/v1/imports/[batchId]/rows/route";
import { POST as validateImport } from "@/app/api/v1/imports/[batchId]/validate/route";
import { POST as createImport, GET as listImports } from "@/app/api/v1/imports/route";
import { GET as listMentors } from "@/app/api/v1/mentors/route";
import { GET as fetchExport } from "@/app/api/v1/reports/export/route";
import { GET as reportLoads } from "@/app/api/v1/reports/loads/route";
import { GET as listRunItems } from "@/app/api/v1/runs/[runId]/items/route";
import { POST as publishRun } from "@/app/api/v1/runs/[runId]/publish/route";
import { POST as revertRun } from "@/app/api/v1/runs/[runId]/revert/route";
import { GET as getRun } from "@/app/api/v1/runs/[runId]/route";
import { GET as listRuns } from "@/app/api/v1/runs/route";
import { GET as explainStudent } from "@/app/api/v1/students/[studentId]/explanation/route";
import { POST as importStudents } from "@/app/api/v1/students/import/route";
import { POST as searchStudents } from "@/app/api/v1/students/search/route";
import { handlers } from "@/bin/cli/handlers";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/db/digest";
import { takeOverDueJobs } from "@/lib/jobs/queue";
import { useDatabase } from "../../support/db";
import { nationalId, writeOffice } from "../../support/office";
import { answerOf, call, tokenWith } from "../../support/rest";

useDatabase();
let office: Awaited<ReturnType<typeof writeOffice>>;
let token = "";
let runId = "";
beforeAll(async () => {
  office = await writeOffice();
  token = await tokenWith([...PERMISSIONS]);
});
afterAll(() => fs.rm(office.folder, { recursive: true }));

/** The worker's part. */
const work = () => takeOverDueJobs(handlers);

/** The answer has this status and exactly the shape of the contract. */
const expectShape = async <S extends z.ZodType>(
  response: Response,
  status: number,
  shape: S,
): Promise<z.output<S>> => {
  const answer = await answerOf<unknown>(response);
  expect([answer.status, answer.body]).toMatchObject([status, {}]);
  return shape.parse(answer.body);
};

const expectProblem = async (response: Response, status: number, code: string) => {
  const body = problem.parse(JSON.parse(await response.clone().text()));
  expect([response.status, body.code, response.headers.get("content-type")]).toEqual([
    status,
    code,
    "application/problem+json",
  ]);
  return body;
};

const formOf = async (file: string, fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([await fs.readFile(file)]), file.split("/").at(-1));
  return form;
};

const importKind = async (kind: string, file: string, year: number | null) => {
  const created = await expectShape(
    await call(createImport, "/imports", { token, body: { kind, year } }),
    201,
    importShapes.batchCreated,
  );
  const params = { batchId: created.batchId };
  const path = created.statusUrl.replace("/api/v1", "");
  await expectShape(
    await call(addFiles, `${path}/files`, { token, params, body: await formOf(file) }),
    201,
    importShapes.filesAdded,
  );
  await expectShape(
    await call(validateImport, `${path}/validate`, { token, params, method: "POST" }),
    202,
    importStarted,
  );
  await work();
  await expectShape(
    await call(applyImport, `${path}/apply`, { token, params, body: {} }),
    202,
    importStarted,
  );
  await work();
  return await expectShape(await call(getImport, path, { token, params }), 200, importShapes.batch);
};

test("a batch of any kind goes from empty to applied", async () => {
  expect(await importKind("managers", office.managers, null)).toMatchObject({
    state: "APPLIED",
    new: 2,
    kind: "managers",
  });
  expect(await importKind("mentors", office.mentors, 1404)).toMatchObject({
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

test("a run is planned, looked at, published, and its status told on the way", async () => {
  const begun = await call(startRun, "/allocation/run", { token, body: { year: 1404 } });
  const plan = await expectShape(begun, 202, runStarted);
  runId = plan.runId;
  const statusOf = async (jobId: string) =>
    await expectShape(
      await call(getStatus, `/allocation/status/${jobId}`, { token, params: { jobId } }),
      200,
      runShapes.allocationStatus,
    );
  expect(await statusOf(plan.jobId)).toMatchObject({ state: "QUEUED", runState: "PLANNING", placed: null });
  await work();
  expect(await statusOf(plan.jobId)).toMatchObject({
    state: "DONE",
    runState: "PLANNED",
    placed: 7,
    needsNewMentor: 2,
  });
  const params = { runId };
  const publish = await expectShape(
    await call(publishRun, `/runs/${runId}/publish`, { token, params, method: "POST" }),
    202,
    runStarted,
  );
  await expectProblem(
    await call(publishRun, `/runs/${runId}/publish`, { token, params, method: "POST" }),
    409,
    "RUN_ACTIVE",
  );
  await work();
  expect(await statusOf(publish.jobId)).toMatchObject({
    state: "DONE",
    runState: "PUBLISHED",
    done: 9,
    total: 9,
  });
  const run = await expectShape(await call(getRun, `/runs/${runId}`, { token, params }), 200, runShapes.run);
  expect(run).toMatchObject({
    state: "PUBLISHED",
    published: { placed: 7, needsNewMentor: 2, counters: 7, dead: 0 },
  });
  const runs = await expectShape(
    await call(listRuns, "/runs?year=1404&state=PUBLISHED", { token }),
    200,
    runShapes.runPage,
  );
  expect(runs.items.map((one) => one.id)).toEqual([runId]);
  const items = await expectShape(
    await call(listRunItems, `/runs/${runId}/items?result=unplaced`, { token, params }),
    200,
    runShapes.runItemPage,
  );
  expect(items.items.map((one) => [one.mentorId, one.counter, one.state])).toEqual([
    [null, null, "PUBLISHED"],
    [null, null, "PUBLISHED"],
  ]);
});

test("people, mentors, loads and explanations have the shapes of the contract", async () => {
  const students = await expectShape(
    await call(searchStudents, "/students/search", { token, body: { year: 1404, status: "UNPLACED" } }),
    200,
    peopleShapes.studentPage,
  );
  expect(students.total).toBe(2);
  const [student] = students.items;
  expect(student?.nationalId).toMatch(/^\d{3}\*\*\*\d{4}$/);
  const studentId = student?.id ?? "";
  const told = await expectShape(
    await call(explainStudent, `/students/${studentId}/explanation`, { token, params: { studentId } }),
    200,
    explanation,
  );
  expect(told).toMatchObject({
    student: { id: studentId },
    run: { id: runId },
    explanation: { chosen: null },
  });
  const byId = await expectShape(
    await call(explainById, "/explain", { token, body: { nationalId: nationalId(1) } }),
    200,
    explanation,
  );
  expect(byId).toMatchObject({ explanation: { chosen: 101 } });
  expect(JSON.stringify(byId)).not.toContain(nationalId(1));
  await expectProblem(
    await call(explainById, "/explain", { token, body: { nationalId: "1234567890" } }),
    422,
    "E_INVALID_NID",
  );
  const mentors = await expectShape(
    await call(listMentors, "/mentors?load=FULL", { token }),
    200,
    peopleShapes.mentorPage,
  );
  expect(mentors.items.map((one) => one.id)).toEqual([101, 102]);
  expect(
    (await expectShape(await call(reportLoads, "/reports/loads?year=1404", { token }), 200, loads)).mentors,
  ).toHaveLength(3);
});

test("reports/export starts one export however often it is asked, and then streams it", async () => {
  const ask = () => call(fetchExport, "/reports/export?year=1404&profile=sabt", { token });
  const first = await ask();
  const pending = await expectShape(first, 202, exportShapes.exportPending);
  expect(first.headers.get("location")).toBe(pending.statusUrl);
  expect(await expectShape(await ask(), 202, exportShapes.exportPending)).toEqual(pending);
  await work();
  const params = { exportId: pending.exportId };
  const made = await expectShape(
    await call(getExport, pending.statusUrl.replace("/api/v1", ""), { token, params }),
    200,
    exportShapes.exportDetail,
  );
  expect(made).toMatchObject({ state: "READY", rows: 7, job: { state: "DONE" } });
  const file = await ask();
  const bytes = new Uint8Array(await file.arrayBuffer());
  expect([file.status, sha256(bytes), Number(file.headers.get("content-length"))]).toEqual([
    200,
    made.files[0]?.sha256,
    bytes.length,
  ]);
  expect(file.headers.get("content-disposition")).toContain(made.files[0]?.name);
  const explicit = await call(startExport, "/exports", {
    token,
    body: { year: 1404, scope: "YEAR", profile: "sabt-v1", format: "csv" },
  });
  await expectShape(explicit, 202, exportStarted);
  await expectProblem(
    await call(startExport, "/exports", { token, body: { year: 1404, scope: "RUN" } }),
    422,
    "INVALID_INPUT",
  );
  await expectProblem(
    await call(startExport, "/exports", { token, body: { year: 1404, profile: "none" } }),
    422,
    "EXPORT_PROFILE_UNKNOWN",
  );
  await work();
  const list = await expectShape(
    await call(listExports, "/exports", { token }),
    200,
    exportShapes.exportPage,
  );
  expect(list.total).toBe(2);
});

test("a run with publish=true has one job to watch, to its end", async () => {
  const params = { runId };
  await expectProblem(
    await call(revertRun, `/runs/${runId}/revert`, { token, params, body: {} }),
    409,
    "RUN_EXPORTED",
  );
  await expectShape(
    await call(revertRun, `/runs/${runId}/revert`, { token, params, body: { includeExported: true } }),
    202,
    runStarted,
  );
  await work();
  const { jobId } = await expectShape(
    await call(startRun, "/allocation/run", { token, body: { year: 1404, publish: true } }),
    202,
    runStarted,
  );
  await work();
  const status = await expectShape(
    await call(getStatus, `/allocation/status/${jobId}`, { token, params: { jobId } }),
    200,
    runShapes.allocationStatus,
  );
  expect(status).toMatchObject({ kind: "allocate-run", state: "DONE", runState: "PUBLISHED", placed: 7 });
  const next = await call(startRun, "/allocation/run", { token, body: { year: 1404 } });
  expect(next.status).toBe(202);
});
