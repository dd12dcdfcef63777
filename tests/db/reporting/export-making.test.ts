import { expect, test } from "vitest";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { recordDownload, startExport } from "@/lib/reporting/commands";
import { reportingJobs } from "@/lib/reporting/jobs";
import { claimExport, completeExport } from "@/lib/reporting/making/commands";
import { findFreshExport, getExport, listExports } from "@/lib/reporting/queries";
import type { StartExport } from "@/lib/reporting/schema";
import { actorOf } from "../../support/actors";
import { secondConnection } from "../../support/db";
import { createMentor, createPlacement } from "../../support/placements";
import { ask, countersOf, make, staff, useExports } from "./exporting";

useExports();

test("of two exports of what is new, made at the same time, only one carries a placement", async () => {
  const mentorId = await createMentor();
  const { id } = await createPlacement({ mentorId });
  const started = [
    await startExport(staff, ask({ scope: "NEW" })),
    await startExport(staff, ask({ scope: "NEW" })),
  ];
  const [a, b] = started.map((s) => (s.ok ? s.value : null));
  if (!a || !b) throw new Error("not started");
  await runJobHere(reportingJobs, a.jobId);
  await expect(runJobHere(reportingJobs, b.jobId)).rejects.toMatchObject({ code: "EXPORT_EMPTY" });
  await db().export.update({ where: { id: b.exportId }, data: { state: "RUNNING" } });
  const { manifest } = await db().export.findUniqueOrThrow({ where: { id: a.exportId } });
  await db().exportRow.create({ data: { exportId: b.exportId, assignmentId: id } });
  const selection = { profile: "sabt", year: 1404, scope: "NEW" } as const;
  const late = { selection, files: [], warnings: [], manifest: manifest as never, fingerprint: "x", rows: 1 };
  expect(await completeExport(systemActor("test"), b.exportId, late)).toBe(false);
  const all = { ...late, selection: { ...selection, scope: "YEAR" as const } };
  expect(await completeExport(systemActor("test"), b.exportId, { ...all, rows: 2 })).toBe(false);
  expect(await completeExport(systemActor("test"), b.exportId, all)).toBe(true);
});

test("an export whose placements ended while it was made is made again", async () => {
  const mentorId = await createMentor();
  const gone = await createPlacement({ mentorId });
  const kept = await createPlacement({ mentorId });
  const made = await make();
  await db().export.update({ where: { id: made.id }, data: { state: "RUNNING" } });
  const ended = { status: "REVERTED", endedReason: "RUN_REVERTED" };
  await db().assignment.update({ where: { id: gone.id }, data: ended });
  const { manifest } = await db().export.findUniqueOrThrow({ where: { id: made.id } });
  const selection = { profile: "sabt", year: 1404, scope: "YEAR" } as const;
  const late = { selection, files: [], warnings: [], manifest: manifest as never, fingerprint: "x", rows: 2 };
  expect(await completeExport(systemActor("test"), made.id, late)).toBe(false);
  await db().exportRow.deleteMany({ where: { assignmentId: { not: kept.id } } });
  expect(await completeExport(systemActor("test"), made.id, { ...late, rows: 1 })).toBe(true);
});

test("two processes with the same job make the export once; the second waits and finds it done", async () => {
  const mentorId = await createMentor();
  for (let i = 0; i < 50; i += 1) await createPlacement({ mentorId });
  const started = await startExport(staff, ask());
  if (!started.ok) throw new Error(started.reason);
  const { exportId, jobId } = started.value;
  await Promise.all([1, 2, 3].map(() => runJobHere(reportingJobs, jobId)));
  expect(await getExport(staff, exportId)).toMatchObject({ state: "READY", rows: 50 });
  expect(await db().exportRow.count({ where: { exportId } })).toBe(50);
  expect(
    await db().auditLog.count({ where: { resourceId: exportId, action: "reporting.export.ready" } }),
  ).toBe(1);
  const second = await secondConnection();
  await db().export.update({ where: { id: exportId }, data: { state: "RUNNING" } });
  await second.query("BEGIN");
  await second.query("SELECT 1 FROM exports WHERE id = $1 FOR NO KEY UPDATE", [exportId]);
  expect(await claimExport(systemActor("test"), exportId)).toEqual({ state: "busy" });
  await second.query("ROLLBACK");
  await second.end();
  expect(await claimExport(systemActor("test"), exportId)).toMatchObject({ state: "mine" });
});

