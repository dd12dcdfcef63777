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

const rowOf = (actor: Staff, entry: AuditEntry) => ({
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
});

/** Writes the audit row of a change, inside the transaction of that change. */
export const recordAudit = async (tx: Tx, actor: Staff, entry: AuditEntry): Promise<void> => {
  await tx.auditLog.create({ data: rowOf(actor, entry) });
};

/** Writes the audit rows of a change of many, one for each, inside its transaction. */
export const recordAudits = async (tx: Tx, actor: Staff, entries: readonly AuditEntry[]): Promise<void> => {
  await tx.auditLog.createMany({ data: entries.map((entry) => rowOf(actor, entry)) });
};

/** Clocks of the database and of this process may differ a little. */
const SAME_MOMENT_MS = 5_000;

/** A record somebody else changed since it was opened: its version now and when it got it. */
export type Overtaken = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updatedAt: Date;
};

/**
 * Details of a `STALE_VERSION`: the version there is now, when it was saved and, where the audit log knows it (a file is
 * nobody's), by whom. What it says is read by the page itself: refusals carry no personal data.
 */
export const overtaken = async (tx: Tx, { type, id, version, updatedAt }: Overtaken) => {
  const last = await tx.auditLog.findFirst({
    where: { resourceType: type, resourceId: id },
    orderBy: { id: "desc" },
    select: { actorName: true, at: true },
  });
  const isTheirs = last !== null && last.at.getTime() >= updatedAt.getTime() - SAME_MOMENT_MS;
  return { version, at: updatedAt.toISOString(), ...(isTheirs ? { by: last.actorName } : {}) };
};
