import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { readFile } from "@/lib/db/files";
import { openWorkbook } from "@/lib/excel/read";
import { runJobHere } from "@/lib/jobs/queue";
import { startExport } from "@/lib/reporting/commands";
import { reportingJobs } from "@/lib/reporting/jobs";
import { claimExport, completeExport, noteExportRows } from "@/lib/reporting/making/commands";
import type { Manifest } from "@/lib/reporting/manifest";
import { startExportSchema } from "@/lib/reporting/schema";
import type { JobId } from "@/lib/shared/ids";
import { caseloadOf, drainHere, LEAVER, storeOffice, whose } from "./drain-office";
import { publishHere } from "./running";
import { must, system, useWorld, YEAR } from "./world";

useWorld();

describe("ImportToSabt around a drain", () => {
  beforeEach(storeOffice);
  const begin = async (scope: "NEW" | "YEAR"): Promise<{ exportId: string; jobId: JobId }> =>
    must(await startExport(system, startExportSchema.parse({ year: YEAR, scope })));
  /** National id and mentor of each row of the file, as a reader of it sees them. */
  const exportHere = async (scope: "NEW" | "YEAR"): Promise<Record<string, number>> => {
    const { exportId, jobId } = await begin(scope);
    await runJobHere(reportingJobs, jobId);
    const made = await db().export.findUniqueOrThrow({ where: { id: exportId } });
    const parts: Buffer[] = [];
    for await (const part of readFile((made.files as { sha256: string }[])[0]!.sha256)) parts.push(part);
    const rows: string[][] = [];
    for (const sheet of (await openWorkbook(Buffer.concat(parts), "x.xlsx")).sheets)
      for await (const page of sheet.rows())
        rows.push(...page.map((row) => Array.from(row.cells, (cell) => cell ?? "")));
    const at = (heading: string) => rows[0]!.indexOf(heading);
    const [nid, mentor] = [at("کدملی"), at("پیدا کردن ردیف پشتیبان از فیلد 141")];
    return Object.fromEntries(rows.slice(1).map((row) => [row[nid]!, Number(row[mentor])]));
  };

  test("shows the new mentors, and what is new are the moved ones only", async () => {
    expect(await exportHere("YEAR")).toEqual(await whose());
    const moved = await caseloadOf(LEAVER);
    await publishHere(await drainHere());
    const now = await whose();
    expect(await exportHere("NEW")).toEqual(Object.fromEntries(moved.map((id) => [id, now[id]])));
    expect(await exportHere("YEAR")).toEqual(now);
  });

  test("that is being made meanwhile is not finished with placements that have ended, but made again", async () => {
    const { exportId, jobId } = await begin("YEAR");
    expect(await claimExport(system, exportId)).toMatchObject({ state: "mine" });
    const rows = await db().assignment.findMany({ where: { status: "OK" } });
    const assignmentIds = rows.map((row) => row.id);
    await noteExportRows(system, exportId, { assignmentIds, done: rows.length, total: rows.length });
    await publishHere(await drainHere());
    const done = await completeExport(system, exportId, {
      selection: { profile: "sabt", year: YEAR, scope: "YEAR" },
      files: [],
      warnings: [],
      manifest: {} as Manifest,
      fingerprint: "",
      rows: rows.length,
    });
    expect(done).toBe(false);
    await runJobHere(reportingJobs, jobId);
    expect(await db().export.findUnique({ where: { id: exportId } })).toMatchObject({ state: "READY" });
    const ended = { exportId, assignmentId: { in: assignmentIds } };
    expect(await db().exportRow.count({ where: ended })).toBe(rows.length - 4);
  });
});
