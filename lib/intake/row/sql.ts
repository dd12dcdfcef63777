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

type Shared = {
  readonly batchId: string;
  readonly keys: readonly string[];
  readonly counters: readonly string[];
  readonly rowId: bigint | null;
};

const findSharing = (tx: Tx, { batchId, keys, counters, rowId }: Shared) =>
  tx.importRow.findMany({
    where: {
      batchId,
      status: { in: ["VALID", "QUARANTINED"] },
      OR: [
        { naturalKey: { in: [...keys] } },
        ...counters.map((counter) => ({ normalized: { path: ["counter"], equals: counter } })),
        ...(rowId === null ? [] : [{ id: rowId }]),
      ],
    },
    include: { file: { select: { layout: true } } },
    orderBy: { position: "asc" },
  });

/** The counter a row was read with, or null. */
export const counterOf = (normalized: unknown): string | null => {
  const counter = (normalized as { counter?: unknown } | null)?.counter;
  return typeof counter === "string" ? counter : null;
};

/**
 * A row and the undecided rows of its batch that share a key or a counter with it, and those that share one with these in
 * turn, in the order of the batch: whoever may be in contradiction with one of them is there.
 */
export const listSiblings = async (tx: Tx, shared: Shared) => {
  let wanted = shared;
  for (let known = -1; ; ) {
    const rows = await findSharing(tx, wanted);
    if (rows.length === known) return rows;
    known = rows.length;
    const keys = rows.flatMap(({ naturalKey }) => naturalKey ?? []);
    const counters = rows.flatMap(({ normalized }) => counterOf(normalized) ?? []);
    wanted = {
      ...wanted,
      keys: [...new Set([...shared.keys, ...keys])],
      counters: [...new Set([...shared.counters, ...counters])],
    };
  }
};
