import { guarded } from "@/lib/auth/guard";
import { getBatchSheet, listBatchRows } from "@/lib/intake/review/queries";
import { found, json, limited, readQuery } from "../../../answer";
import * as contract from "../../../contract/imports";
import { offsetOf, toPage } from "../../../paging";
import { toRowDocument } from "../../batch-document";

/** The rows of a batch in the order of its files. */
export const GET = guarded(
  "import:read",
  limited(async (staff, request, params) => {
    const { cursor, limit, ...filter } = readQuery(request, contract.listBatchRows);
    const { id: batchId, kind } = found(await getBatchSheet(staff, params["batchId"] ?? ""));
    const listed = await listBatchRows(staff, {
      ...filter,
      batchId,
      offset: offsetOf({ cursor }),
      size: limit,
    });
    return json(toPage({ cursor, limit }, listed, toRowDocument(kind)));
  }),
);
