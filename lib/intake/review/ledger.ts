import type { ViewSpec } from "@/lib/shared/view";
import { BATCH_STATES } from "../batch/state";
import { KINDS } from "../columns";

/** What the ledger of batches reads from its address. */
export const BATCHES_VIEW = {
  sorts: ["number", "rows"],
  defaultSort: "-number",
  filters: { kind: { many: KINDS }, status: { many: BATCH_STATES }, waits: ["me"] },
} as const satisfies ViewSpec;
