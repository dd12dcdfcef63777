import { recheckAssignments } from "@/lib/allocation/placement/commands";
import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { type Result, refuse } from "@/lib/shared/result";
import { deriveTypesAgain } from "@/lib/student/stored/sql";

type Removed = Result<{ changed: number }, "RUN_ACTIVE" | "NOT_FOUND">;

/**
 * Takes a school off the special-school roster of a year, derives the types of that year's students again and looks at their
 * placements; returns how many types changed. A file never does this. Refuses `RUN_ACTIVE` while the pool is taken, and
 * `NOT_FOUND`. Source: Contracts §5.
 */
export const removeSpecialSchool = (
  actor: Can<"settings:write">,
  { year, schoolCode }: { year: number; schoolCode: number },
): Promise<Removed> =>
  inTx(async (tx): Promise<Removed> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy, since: busy.since.toISOString() });
    const entry = { year_schoolCode: { year, schoolCode } };
    if ((await tx.specialSchool.findUnique({ where: entry })) === null) return refuse("NOT_FOUND");
    await tx.specialSchool.delete({ where: entry });
    const nationalIds = await deriveTypesAgain(tx, year);
    if (nationalIds.length > 0) await recheckAssignments(tx, actor, { nationalIds });
    await recordAudit(tx, actor, {
      action: "intake.special-school.remove",
      resourceType: "special-school",
      resourceId: `${year}:${schoolCode}`,
      diff: { students: nationalIds.length },
    });
    return { ok: true, value: { changed: nationalIds.length } };
  });
