import { guarded } from "@/lib/auth/guard";
import { undoEdit } from "@/lib/intake/row/undo/commands";
import { limited, must, starting, uuidOf } from "../../../../answer";
import { hideIds } from "../../../batch-document";

/** Takes the caller's own last correction in a batch back; asked again, the one before. */
export const POST = guarded(
  "quarantine:write",
  limited(async (staff, request, params) => {
    const batchId = uuidOf(params["batchId"]);
    return starting(staff, request, { batchId }, async () => {
      const undone = must(await undoEdit(staff, { batchId }));
      if (undone === null) return { status: 200, body: { undone: null } };
      const { rowId, rowNo, fields, status, version, batchState, issues } = undone;
      return {
        status: 200,
        body: {
          undone: { rowId, rowNo, fields: [...fields], status, version, batchState, issues: hideIds(issues) },
        },
      };
    });
  }),
);
