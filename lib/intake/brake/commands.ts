import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { ok } from "@/lib/shared/result";
import { needsSecondPerson, SECOND_PERSON } from "./queries";
import type { ChooseSecondPerson } from "./schema";

/** Says whether a mass change of an import needs a second person from now on; audited. */
export const chooseSecondPerson = (actor: Can<"settings:write">, { needed }: ChooseSecondPerson) =>
  inTx(async (tx) => {
    const before = await needsSecondPerson(tx);
    if (before === needed) return ok({ needed });
    await tx.setting.upsert({
      where: { key: SECOND_PERSON },
      create: { key: SECOND_PERSON, value: needed },
      update: { value: needed, version: { increment: 1 }, updatedAt: new Date() },
    });
    await recordAudit(tx, actor, {
      action: "intake.brake.choose",
      resourceType: "setting",
      resourceId: SECOND_PERSON,
      diff: { secondPerson: [before, needed] },
    });
    return ok({ needed });
  });
