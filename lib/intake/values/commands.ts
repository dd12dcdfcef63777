import type { ImportBatch } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Staff } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/db/tx";
import { valueKey } from "../read-row";
import type { Values } from "../schema";
import { ownerOf } from "./queries";
import { rememberChoices } from "./sql";

/**
 * Lets values of a locked batch stand for others from its next check on, in the place of what was chosen before, and
 * remembers it for the person's next file of the kind. The caller has checked the fields.
 */
export const keepValues = async (tx: Tx, actor: Staff, batch: ImportBatch, values: Values): Promise<void> => {
  const map = Object.fromEntries(
    Object.entries(values)
      .map(([field, texts]) => [
        field,
        Object.fromEntries(Object.entries(texts).map(([text, target]) => [valueKey(text), target])),
      ])
      .filter(([, texts]) => Object.keys(texts as object).length > 0),
  ) as Values;
  await tx.importBatch.update({ where: { id: batch.id }, data: { valueMap: map } });
  await rememberChoices(tx, { owner: ownerOf(actor), kind: batch.kind, map });
  await recordAudit(tx, actor, {
    action: "intake.batch.map-values",
    resourceType: "batch",
    resourceId: batch.id,
    diff: {
      values: Object.fromEntries(
        Object.entries(map).map(([field, texts]) => [field, Object.keys(texts).length]),
      ),
    },
  });
};
