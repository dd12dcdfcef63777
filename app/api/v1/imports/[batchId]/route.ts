import { guarded } from "@/lib/auth/guard";
import { getBatchSheet, listBatchIssues } from "@/lib/intake/review/queries";
import { found, json, limited } from "../../answer";
import { toBatchDocument } from "../batch-document";

/** One batch with its counts, files, findings and newest job. */
export const GET = guarded(
  "import:read",
  limited(async (staff, _request, { batchId = "" }) => {
    const batch = found(await getBatchSheet(staff, batchId));
    return json(toBatchDocument(batch, await listBatchIssues(staff, batchId)));
  }),
);
