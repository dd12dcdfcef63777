import type { Prisma } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import { type Can, ownsCenters, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { inTx, type Tx } from "@/lib/db/tx";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { mayOwn, ownerIdOf } from "./owner";
import type { AssignRows } from "./schema";
import { keepOwners, waitingFor } from "./sql";

const ASSIGN_MS = 120_000;
/** Rows left as they were that are named. */
const NAMED_LEFT = 200;

/** Rows that have the owner now, and those left as they were (the first 200): another centre has a say in them. */
export type Assigned = {
  readonly done: number;
  readonly left: readonly { readonly id: string; readonly name: string; readonly reason: ErrorCode }[];
};

/**
 * Lets a person, or nobody, answer for quarantined rows: those of some ids, or of a filter. Rows of batches that are not the
 * actor's to change, and rows the new owner may not see, are left. One audit row per batch. Refuses `NOT_FOUND` for a
 * person who may not answer for rows of the actor's, and `INVALID_INPUT` where `me` is no person. Source: Contracts §6.
 */
export const assignRows = async (
  actor: Can<"quarantine:write">,
  { to, ids, filter, except = [] }: AssignRows,
): Promise<Result<Assigned, ErrorCode>> => {
  if (to === "me" && actor.kind !== "user") return refuse("INVALID_INPUT", { fields: { to: "person" } });
  const ownerId = ownerIdOf(actor, to);
  const owner = ownerId === null ? null : await db().user.findUnique({ where: { id: ownerId } });
  if (ownerId !== null && (owner === null || !mayOwn(actor, owner))) return refuse("NOT_FOUND", { to });
  const asked: Prisma.ImportRowWhereInput = {
    AND: [
      waitingFor(actor, filter ?? {}),
      ids === undefined ? {} : { id: { in: ids.map(BigInt) } },
      except.length === 0 ? {} : { id: { notIn: except.map(BigInt) } },
    ],
  };
  return await inTx(async (tx) => ok(await giveRows(tx, actor, { asked, owner })), { timeoutMs: ASSIGN_MS });
};

type NewOwner = { readonly id: string; readonly name: string; readonly centers: readonly number[] };
type Give = { readonly asked: Prisma.ImportRowWhereInput; readonly owner: NewOwner | null };

const giveRows = async (tx: Tx, actor: Staff, { asked, owner }: Give): Promise<Assigned> => {
  const batches = await tx.importBatch.findMany({
    where: { importRows: { some: asked } },
    select: { id: true, centers: true },
  });
  const mine = batches.filter(({ centers }) => ownsCenters(actor, centers)).map(({ id }) => id);
  const seen: Prisma.ImportRowWhereInput =
    owner === null || owner.centers.length === 0 ? {} : { centerCode: { in: [...owner.centers] } };
  const given: Prisma.ImportRowWhereInput = { batchId: { in: mine }, ...seen };
  const left = await tx.importRow.findMany({
    // A row without a readable centre is nobody's of some centres only; plain NOT would pass it over.
    where: {
      AND: [asked, { OR: [{ NOT: given }, ...(owner?.centers.length ? [{ centerCode: null }] : [])] }],
    },
    orderBy: { id: "asc" },
    take: NAMED_LEFT,
    select: { id: true, rowNo: true, file: { select: { filename: true } } },
  });
  const rows = await tx.importRow.updateManyAndReturn({
    where: { AND: [asked, given] },
    data: { ownerId: owner?.id ?? null },
    select: { id: true, batchId: true },
  });
  await keepOwners(
    tx,
    rows.map(({ id }) => id),
    owner?.id ?? null,
  );
  await auditBatches(tx, actor, rows, owner);
  return {
    done: rows.length,
    left: left.map(({ id, rowNo, file }) => ({
      id: String(id),
      name: `${file.filename} · ${rowNo}`,
      reason: "CENTER_OUT_OF_SCOPE",
    })),
  };
};

const auditBatches = async (
  tx: Tx,
  actor: Staff,
  rows: readonly { readonly batchId: string }[],
  owner: NewOwner | null,
): Promise<void> => {
  const counts = new Map<string, number>();
  for (const { batchId } of rows) counts.set(batchId, (counts.get(batchId) ?? 0) + 1);
  for (const [resourceId, count] of counts)
    await recordAudit(tx, actor, {
      action: "intake.row.assign",
      resourceType: "batch",
      resourceId,
      diff: { rows: count, owner: owner === null ? null : { id: owner.id, name: owner.name } },
    });
};
