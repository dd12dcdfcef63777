import { guarded } from "@/lib/auth/guard";
import { editRow } from "@/lib/intake/row/commands";
import { limited, must, readBody, starting } from "../../../answer";
import * as contract from "../../../contract/quarantine";
import { hideIds } from "../../../imports/batch-document";
import { rowIdOf } from "../row-id";

/** Changes cells of a row and checks it again. */
export const POST = guarded(
  "quarantine:write",
  limited(async (staff, request, params) => {
    const rowId = rowIdOf(params["rowId"]);
    const body = await readBody(request, contract.editRow);
    return starting(staff, request, { rowId, ...body }, async () => {
      const { status, version, batchState, issues } = must(await editRow(staff, { rowId, ...body }));
      return { status: 200, body: { status, version, batchState, issues: hideIds(issues) } };
    });
  }),
);
