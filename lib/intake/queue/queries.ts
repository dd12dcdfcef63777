import type { ImportRow, Prisma } from "@db";
import { type Can, ownsCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { byPersianName } from "@/lib/shared/text";
import { type Page, readFindings, toRowSheet } from "../review/queries";
import { mayOwn, OWNER_ROLES } from "./owner";
import { waitingFor } from "./sql";

export type Owner = { readonly id: string; readonly name: string };

/** People who may answer for quarantined rows of the actor's centres, names in Persian order: not by the database, its own collation may be any. */
export const listOwners = async (staff: Can<"import:read">): Promise<Owner[]> => {
  const users = await db().user.findMany({
    where: { active: true, role: { in: [...OWNER_ROLES] } },
    select: { id: true, name: true, centers: true, active: true, role: true },
  });
  const owners = users.filter((user) => mayOwn(staff, user)).map(({ id, name }) => ({ id, name }));
  return owners.sort((a, b) => byPersianName(a.name, b.name));
};

/** The id of a person who may answer for rows, by the name they sign in with; null for anybody else. */
export const findOwner = async (staff: Can<"import:read">, username: string): Promise<string | null> => {
  const user = await db().user.findUnique({ where: { username: username.toLowerCase() } });
  return user !== null && mayOwn(staff, user) ? user.id : null;
};

/** Names of those who own some rows; also of people who have left since. */
const readOwners = async (ids: readonly (string | null)[]): Promise<ReadonlyMap<string, Owner>> => {
  const known = [...new Set(ids.flatMap((id) => id ?? []))];
  if (known.length === 0) return new Map();
  const users = await db().user.findMany({
    where: { id: { in: known } },
    select: { id: true, name: true },
  });
  return new Map(users.map((user) => [user.id, user]));
};

const toQueueRows = async (staff: Can<"import:read">, found: readonly ImportRow[]) => {
  const [findings, owners, batches] = await Promise.all([
    readFindings({ id: { in: found.map(({ id }) => id) } }),
    readOwners(found.map(({ ownerId }) => ownerId)),
    db().importBatch.findMany({
      where: { id: { in: [...new Set(found.map(({ batchId }) => batchId))] } },
      select: { id: true, number: true, kind: true, status: true, createdAt: true, centers: true },
    }),
  ]);
  const batchOf = new Map(batches.map(({ id, ...batch }) => [id, batch]));
  return found.flatMap((row) => {
    // A batch that went between the two questions took its rows along.
    const of = batchOf.get(row.batchId);
    if (of === undefined) return [];
    const { centers, ...batch } = of;
    return {
      ...toRowSheet(row, findings),
      owner: row.ownerId === null ? null : (owners.get(row.ownerId) ?? null),
      batch: { ...batch, owned: ownsCenters(staff, centers) },
    };
  });
};

export type QueueSort = "age" | "batch";

/** The oldest or newest first, or batch after batch, the rows of one as they stand in its files. */
const orderOf = ({ key, desc }: Page<QueueSort>["sort"]): Prisma.ImportRowOrderByWithRelationInput[] => {
  const direction = desc ? ("desc" as const) : ("asc" as const);
  return key === "batch" ? [{ batchId: direction }, { position: "asc" }] : [{ id: direction }];
};

/**
 * One page of the rows that wait in quarantine over all batches, how many there are, and the codes they wait with. `owned`
 * = the actor may change the batch; `owner` = who has taken the row on. Filters: `kind`, `code`, `owner`, `batch`.
 */
export const listQuarantine = async (
  staff: Can<"import:read">,
  { sort, offset, size, filters }: Page<QueueSort>,
) => {
  const where = waitingFor(staff, filters);
  const [found, total, codes] = await Promise.all([
    db().importRow.findMany({
      where,
      orderBy: orderOf(sort),
      skip: offset,
      take: size,
    }),
    db().importRow.count({ where }),
    db().rowIssue.groupBy({ by: ["code"], where: { severity: "quarantine", row: waitingFor(staff, {}) } }),
  ]);
  return { rows: await toQueueRows(staff, found), total, codes: codes.map(({ code }) => code) };
};
const READ_AT_ONCE = 1_000;

/** All rows of a filter of the queue, in its order: how many, and the rows page by page as the reader takes them. */
export const openQuarantine = async (
  staff: Can<"import:read">,
  { sort, filters }: Pick<Page<QueueSort>, "sort" | "filters">,
): Promise<{ total: number; pages: AsyncGenerator<QuarantineRow[]> }> => {
  const orderBy = orderOf(sort);
  const where = waitingFor(staff, filters);
  const ids = (await db().importRow.findMany({ where, orderBy, select: { id: true } })).map(({ id }) => id);
  const pages = async function* () {
    for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
      const some = { id: { in: ids.slice(from, from + READ_AT_ONCE) } };
      yield await toQueueRows(staff, await db().importRow.findMany({ where: some, orderBy }));
    }
  };
  return { total: ids.length, pages: pages() };
};

export type QuarantineRow = Awaited<ReturnType<typeof listQuarantine>>["rows"][number];
