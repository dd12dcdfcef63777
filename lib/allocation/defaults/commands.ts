import { overtaken, recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { findRunDefaults, RUN_DEFAULTS } from "./queries";
import type { RunDefaults } from "./schema";

/**
 * Chooses what new runs are proposed with; stored runs keep their own settings. Refuses `STALE_VERSION` when somebody was
 * faster. Source: Domain §4 (switches are off by default and stored with each run).
 */
export const chooseRunDefaults = (
  actor: Can<"settings:write">,
  { version, policy, schoolFallback }: RunDefaults,
): Promise<Result<{ version: number }, "STALE_VERSION">> =>
  inTx(async (tx) => {
    // The row is made first, so that there is one to lock; an empty one says what no row says.
    await tx.setting.createMany({
      data: [{ key: RUN_DEFAULTS, version: 0, value: {} }],
      skipDuplicates: true,
    });
    await tx.$queryRaw`SELECT 1 FROM settings WHERE key = ${RUN_DEFAULTS} FOR UPDATE`;
    const row = await tx.setting.findUniqueOrThrow({ where: { key: RUN_DEFAULTS } });
    if (row.version !== version) {
      const told = { type: "setting", id: RUN_DEFAULTS, version: row.version, updatedAt: row.updatedAt };
      return refuse("STALE_VERSION", await overtaken(tx, told));
    }
    const stored = await findRunDefaults(tx);
    await tx.setting.update({
      where: { key: RUN_DEFAULTS },
      data: { value: { policy, schoolFallback }, version: version + 1, updatedAt: new Date() },
    });
    await recordAudit(tx, actor, {
      action: "allocation.defaults.choose",
      resourceType: "setting",
      resourceId: RUN_DEFAULTS,
      diff: { policy: [stored.policy, policy], schoolFallback: [stored.schoolFallback, schoolFallback] },
    });
    return ok({ version: version + 1 });
  });
