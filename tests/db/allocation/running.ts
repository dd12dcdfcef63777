import { startPlan, startPublish, startRevert } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { must, system, YEAR } from "./world";

/** Plans a run in this process; returns its id. */
export async function planHere(
  over: { year?: number; schoolFallback?: boolean; students?: readonly string[] } = {},
): Promise<string> {
  const { runId, jobId } = must(
    await startPlan(system, {
      year: over.year ?? YEAR,
      policy: "sequential",
      centers: [],
      switches: { schoolFallback: over.schoolFallback ?? false },
      ...(over.students ? { students: over.students } : {}),
    }),
  );
  await runJobHere(allocationJobs, jobId);
  return runId;
}

/** Publishes a planned run in this process. */
export async function publishHere(runId: string): Promise<void> {
  const { jobId } = must(await startPublish(system, { runId }));
  await runJobHere(allocationJobs, jobId);
}

/** Takes a run back in this process. */
export async function revertHere(runId: string, includeExported = false): Promise<void> {
  const { jobId } = must(await startRevert(system, { runId, includeExported }));
  await runJobHere(allocationJobs, jobId);
}

/** The published plan as `national_id,mentor_id` lines. */
export async function publishedLines(runId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ line: string }[]>`
    SELECT "کد_ملی" || ',' || coalesce("شناسه_منتور"::text, '') AS line FROM "تخصیص_ها"
    WHERE run_id = ${runId}::uuid AND "وضعیت" <> 'REVERTED' ORDER BY "کد_ملی" COLLATE "C"`;
  return rows.map((row) => row.line);
}

/** The plan of a run as `national_id,mentor_id` lines. */
export async function plannedLines(runId: string): Promise<string[]> {
  const items = await db().runItem.findMany({ where: { runId }, orderBy: { position: "asc" } });
  return items.map((item) => `${item.nationalId},${item.mentorId ?? ""}`);
}

/** State and counts of a run. */
export const runOf = (runId: string) => db().run.findUniqueOrThrow({ where: { id: runId } });
