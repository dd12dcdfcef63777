import { recordAudit } from "@/lib/auth/audit";
import { type Can, holds } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import type { JobId, RunId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { type StartRefusal, startPlan } from "../commands";
import { settingsOfRun } from "../defaults/queries";
import { chooseWaiting } from "../waiting";
import { readWaitingList } from "./queries";
import type { WaitingFilter } from "./schema";

/**
 * Plans a run of just the waiting students a filter means, as the queue shows them this moment, as new runs are proposed;
 * nobody else takes part.
 * Refuses RUN_NO_STUDENTS when nobody is meant, and as `startPlan` does.
 */
export async function planWaiting(
  staff: Can<"alloc:run">,
  filter: WaitingFilter,
): Promise<Result<{ runId: RunId; jobId: JobId; number: number }, StartRefusal | "FORBIDDEN">> {
  if (!holds(staff, "run:read")) return refuse("FORBIDDEN");
  const { waiting, people } = await readWaitingList(staff, filter.year);
  const students = chooseWaiting(waiting, filter).flatMap(
    (one) => people.get(one.student.nationalId)?.studentId ?? [],
  );
  if (students.length === 0) return refuse("RUN_NO_STUDENTS", { year: filter.year });
  return await startPlan(staff, {
    year: filter.year,
    centers: [],
    ...(await settingsOfRun(staff, {})),
    students,
  });
}

/** Notes that somebody took the queue of a year, or the unplaced of a run, away as a workbook. */
export const recordQueueDownload = (
  staff: Can<"export:download">,
  { year, runId, rows }: { readonly year: number; readonly runId: string | null; readonly rows: number },
): Promise<void> =>
  inTx((tx) =>
    recordAudit(tx, staff, {
      action: "allocation.queue.download",
      resourceType: runId === null ? "year" : "run",
      resourceId: runId ?? String(year),
      diff: { year, rows },
    }),
  );
