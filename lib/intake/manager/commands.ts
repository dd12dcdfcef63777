import { recheckAssignments } from "@/lib/allocation/placement/commands";
import { overtaken, recordAudit } from "@/lib/auth/audit";
import { type Can, ownsCenters, seesCenters } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { emitProgress } from "@/lib/jobs/progress";
import type { ChangeManager } from "@/lib/mentor/manager/schema";
import { writeManagers } from "@/lib/mentor/manager/sql";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { cleanText, compactKey } from "@/lib/shared/text";

type Changed = Result<
  { managerId: number; flagged: number },
  "NOT_FOUND" | "STALE_VERSION" | "RUN_ACTIVE" | "CENTER_OUT_OF_SCOPE" | "INVALID_INPUT"
>;

/**
 * Changes a manager by hand as a file would: other centres are other centres of all the mentors, so their placements are
 * looked at again, and `flagged` of them came under review; none moves. Refuses NOT_FOUND out of sight, CENTER_OUT_OF_SCOPE
 * when any centre before or after is not the actor's, STALE_VERSION, and RUN_ACTIVE while a run or an import has the pool.
 * Source: Contracts §2, §6.
 */
export const changeManager = (
  actor: Can<"mentor:write">,
  { id, version, name, active, centers }: ChangeManager,
): Promise<Changed> =>
  inTx(async (tx): Promise<Changed> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    await tx.$queryRaw`SELECT 1 FROM managers WHERE id = ${id} FOR NO KEY UPDATE`;
    const before = await tx.manager.findUnique({ where: { id }, include: { centers: true } });
    const had = before?.centers.map((one) => one.centerCode).sort((a, b) => a - b) ?? [];
    const unseen = actor.centers.length > 0 && (had.length === 0 || !seesCenters(actor, had));
    if (before === null || unseen) return refuse("NOT_FOUND");
    if (!ownsCenters(actor, had) || !ownsCenters(actor, centers))
      return refuse("CENTER_OUT_OF_SCOPE", { centers: had });
    if (version !== before.version) {
      const told = { type: "manager", id: String(id), version: before.version, updatedAt: before.updatedAt };
      return refuse("STALE_VERSION", await overtaken(tx, told));
    }
    const known = await tx.center.count({ where: { code: { in: [...centers] } } });
    if (known !== centers.length) return refuse("INVALID_INPUT", { fields: { centers: "center_unknown" } });
    const { text } = cleanText(name);
    await writeManagers(tx, [{ id, name: text, nameKey: compactKey(text), active, centers: [...centers] }]);
    const led = await tx.mentor.findMany({ where: { managerId: id }, select: { id: true } });
    const mentorIds = led.map((mentor) => mentor.id);
    const flagged = mentorIds.length > 0 ? await recheckAssignments(tx, actor, { mentorIds }) : [];
    await recordAudit(tx, actor, {
      action: "mentor.manager.change",
      resourceType: "manager",
      resourceId: String(id),
      diff: {
        centers: [had, [...centers].sort((a, b) => a - b)],
        active: [before.active, active],
        renamed: before.name !== text,
        flagged: flagged.length,
      },
    });
    // No event leaves the house for this, so the pages of the pool are told here.
    await emitProgress(tx, "pool", "changed", { managers: 1 });
    return ok({ managerId: id, flagged: flagged.length });
  });
