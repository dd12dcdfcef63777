import { recordAudit } from "@/lib/auth/audit";
import { type Can, seesCenters } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { type Result, refuse } from "@/lib/shared/result";
import { type Sources, sourcesAfterEdit } from "@/lib/shared/sources";
import { capacityAdjusted } from "../events";
import type { RaiseCapacity } from "./schema";

type Raised = Result<
  { mentorId: number; before: number; after: number },
  "NOT_FOUND" | "STALE_VERSION" | "RUN_ACTIVE"
>;

/**
 * Gives a mentor more places: the cure of CAPACITY_FULL. Out of sight → NOT_FOUND, changed since the page was drawn →
 * STALE_VERSION, while a run or an import has the pool → RUN_ACTIVE: a plan in work counts on the capacities it has seen.
 * Source: Contracts §2, §6.
 */
export const raiseCapacity = (
  actor: Can<"mentor:write">,
  { mentorId, places, version }: RaiseCapacity,
): Promise<Raised> =>
  inTx(async (tx): Promise<Raised> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    await tx.$queryRaw`SELECT 1 FROM "منتورها" WHERE "شناسه_منتور" = ${mentorId} FOR NO KEY UPDATE`;
    const mentor = await tx.mentor.findUnique({
      where: { id: mentorId },
      include: { manager: { include: { centers: true } } },
    });
    const centers = mentor?.manager?.centers.map((one) => one.centerCode) ?? [];
    if (mentor === null || (actor.centers.length > 0 && centers.length === 0) || !seesCenters(actor, centers))
      return refuse("NOT_FOUND");
    if (version !== undefined && version !== mentor.version)
      return refuse("STALE_VERSION", { version: mentor.version });
    const [before, after] = [mentor.capacity, mentor.capacity + places];
    const now = new Date();
    const edit = { by: actor.name, at: now.toISOString() };
    const sources = sourcesAfterEdit(mentor.sources as Sources, { capacity: before }, edit);
    await tx.mentor.update({
      where: { id: mentorId },
      data: { capacity: after, sources: sources as object, version: { increment: 1 }, updatedAt: now },
    });
    await recordAudit(tx, actor, {
      action: "mentor.capacity.raise",
      resourceType: "mentor",
      resourceId: String(mentorId),
      diff: { capacity: [before, after] },
    });
    await appendEvents(tx, actor, [capacityAdjusted(newId(), { mentorId, before, after })]);
    return { ok: true, value: { mentorId, before, after } };
  });
