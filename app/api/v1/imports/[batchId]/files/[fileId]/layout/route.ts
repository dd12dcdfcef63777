import { guarded } from "@/lib/auth/guard";
import { chooseLayout } from "@/lib/intake/layout/commands";
import { accepted, limited, must, readBody, starting, uuidOf } from "../../../../../answer";
import * as contract from "../../../../../contract/imports";
import { batchUrl } from "../../../../batch-document";

/** Says where the headings of a file are and checks the batch again. */
export const POST = guarded(
  "import:write",
  limited(async (staff, request, params) => {
    const batchId = uuidOf(params["batchId"]);
    const fileId = uuidOf(params["fileId"]);
    const body = await readBody(request, contract.chooseLayout);
    return starting(staff, request, { batchId, fileId, ...body }, async () => {
      const { jobId } = must(await chooseLayout(staff, { batchId, fileId, ...body }));
      return accepted({ jobId, batchId, statusUrl: batchUrl(batchId) }, batchUrl(batchId));
    });
  }),
);
