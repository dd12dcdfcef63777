import { guarded } from "@/lib/auth/guard";
import { chooseColumns } from "@/lib/intake/mapping/commands";
import { accepted, limited, must, readBody, starting, uuidOf } from "../../../../../answer";
import * as contract from "../../../../../contract/imports";
import { batchUrl } from "../../../../batch-document";

/** Says which field each column of a file fills and checks the batch again. */
export const POST = guarded(
  "import:write",
  limited(async (staff, request, params) => {
    const batchId = uuidOf(params["batchId"]);
    const fileId = uuidOf(params["fileId"]);
    const body = await readBody(request, contract.chooseColumns);
    return starting(staff, request, { batchId, fileId, ...body }, async () => {
      const { jobId } = must(await chooseColumns(staff, { batchId, fileId, ...body }));
      return accepted({ jobId, batchId, statusUrl: batchUrl(batchId) }, batchUrl(batchId));
    });
  }),
);
