import { guarded } from "@/lib/auth/guard";
import { createBatch } from "@/lib/intake/batch/commands";
import { listBatches } from "@/lib/intake/review/queries";
import { json, limited, must, readBody, readQuery, starting } from "../answer";
import * as contract from "../contract/imports";
import { offsetOf, orderOf, toPage } from "../paging";
import { batchUrl, toBatchSummary } from "./batch-document";

/** The batches the caller may see, newest first unless told. */
export const GET = guarded(
  "import:read",
  limited(async (staff, request) => {
    const { cursor, limit, sort, ...asked } = readQuery(request, contract.listBatches);
    const filters: Record<string, string> = Object.fromEntries(
      Object.entries(asked).filter(([, value]) => value !== undefined),
    );
    const page = { sort: orderOf(sort), offset: offsetOf({ cursor, sort }), size: limit, filters };
    const listed = await listBatches(staff, page);
    return json(toPage({ cursor, limit, sort }, listed, toBatchSummary));
  }),
);

/** Opens an empty batch of any kind; files follow. */
export const POST = guarded(
  "import:write",
  limited(async (staff, request) => {
    const body = await readBody(request, contract.createBatch);
    return starting(staff, request, body, async () => {
      const { batchId, number } = must(await createBatch(staff, body));
      return {
        status: 201,
        body: { batchId, number, statusUrl: batchUrl(batchId) },
        location: batchUrl(batchId),
      };
    });
  }),
);