test("what is asked wrongly is refused before anything is written", async () => {
  const before = await db().export.count();
  const reasonOf = async (over: Partial<StartExport>) => {
    const result = await startExport(staff, ask(over));
    return result.ok ? null : result.reason;
  };
  expect(await reasonOf({ profile: "sabt-v9" })).toBe("EXPORT_PROFILE_UNKNOWN");
  expect(await reasonOf({ format: "csv" })).toBe("INVALID_INPUT");
  expect(await reasonOf({ year: 1399 })).toBe("YEAR_UNKNOWN");
  expect(await reasonOf({ centers: [7] })).toBe("EXPORT_CENTER_INVALID");
  expect(await reasonOf({ scope: "RUN", runId: "00000000-0000-7000-8000-000000000000" })).toBe("NOT_FOUND");
  expect(await db().export.count()).toBe(before);
});

test("a manager exports and downloads the own centres only", async () => {
  const mentorId = await createMentor();
  await createPlacement({ mentorId, student: { centerCode: 1, counter: "543570001" } });
  await createPlacement({ mentorId, student: { centerCode: 2, counter: "543570002" } });
  const manager = actorOf("MANAGER", { centers: [1] });
  const own = await make({}, manager);
  expect(own.centers).toEqual([1]);
  expect(own.files[0]?.name).toContain("_1404-1_");
  expect(await countersOf(own)).toEqual(["543570001"]);
  expect(await startExport(manager, ask({ centers: [2] }))).toMatchObject({
    ok: false,
    reason: "CENTER_OUT_OF_SCOPE",
  });
  const all = await make();
  const other = await make({ centers: [2] });
  const seen = await listExports(manager, { offset: 0, size: 10 });
  expect(seen.rows.map((row) => [row.id, row.download])).toEqual([
    [all.id, "out-of-scope"],
    [own.id, "ready"],
  ]);
  const name = (made: typeof all) => made.files[0]?.name ?? "";
  const fetch = (made: typeof all) => recordDownload(manager, { exportId: made.id, name: name(made) });
  expect(await fetch(own)).toMatchObject({ ok: true });
  expect(await fetch(all)).toMatchObject({ ok: false, reason: "CENTER_OUT_OF_SCOPE" });
  expect(await fetch(other)).toMatchObject({ ok: false, reason: "NOT_FOUND" });
});

test("each download is audited, and after its day an export is gone", async () => {
  const mentorId = await createMentor();
  await createPlacement({ mentorId });
  const made = await make();
  const auditor = actorOf("AUDITOR", { name: "auditor" });
  const name = made.files[0]?.name ?? "";
  const count = () =>
    db().auditLog.count({ where: { action: "reporting.export.download", resourceId: made.id } });
  await recordDownload(auditor, { exportId: made.id, name });
  await recordDownload(auditor, { exportId: made.id, name: made.manifestName ?? "" });
  expect(await recordDownload(auditor, { exportId: made.id, name: "../etc/passwd" })).toMatchObject({
    ok: false,
  });
  expect(await count()).toBe(2);
  const entry = await db().auditLog.findFirstOrThrow({
    where: { resourceId: made.id, actorName: "auditor" },
  });
  expect(entry).toMatchObject({ role: "AUDITOR", diff: { name, sha256: made.files[0]?.sha256 } });
  await db().export.update({ where: { id: made.id }, data: { expiresAt: new Date(0) } });
  expect(await recordDownload(auditor, { exportId: made.id, name })).toMatchObject({
    reason: "EXPORT_EXPIRED",
  });
  await createPlacement({ mentorId });
  await make();
  expect(await db().storedFile.count({ where: { sha256: made.files[0]?.sha256 ?? "" } })).toBe(0);
});

test("a job that runs again changes nothing, and one that was killed is made again", async () => {
  const mentorId = await createMentor();
  await createPlacement({ mentorId });
  const made = await make();
  await db().job.updateMany({ where: { subjectId: made.id }, data: { state: "QUEUED" } });
  await runJobHere(reportingJobs, made.job?.id as never);
  const again = await getExport(staff, made.id);
  expect(again).toMatchObject({ readyAt: made.readyAt, files: made.files });
  await db().export.update({ where: { id: made.id }, data: { state: "RUNNING", files: [] } });
  await db().job.updateMany({ where: { subjectId: made.id }, data: { state: "QUEUED" } });
  await runJobHere(reportingJobs, made.job?.id as never);
  expect(await getExport(staff, made.id)).toMatchObject({ state: "READY", files: made.files });
});

test("a fresh export is found until the data change", async () => {
  const mentorId = await createMentor();
  const { studentId } = await createPlacement({ mentorId });
  const find = () => findFreshExport(staff, { profile: "sabt", year: 1404, format: "xlsx" });
  expect(await find()).toBeNull();
  const made = await make();
  expect((await find())?.id).toBe(made.id);
  await db().student.update({ where: { id: studentId }, data: { lastName: "دیگر" } });
  expect(await find()).toBeNull();
});
