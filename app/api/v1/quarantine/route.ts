import { guarded } from "@/lib/auth/guard";
import { listQuarantine } from "@/lib/intake/queue/queries";
import { json, limited, readQuery } from "../answer";
import * as contract from "../contract/quarantine";
import { toRowDocument } from "../imports/batch-document";
import { offsetOf, orderOf, toPage } from "../paging";

/** Rows that wait in quarantine over all batches, the oldest first unless told. */
export const GET = guarded(
  "import:read",
  limited(async (staff, request) => {
    const { cursor, limit, sort, ...asked } = readQuery(request, contract.listQuarantine);
    const filters: Record<string, string> = Object.fromEntries(
      Object.entries(asked).filter(([, value]) => value !== undefined),
    );
    const page = { sort: orderOf(sort), offset: offsetOf({ cursor, sort }), size: limit, filters };
    const listed = await listQuarantine(staff, page);
    return json(
      toPage({ cursor, limit, sort }, listed, ({ batch, owner, ...row }) => ({
        ...toRowDocument(batch.kind)(row),
        batch: { id: row.batchId, number: batch.number, kind: batch.kind, state: batch.status },
        owner,
        waitingSince: batch.createdAt.toISOString(),
      })),
    );
  }),
);
