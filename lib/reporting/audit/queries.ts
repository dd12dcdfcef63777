import type { Prisma } from "@db";
import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { isUuid } from "@/lib/shared/ids";
import { byPersianName } from "@/lib/shared/text";
import { selectActors } from "./sql";

export type AuditFilter = {
  /** Part of the actor's name. */
  actor?: string | undefined;
  /** A person's id, or the whole name of background work: what an address carries, which never names a person. */
  actorKey?: string | undefined;
  action?: string | readonly string[] | undefined;
  resourceType?: string | readonly string[] | undefined;
  resourceId?: string | undefined;
  /** From this instant on. */
  from?: Date | undefined;
  /** Before this instant. */
  to?: Date | undefined;
  /** Cursor: rows older than this id. */
  before?: string | undefined;
  /** Cursor where the oldest come first: rows newer than this id. */
  after?: string | undefined;
  /** Newest first unless told. */
  order?: "newest" | "oldest" | undefined;
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
 * The audit log, newest or oldest first, in pages by cursor: `next` is the `before` (oldest first: the `after`) of the
 * following page, or null at the end. A viewer with centres sees rows of those and rows of no centre. Source: Contracts §6.
 */
export const listAudit = async (
  staff: Can<"audit:read">,
  filter: AuditFilter,
): Promise<{ rows: AuditRow[]; next: string | null }> => {
  const found = await db().auditLog.findMany({
    where: whereOf(staff, filter),
    orderBy: { id: filter.order === "oldest" ? "asc" : "desc" },
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

const READ_AT_ONCE = 1_000;

/** All entries of a filter there are now, in its order: how many, and the entries page by page as the reader takes them. */
export const openAudit = async (
  staff: Can<"audit:read">,
  filter: AuditFilter,
): Promise<{ total: number; pages: AsyncGenerator<AuditRow[]> }> => {
  const newest = await db().auditLog.findFirst({ orderBy: { id: "desc" }, select: { id: true } });
  const end = String((newest?.id ?? 0n) + 1n);
  const total = await db().auditLog.count({ where: whereOf(staff, { ...filter, before: end }) });
  const pages = async function* () {
    const here = filter.order === "oldest" ? "after" : "before";
    for (let at: string | null = here === "after" ? "0" : end; at !== null; ) {
      const { rows, next }: Awaited<ReturnType<typeof listAudit>> = await listAudit(staff, {
        ...filter,
        before: end,
        [here]: at,
        size: READ_AT_ONCE,
      });
      yield rows;
      at = next;
    }
  };
  return { total, pages: pages() };
};

const whereOf = (staff: Can<"audit:read">, filter: AuditFilter): Prisma.AuditLogWhereInput => ({
  ...(staff.centers.length > 0
    ? { OR: [{ centerCode: null }, { centerCode: { in: [...staff.centers] } }] }
    : {}),
  ...(filter.actor ? { actorName: { contains: filter.actor, mode: "insensitive" } } : {}),
  ...keyOf(filter.actorKey),
  ...(filter.action ? { action: { in: [filter.action].flat() } } : {}),
  ...(filter.resourceType ? { resourceType: { in: [filter.resourceType].flat() } } : {}),
  ...(filter.resourceId ? { resourceId: filter.resourceId } : {}),
  ...(filter.from || filter.to
    ? { at: { ...(filter.from ? { gte: filter.from } : {}), ...(filter.to ? { lt: filter.to } : {}) } }
    : {}),
  ...idOf(filter),
});

const idAt = (cursor: string | undefined): bigint | undefined =>
  cursor !== undefined && /^\d{1,18}$/.test(cursor) ? BigInt(cursor) : undefined;
const idOf = ({ before, after }: AuditFilter): Prisma.AuditLogWhereInput => {
  const [lt, gt] = [idAt(before), idAt(after)];
  return { id: { ...(lt === undefined ? {} : { lt }), ...(gt === undefined ? {} : { gt }) } };
};

const keyOf = (key: string | undefined): Prisma.AuditLogWhereInput => {
  if (!key) return {};
  return isUuid(key) ? { actorId: key } : { actorId: null, actorName: key };
};

export type AuditActor = { readonly value: string; readonly name: string };

/**
 * Those who appear in the log, for the filter: people and tokens (by id) and background work (by name), of more than a
 * thousand those who appeared last, in the order of their names.
 */
export const listAuditActors = async (_staff: Can<"audit:read">): Promise<AuditActor[]> => {
  const rows = await selectActors(db(), ACTORS_MAX);
  return rows.sort((a, b) => byPersianName(a.name, b.name));
};
const ACTORS_MAX = 1_000;
