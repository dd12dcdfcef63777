import { guarded } from "@/lib/auth/guard";
import { cancelBatch } from "@/lib/intake/batch/commands";
import { json, limited, must, uuidOf } from "../../../answer";

/** Cancels a batch of which nothing is committed, or asks a working one to stop. Asking twice is asking once. */
export const POST = guarded(
  "import:write",
  limited(async (staff, _request, params) => {
    const batchId = uuidOf(params["batchId"]);
    return json({ batchId, ...must(await cancelBatch(staff, { batchId })) });
  }),
);
