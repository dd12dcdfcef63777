import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { sha256 } from "@/lib/db/digest";
import { readFile } from "@/lib/db/files";
import { openWorkbook } from "@/lib/excel/read";
import { runJobHere } from "@/lib/jobs/queue";
import { recordDownload, startExport } from "@/lib/reporting/commands";
import { exportToDirectory, reportingJobs } from "@/lib/reporting/jobs";
import { claimExport, completeExport } from "@/lib/reporting/making/commands";
import { findFreshExport, getExport, listExports } from "@/lib/reporting/queries";
import { type StartExport, startExportSchema } from "@/lib/reporting/schema";
import { actorOf } from "../../support/actors";
import { secondConnection, useDatabase } from "../../support/db";
import { createMentor, createPlacement, createPublishedRun } from "../../support/placements";

useDatabase();
const folder = mkdtempSync(path.join(os.tmpdir(), "takhsis-export-"));
afterAll(() => rmSync(folder, { recursive: true }));
const staff = actorOf("OPERATOR");
const ask = (over: Partial<StartExport> = {}) =>
  startExportSchema.parse({ year: 1404, scope: "YEAR", ...over });

const clear = async () => {
  await db().$executeRaw`TRUNCATE exports, "تخصیص_ها", runs, "دانش_آموزان", "منتورها" CASCADE`;
};
beforeEach(clear);

const make = async (over: Partial<StartExport> = {}, actor = staff) => {
  const started = await startExport(actor, ask(over));
  if (!started.ok) throw new Error(started.reason);
  await runJobHere(reportingJobs, started.value.jobId);
  const made = await getExport(staff, started.value.exportId);
  if (!made) throw new Error("not found");
  return made;
};
const rowsOf = async (sha: string, name = "x.xlsx"): Promise<string[][]> => {
  const parts: Buffer[] = [];
  for await (const part of readFile(sha)) parts.push(part);
  const rows: string[][] = [];
  for (const sheet of (await openWorkbook(Buffer.concat(parts), name)).sheets)
    for await (const page of sheet.rows())
      rows.push(...page.map((row) => Array.from(row.cells, (cell) => cell ?? "")));
  return rows;
};
const countersOf = async (made: { files: { sha256: string }[] }) =>
  (await rowsOf(made.files[0]?.sha256 ?? "")).slice(1).map((row) => row[1]);

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

test("a normal mentor without alias is exported by id, and the warning names him", async () => {
  const mentorId = await createMentor({ alias: null });
  await createPlacement({ mentorId });
  const made = await make();
  expect(made.warnings).toEqual([{ code: "ALIAS_MISSING", count: 1, mentors: [mentorId] }]);
  expect((await rowsOf(made.files[0]?.sha256 ?? ""))[1]?.[21]).toBe(String(mentorId));
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

test("the command line's export writes whole files into a folder, the manifest beside them, and nothing else", async () => {
  const mentorId = await createMentor();
  await createPlacement({ mentorId });
  const out = path.join(folder, "deep", "er");
  const result = await exportToDirectory(systemActor("cli"), ask(), out);
  if (!result.ok) throw new Error(result.reason);
  const [file] = result.value.files;
  expect(path.isAbsolute(file?.path ?? "")).toBe(true);
  expect(sha256(readFileSync(file?.path ?? ""))).toBe(file?.sha256);
  expect(readdirSync(out).sort()).toEqual(
    [
      path.basename(file?.path ?? ""),
      path.basename(file?.path ?? "").replace(".xlsx", ".manifest.json"),
    ].sort(),
  );
  const blocked = await exportToDirectory(
    systemActor("cli"),
    ask(),
    path.join(file?.path ?? "", "below-a-file"),
  );
  expect(blocked).toMatchObject({ ok: false, reason: "EXPORT_IO_ERROR" });
});

test("SABT_V1: sixteen columns, sorted by year, centre, group, school and national id, in csv as in xlsx", async () => {
  const mentorId = await createMentor({ mobile: "09120000000" });
  const student = (nationalId: string, centerCode: number, schoolCode: number | null) =>
    createPlacement({ mentorId, student: { nationalId, centerCode, schoolCode } });
  await student("0030000000", 2, 12);
  await student("0020000000", 1, null);
  await student("0010000000", 1, 650);
  const csv = await make({ profile: "sabt-v1", format: "csv" });
  const rows = await rowsOf(csv.files[0]?.sha256 ?? "", "x.csv");
  expect(rows[0]).toHaveLength(16);
  expect(rows.slice(1).map((row) => [row[0], row[10]])).toEqual([
    ["0010000000", "000650"],
    ["0020000000", ""],
    ["0030000000", "000012"],
  ]);
  expect(rows[1]?.[14]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  expect(csv.files[0]?.name).toMatch(/^export_SABT_V1_1404-ALL_\d{14}_001\.csv$/);
  expect(csv.manifestName).toBe("export_manifest.json");
  const xlsx = await make({ profile: "sabt-v1" });
  expect((await rowsOf(xlsx.files[0]?.sha256 ?? "")).slice(1)).toEqual(rows.slice(1));
});

test("a delta begins after its watermark pair and says in the manifest where the next begins", async () => {
  const mentorId = await createMentor();
  const at = new Date("2025-08-01T00:00:00Z");
  const first = await createPlacement({ mentorId, at });
  const second = await createPlacement({ mentorId, at });
  const [low, high] = [first, second].sort((a, b) => (a.id < b.id ? -1 : 1));
  const since = { at: at.toISOString(), id: low?.id ?? "" };
  const made = await make({ profile: "sabt-v1", scope: "DELTA", since });
  expect(made.rows).toBe(1);
  const stored = await db().export.findUniqueOrThrow({ where: { id: made.id } });
  expect(stored.manifest).toMatchObject({
    delta_window: { from: since, to: { at: since.at, id: high?.id } },
  });
  expect(startExportSchema.safeParse({ year: 1404, scope: "DELTA" }).success).toBe(false);
});
