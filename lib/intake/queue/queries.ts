import { type Can, ownsCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type Page, ROW_WITH, toRowSheet } from "../review/queries";
import { mayOwn, OWNER_ROLES } from "./owner";
import { waitingFor } from "./sql";

const BATCH = {
  select: { number: true, kind: true, status: true, createdAt: true, centers: true },
} as const;

export type Owner = { readonly id: string; readonly name: string };

/** People who may answer for quarantined rows of the actor's centres, by name. */
export const listOwners = async (staff: Can<"import:read">): Promise<Owner[]> => {
  const users = await db().user.findMany({
    where: { active: true, role: { in: [...OWNER_ROLES] } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, centers: true, active: true, role: true },
  });
  return users.filter((user) => mayOwn(staff, user)).map(({ id, name }) => ({ id, name }));
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

/**
 * One page of the rows that wait in quarantine over all batches, how many there are, and the codes they wait with. `owned`
 * = the actor may change the batch; `owner` = who has taken the row on. Filters: `kind`, `code`, `owner`, `batch`.
 */
export const listQuarantine = async (
  staff: Can<"import:read">,
  { sort, offset, size, filters }: Page<"age">,
) => {
  const where = waitingFor(staff, filters);
  const [found, total, codes] = await Promise.all([
    db().importRow.findMany({
      where,
      orderBy: { id: sort.desc ? "desc" : "asc" },
      skip: offset,
      take: size,
      include: { ...ROW_WITH, batch: BATCH },
    }),
    db().importRow.count({ where }),
    db().rowIssue.groupBy({ by: ["code"], where: { severity: "quarantine", row: waitingFor(staff, {}) } }),
  ]);
  const owners = await readOwners(found.map(({ ownerId }) => ownerId));
  const rows = found.map(({ batch: { centers, ...batch }, ...row }) => ({
    ...toRowSheet(row),
    owner: row.ownerId === null ? null : (owners.get(row.ownerId) ?? null),
    batch: { ...batch, owned: ownsCenters(staff, centers) },
  }));
  return { rows, total, codes: codes.map(({ code }) => code) };
};
export type QuarantineRow = Awaited<ReturnType<typeof listQuarantine>>["rows"][number];
