import type { Prisma } from "@db";
import type { Staff } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/db/tx";
import { valuesOf } from "@/lib/shared/view";
import { ownerIdOf } from "./owner";

/** What the queue is narrowed to; several kinds or codes stand joined by commas, `owner`: `me`, `nobody` or the id of a person. */
export type QueueFilter = {
  readonly kind?: string | undefined;
  readonly code?: string | undefined;
  readonly owner?: string | undefined;
  readonly batch?: string | undefined;
};

/** States of a batch in which its quarantined rows no longer wait for anybody. */
const CLOSED = ["DRAFT", "VALIDATING", "CANCELLED", "REVERTING", "REVERTED"];

/** Batches whose centres meet the viewer's; one without centres (a draft, a list of schools) is everybody's. Contracts §6. */
export const batchesSeenBy = (staff: Staff): Prisma.ImportBatchWhereInput =>
  staff.centers.length === 0
    ? {}
    : { OR: [{ centers: { isEmpty: true } }, { centers: { hasSome: [...staff.centers] } }] };

/** Rows in quarantine that an actor may see. Source: Contracts §6. */
export const waitingFor = (
  staff: Staff,
  { kind, code, owner, batch }: QueueFilter,
): Prisma.ImportRowWhereInput => ({
  status: "QUARANTINED",
  ...(staff.centers.length === 0
    ? {}
    : {
        OR: [
          { centerCode: { in: [...staff.centers] } },
          ...(staff.id === null ? [] : [{ centerCode: null, batch: { createdById: staff.id } }]),
        ],
      }),
  batch: {
    ...batchesSeenBy(staff),
    status: { notIn: CLOSED },
    ...(kind ? { kind: { in: valuesOf(kind) } } : {}),
  },
  ...(batch ? { batchId: batch } : {}),
  ...(code ? { issues: { some: { code: { in: valuesOf(code) } } } } : {}),
  ...(owner ? { ownerId: ownerIdOf(staff, owner) } : {}),
});

/** Keeps who has taken rows on beside the bytes they came in: a new check of the batch begins with it. */
export const keepOwners = async (
  tx: Tx,
  rowIds: readonly bigint[],
  ownerId: string | null,
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO import_row_edits AS e (batch_id, sha256, row_no, owner_id)
    SELECT r.batch_id, f.sha256, r.row_no, ${ownerId}::uuid FROM import_rows r JOIN import_files f ON f.id = r.file_id
    WHERE r.id = ANY(${[...rowIds]}::bigint[])
    ON CONFLICT (batch_id, sha256, row_no) DO UPDATE SET owner_id = EXCLUDED.owner_id`;
};
