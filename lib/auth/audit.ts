import type { Tx } from "../db/tx";
import type { Staff } from "./permissions";

export type AuditEntry = {
  /** `<context>.<entity>.<verb>`, such as `allocation.run.publish`. */
  action: string;
  resourceType: string;
  resourceId: string;
  centerCode?: number | null;
  /** Before and after; mask personal data. */
  diff?: Record<string, unknown>;
};

/** Writes the audit row of a change, inside the transaction of that change. */
export const recordAudit = async (tx: Tx, actor: Staff, entry: AuditEntry): Promise<void> => {
  await tx.auditLog.create({
    data: {
      actorId: actor.id,
      actorName: actor.name,
      role: actor.role,
      action: entry.action,
      resourceType: entry.resourceType,
      resourceId: entry.resourceId,
      centerCode: entry.centerCode ?? null,
      diff: (entry.diff ?? {}) as object,
      ip: actor.ip,
      userAgent: actor.userAgent,
      correlationId: actor.correlationId,
    },
  });
};
