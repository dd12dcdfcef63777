import { guarded } from "@/lib/auth/guard";
import { startApply } from "@/lib/intake/batch/commands";
import { accepted, limited, must, readBody, starting, uuidOf } from "../../../answer";
import * as contract from "../../../contract/imports";
import { batchUrl } from "../../batch-document";

/** Applies a checked batch, or goes on with a paused one. */
export const POST = guarded(
  "import:write",
  limited(async (staff, request, params) => {
    const batchId = uuidOf(params["batchId"]);
    const { loadsInclude, ...body } = await readBody(request, contract.applyBatch);
    const until =
      loadsInclude === undefined
        ? {}
        : { loadsInclude: loadsInclude === null ? null : new Date(loadsInclude) };
    return starting(staff, request, { batchId, ...body, loadsInclude }, async () => {
      const { jobId } = must(await startApply(staff, { batchId, ...body, ...until }));
      return accepted({ jobId, batchId, statusUrl: batchUrl(batchId) }, batchUrl(batchId));
    });
  }),
);
