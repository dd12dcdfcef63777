import fs from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as startRun } from "@/app/api/v1/allocation/run/route";
import { GET as getStatus } from "@/app/api/v1/allocation/status/[jobId]/route";
import { explanation } from "@/app/api/v1/contract/explanation";
import * as exportShapes from "@/app/api/v1/contract/exports";
import * as peopleShapes from "@/app/api/v1/contract/people";
import { loads } from "@/app/api/v1/contract/reports";
import * as runShapes from "@/app/api/v1/contract/runs";
import { exportStarted, runStarted } from "@/app/api/v1/contract/shapes";
import { POST as explainById } from "@/app/api/v1/explain/route";
import { GET as getExport } from "@/app/api/v1/exports/[exportId]/route";
import { GET as listExports, POST as startExport } from "@/app/api/v1/exports/route";
import { GET as listMentors } from "@/app/api/v1/mentors/route";
import { GET as fetchExport } from "@/app/api/v1/reports/export/route";
import { GET as reportLoads } from "@/app/api/v1/reports/loads/route";
import { GET as listRunItems } from "@/app/api/v1/runs/[runId]/items/route";
import { POST as publishRun } from "@/app/api/v1/runs/[runId]/publish/route";
import { POST as revertRun } from "@/app/api/v1/runs/[runId]/revert/route";
import { GET as getRun } from "@/app/api/v1/runs/[runId]/route";
import { GET as listRuns } from "@/app/api/v1/runs/route";
import { GET as explainStudent } from "@/app/api/v1/students/[studentId]/explanation/route";
import { POST as searchStudents } from "@/app/api/v1/students/search/route";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/db/digest";
import { useDatabase } from "../../support/db";
import { nationalId, writeOffice } from "../../support/office";
import { call, tokenWith } from "../../support/rest";
import { expectProblem, expectShape, importKind, work } from "./contract";

useDatabase();
let office: Awaited<ReturnType<typeof writeOffice>>;
let token = "";
let runId = "";
beforeAll(async () => {
  office = await writeOffice();
  token = await tokenWith([...PERMISSIONS]);
  await importKind(token, { kind: "managers", file: office.managers, year: null });
  await importKind(token, { kind: "mentors", file: office.mentors, year: 1404 });
  await importKind(token, { kind: "students", file: office.students, year: 1404 });
});
afterAll(() => fs.rm(office.folder, { recursive: true }));

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
