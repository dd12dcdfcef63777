import type { Tx } from "@/lib/db/tx";

/** A row with its findings, as an editor shows it after a check. */
export const readEdited = async (tx: Tx, id: bigint) => {
  const { status, version, issues } = await tx.importRow.findUniqueOrThrow({
    where: { id },
    select: {
      status: true,
      version: true,
      issues: {
        orderBy: { id: "asc" },
        select: { code: true, severity: true, field: true, column: true, value: true, after: true },
      },
    },
  });
  return { status, version, issues };
};

/** A row and the rows of its batch that share one of these keys and are still undecided, in the order of the batch. */
export const listSiblings = (
  tx: Tx,
  { batchId, keys, rowId }: { batchId: string; keys: readonly string[]; rowId: bigint | null },
) =>
  tx.importRow.findMany({
    where: {
      batchId,
      status: { in: ["VALID", "QUARANTINED"] },
      OR: [{ naturalKey: { in: [...keys] } }, ...(rowId === null ? [] : [{ id: rowId }])],
    },
    include: { file: { select: { layout: true } } },
    orderBy: { position: "asc" },
  });
