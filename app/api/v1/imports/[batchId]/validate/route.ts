import { guarded } from "@/lib/auth/guard";
import { startValidate } from "@/lib/intake/batch/commands";
import { checkBatchSchema } from "@/lib/intake/schema";
import { accepted, limited, must, readBody, starting, uuidOf } from "../../../answer";
import * as contract from "../../../contract/imports";
import { batchUrl } from "../../batch-document";

/** Checks a batch against today's data. */
export const POST = guarded(
  "import:write",
  limited(async (staff, request, params) => {
    const batchId = uuidOf(params["batchId"]);
    const body = await readBody(request, contract.checkBatch);
    return starting(staff, request, { batchId, ...body }, async () => {
      const { jobId } = must(await startValidate(staff, checkBatchSchema.parse({ batchId, ...body })));
      return accepted({ jobId, batchId, statusUrl: batchUrl(batchId) }, batchUrl(batchId));
    });
  }),
);
