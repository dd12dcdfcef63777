import { recordAudit } from "@/lib/auth/audit";
import { type Can, ownsCenters } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { type Result, refuse } from "@/lib/shared/result";
import { cleanText, compactKey } from "@/lib/shared/text";
import type { CreateManager } from "./schema";
import { writeManagers } from "./sql";

type Created = Result<{ managerId: number }, "CENTER_OUT_OF_SCOPE" | "INVALID_INPUT">;

/**
 * Creates a manager with centres: the one step that frees rows of a mentor file whose manager nobody knows (`MANAGER_UNKNOWN`).
 * Refuses centres outside the actor's (`CENTER_OUT_OF_SCOPE`), and an id that is taken or a centre that does not exist
 * (`INVALID_INPUT`). Source: Domain §7.
 */
export const createManager = (
  actor: Can<"mentor:write">,
  { id, name, centers }: CreateManager,
): Promise<Created> =>
  inTx(async (tx): Promise<Created> => {
    if (!ownsCenters(actor, centers)) return refuse("CENTER_OUT_OF_SCOPE");
    const taken = await tx.manager.findUnique({ where: { id }, select: { id: true } });
    const known = await tx.center.count({ where: { code: { in: [...centers] } } });
    if (taken !== null || known !== centers.length)
      return refuse("INVALID_INPUT", { fields: taken !== null ? { id: "taken" } : { centers: "unknown" } });
    const { text } = cleanText(name);
    await writeManagers(tx, [
      { id, name: text, nameKey: compactKey(text), active: true, centers: [...centers] },
    ]);
    await recordAudit(tx, actor, {
      action: "mentor.manager.create",
      resourceType: "manager",
      resourceId: String(id),
      diff: { centers },
    });
    return { ok: true, value: { managerId: id } };
  });
