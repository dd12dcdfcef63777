import { type LedgerRow, listLedger } from "@/lib/allocation/ledger/queries";
import { guarded } from "@/lib/auth/guard";
import { json, limited, readQuery } from "../answer";
import { listRuns } from "../contract/runs";
import { offsetOf, orderOf, toPage } from "../paging";

const toItem = ({ tookMs: _took, version: _version, createdByName, createdAt, ...run }: LedgerRow) => ({
  ...run,
  createdBy: createdByName,
  createdAt: createdAt.toISOString(),
});

/** The ledger of runs. */
export const GET = guarded(
  "run:read",
  limited(async (staff, request) => {
    const asked = readQuery(request, listRuns);
    const filters: Record<string, string> = {};
    if (asked.year !== undefined) filters["year"] = String(asked.year);
    if (asked.state !== undefined) filters["state"] = asked.state;
    if (asked.kind !== undefined) filters["kind"] = asked.kind;
    if (asked.policy !== undefined) filters["policy"] = asked.policy;
    const page = { sort: orderOf(asked.sort), offset: offsetOf(asked), size: asked.limit, filters };
    return json(toPage(asked, await listLedger(staff, page), toItem));
  }),
);
