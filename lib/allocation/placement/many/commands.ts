import { recordAudits } from "@/lib/auth/audit";
import { type Can, inScope } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { eventOf } from "../../events";

type Left = { readonly id: string; readonly name: string; readonly reason: "NOT_FOUND" | "STUDENT_STATE" };
/** What became of many students: how many were changed, and who was left and why. */
export type ManyHeld = { readonly done: number; readonly left: readonly Left[] };

type Many = {
  readonly studentIds: readonly string[];
  /** true = out of the next runs, false = back into the pool. */
  readonly hold: boolean;
  readonly reason: string;
};

/**
 * Holds many students back from the next runs, or lets them in again, all at once; placements stay. Who is out of sight,
 * withdrawn or stands so already is left and told. Refuses RUN_ACTIVE as a whole. Source: Contracts §1, §6.
 */
export const holdStudents = (
  staff: Can<"student:write">,
  { studentIds, hold, reason }: Many,
): Promise<Result<ManyHeld, "RUN_ACTIVE">> =>
  inTx(async (tx): Promise<Result<ManyHeld, "RUN_ACTIVE">> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    const ids = [...new Set(studentIds)];
    await tx.$queryRaw`SELECT 1 FROM "دانش_آموزان" WHERE "شناسه" = ANY(${ids}::uuid[]) ORDER BY "کد_ملی" FOR NO KEY UPDATE`;
    const found = await tx.student.findMany({
      where: { id: { in: ids } },
      select: { id: true, firstName: true, lastName: true, centerCode: true, onHold: true, withdrawn: true },
    });
    const seen = found.filter(({ centerCode }) => inScope(staff, centerCode));
    const turned = seen.filter(({ onHold, withdrawn }) => !withdrawn && onHold !== hold);
    await tx.student.updateMany({
      where: { id: { in: turned.map(({ id }) => id) } },
      data: { onHold: hold, version: { increment: 1 }, updatedAt: new Date() },
    });
    await recordAudits(
      tx,
      staff,
      turned.map(({ id, centerCode, onHold, withdrawn }) => ({
        action: `student.student.${hold ? "hold" : "release"}`,
        resourceType: "student",
        resourceId: id,
        centerCode,
        diff: { before: { onHold, withdrawn }, after: { onHold: hold }, reason, together: turned.length },
      })),
    );
    await appendEvents(
      tx,
      staff,
      turned.map(({ id, withdrawn }) =>
        eventOf(newId(), "takhsis.student.eligibility.changed.v1", id, {
          studentId: id,
          onHold: hold,
          withdrawn,
        }),
      ),
    );
    const changed = new Set(turned.map(({ id }) => id));
    const names = new Map(seen.map((one) => [one.id, `${one.firstName} ${one.lastName}`.trim()]));
    const left = ids
      .filter((id) => !changed.has(id))
      .map((id): Left => {
        const name = names.get(id);
        return { id, name: name ?? "", reason: name === undefined ? "NOT_FOUND" : "STUDENT_STATE" };
      });
    return ok({ done: turned.length, left });
  });
