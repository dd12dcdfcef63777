import type { Prisma } from "@db";
import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";

export type AuditFilter = {
  /** Part of the actor's name. */
  actor?: string | undefined;
  action?: string | undefined;
  resourceType?: string | undefined;
  resourceId?: string | undefined;
  /** From this instant on. */
  from?: Date | undefined;
  /** Before this instant. */
  to?: Date | undefined;
  /** Cursor: rows older than this id. */
  before?: string | undefined;
  size: number;
};

export type AuditRow = {
  id: string;
  at: Date;
  actorName: string;
  role: string;
  action: string;
  resourceType: string;
  resourceId: string;
  centerCode: number | null;
  diff: Record<string, unknown>;
  ip: string | null;
  correlationId: string;
};

/**
 * The audit log, newest first, in pages by cursor: `next` is the `before` of the following page, or null at the end. A
 * viewer with centres sees rows of those and rows of no centre. Source: Contracts §6.
 */
export const listAudit = async (
  staff: Can<"audit:read">,
  filter: AuditFilter,
): Promise<{ rows: AuditRow[]; next: string | null }> => {
  const found = await db().auditLog.findMany({
    where: whereOf(staff, filter),
    orderBy: { id: "desc" },
    take: filter.size + 1,
  });
  const rows = found.slice(0, filter.size).map(
    ({ id, actorId: _actorId, userAgent: _userAgent, diff, ...row }): AuditRow => ({
      ...row,
      id: String(id),
      diff: (diff ?? {}) as Record<string, unknown>,
    }),
  );
  return { rows, next: found.length > filter.size ? (rows.at(-1)?.id ?? null) : null };
};

const whereOf = (staff: Can<"audit:read">, filter: AuditFilter): Prisma.AuditLogWhereInput => ({
  ...(staff.centers.length > 0
    ? { OR: [{ centerCode: null }, { centerCode: { in: [...staff.centers] } }] }
    : {}),
  ...(filter.actor ? { actorName: { contains: filter.actor, mode: "insensitive" } } : {}),
  ...(filter.action ? { action: filter.action } : {}),
  ...(filter.resourceType ? { resourceType: filter.resourceType } : {}),
  ...(filter.resourceId ? { resourceId: filter.resourceId } : {}),
  ...(filter.from || filter.to
    ? { at: { ...(filter.from ? { gte: filter.from } : {}), ...(filter.to ? { lt: filter.to } : {}) } }
    : {}),
  ...(filter.before && /^\d{1,18}$/.test(filter.before) ? { id: { lt: BigInt(filter.before) } } : {}),
});

/** Names of those who appear in the log, for the filter: people and background work, in the order of their names. */
export const listAuditActors = async (_staff: Can<"audit:read">): Promise<string[]> => {
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT name FROM users UNION SELECT DISTINCT actor_name FROM (SELECT actor_name FROM audit_log ORDER BY id DESC LIMIT 5000) x
    ORDER BY 1 LIMIT 200`;
  return rows.map((row) => row.name);
};
