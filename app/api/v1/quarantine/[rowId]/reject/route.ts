import { guarded } from "@/lib/auth/guard";
import { rejectRow } from "@/lib/intake/reject/commands";
import { limited, must, readBody, starting } from "../../../answer";
import * as contract from "../../../contract/quarantine";
import { rowIdOf } from "../row-id";

/** Leaves a row out for good. */
export const POST = guarded(
  "quarantine:write",
  limited(async (staff, request, params) => {
    const rowId = rowIdOf(params["rowId"]);
    const { version } = await readBody(request, contract.rejectRow);
    return starting(staff, request, { rowId, version }, async () => {
      const { batchState } = must(await rejectRow(staff, { rowId, version }));
      return { status: 200, body: { batchState } };
    });
  }),
);
