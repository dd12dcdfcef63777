import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { sha256 } from "@/lib/db/digest";
import { readFile } from "@/lib/db/files";
import { runJobHere } from "@/lib/jobs/queue";
import { startExport } from "@/lib/reporting/commands";
import { reportingJobs } from "@/lib/reporting/jobs";
import { getExport } from "@/lib/reporting/queries";
import { createMentor, createPlacement, createPublishedRun } from "../../support/placements";
import { ask, countersOf, make, staff, useExports } from "./exporting";

useExports();

test("an export holds the placed students in the order of their counters, and its sha256 is that of the bytes", async () => {
  const mentorId = await createMentor();
  for (const counter of ["543570009", "533570004", "543570001"])
    await createPlacement({ mentorId, student: { counter } });
  const made = await make();
  expect(made).toMatchObject({ state: "READY", rows: 3, download: "ready", warnings: [] });
  expect(await countersOf(made)).toEqual(["533570004", "543570001", "543570009"]);
  const file = made.files[0];
  expect(file?.name).toMatch(/^ImportToSabt_1404-ALL_\d{14}_\d{3,}\.xlsx$/);
  const parts: Buffer[] = [];
  for await (const part of readFile(file?.sha256 ?? "")) parts.push(part);
  expect(sha256(Buffer.concat(parts))).toBe(file?.sha256);
  const stored = await db().export.findUniqueOrThrow({ where: { id: made.id } });
  expect(stored.manifest).toMatchObject({
    profile: "sabt",
    total_rows: 3,
    sort_keys: ["counter"],
    files: [{ name: file?.name, sha256: file?.sha256, row_count: 3, byte_size: file?.size }],
  });
});

test("the same data exported twice, two seconds apart, gives the same bytes", async () => {
  const mentorId = await createMentor();
  for (let i = 0; i < 5; i += 1) await createPlacement({ mentorId });
  const first = await make();
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  const second = await make();
  expect(second.files[0]?.sha256).toBe(first.files[0]?.sha256);
  expect(second.files[0]?.name).not.toBe(first.files[0]?.name);
});

test("NEW carries what no READY export of the profile carried before; RUN one run; YEAR everything", async () => {
  const mentorId = await createMentor();
  const runId = await createPublishedRun();
  await createPlacement({ mentorId, student: { counter: "543570001" } });
  expect(await countersOf(await make({ scope: "NEW" }))).toEqual(["543570001"]);
  await createPlacement({ mentorId, runId, student: { counter: "543570002" } });
  expect(await countersOf(await make({ scope: "NEW" }))).toEqual(["543570002"]);
  expect(await countersOf(await make({ scope: "RUN", runId }))).toEqual(["543570002"]);
  expect(await countersOf(await make({ scope: "YEAR" }))).toEqual(["543570001", "543570002"]);
  expect(await startExport(staff, ask({ scope: "NEW" }))).toMatchObject({
    ok: false,
    reason: "EXPORT_EMPTY",
  });
  const v1 = await make({ scope: "NEW", profile: "sabt-v1" });
  expect(v1.rows).toBe(2);
});

test("placements under review are left out and counted; alone they make nothing to export", async () => {
  const mentorId = await createMentor();
  await createPlacement({ mentorId, status: "TEMP_REVIEW" });
  expect(await startExport(staff, ask())).toMatchObject({
    ok: false,
    reason: "EXPORT_EMPTY",
    details: { underReview: 1 },
  });
  await createPlacement({ mentorId, student: { counter: "543570001" } });
  const made = await make();
  expect(await countersOf(made)).toEqual(["543570001"]);
  expect(made.warnings).toEqual([{ code: "TEMP_REVIEW_LEFT_OUT", count: 1 }]);
});

test("a placed student without a counter refuses the export, at the start and in the job", async () => {
  const mentorId = await createMentor();
  const { studentId } = await createPlacement({ mentorId });
  const started = await startExport(staff, ask());
  await db().student.update({ where: { id: studentId }, data: { counter: null } });
  expect(await startExport(staff, ask())).toMatchObject({
    ok: false,
    reason: "EXPORT_VALIDATION_ERROR",
    details: { count: 1, students: [studentId] },
  });
  if (!started.ok) throw new Error(started.reason);
  await expect(runJobHere(reportingJobs, started.value.jobId)).rejects.toMatchObject({
    code: "EXPORT_VALIDATION_ERROR",
  });
  expect(await getExport(staff, started.value.exportId)).toMatchObject({
    state: "FAILED",
    errorCode: "EXPORT_VALIDATION_ERROR",
    download: "none",
  });
});
