import { recordAudit } from "@/lib/auth/audit";
import { type Can, holds } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { enqueue } from "@/lib/jobs/queue";
import { changeAccepting } from "@/lib/mentor/accepting/commands";
import { lockSeenMentor } from "@/lib/mentor/accepting/sql";
import type { JobId, RunId } from "@/lib/shared/ids";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { hasEligible } from "../pool/queries";
import type { StartDrain } from "./schema";

export type DrainRefusal = "NOT_FOUND" | "FORBIDDEN" | "YEAR_UNKNOWN" | "RUN_ACTIVE" | "DRAIN_NOBODY";

/** Who works in the pool and would make the plan stale; a mentor is not closed under an import either. */
async function holderOf(tx: Tx, stopAccepting: boolean) {
  const busy = await requirePoolFree(tx);
  return busy !== null && (stopAccepting || busy.holderKind === "RUN") ? busy : null;
}

/**
 * Creates a DRAIN run in PLANNING and the job that plans it: where the mentor's students of the year go who can be moved, of the
 * actor's centres only. With `stopAccepting` the mentor takes no new students from now on, whatever becomes of the run (needs
 * mentor:write, else FORBIDDEN). Refuses DRAIN_NOBODY when nobody can be moved: pinned, under review, on hold, or of other
 * centres. Source: Design §4, Contracts §2, §6.
 */
export const startDrain = (
  staff: Can<"alloc:run">,
  input: StartDrain,
): Promise<Result<{ runId: RunId; jobId: JobId; number: number }, DrainRefusal>> =>
  inTx(async (tx) => {
    const { mentorId, year, policy, switches, stopAccepting } = input;
    if (stopAccepting && !holds(staff, "mentor:write"))
      return refuse("FORBIDDEN", { permission: "mentor:write" });
    const busy = await holderOf(tx, stopAccepting);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    const mentor = await lockSeenMentor(tx, staff, mentorId);
    if (mentor === null) return refuse("NOT_FOUND");
    if ((await tx.academicYear.findUnique({ where: { year } })) === null)
      return refuse("YEAR_UNKNOWN", { year });
    const { centers } = staff;
    if (!(await hasEligible(tx, { year, centers, drainedMentorId: mentorId })))
      return refuse("DRAIN_NOBODY", { mentorId, year });

    const run = await tx.run.create({
      data: {
        id: newId(),
        kind: "DRAIN",
        drainedMentorId: mentorId,
        year,
        policy,
        switches,
        centers: [...centers],
        state: "PLANNING",
        createdById: staff.id,
        createdByName: staff.name,
      },
    });
    if (stopAccepting) await changeAccepting(tx, staff, { mentor, accepting: false });
    const jobId = await enqueue(tx, staff, { kind: "plan-run", subject: "run", subjectId: run.id });
    await recordAudit(tx, staff, {
      action: "allocation.run.start",
      resourceType: "run",
      resourceId: run.id,
      diff: { kind: "DRAIN", drainedMentorId: mentorId, year, policy, switches, centers, stopAccepting },
    });
    return ok({ runId: run.id as RunId, jobId, number: run.number });
  });
