import { guarded } from "@/lib/auth/guard";
import { startUndo } from "@/lib/intake/undo/commands";
import { getUndoReport } from "@/lib/intake/undo/queries";
import { AppError } from "@/lib/shared/errors";
import { maskNationalId } from "@/lib/shared/national-id";
import { accepted, json, limited, must, readBody, starting, uuidOf } from "../../../answer";
import * as contract from "../../../contract/imports";
import { batchUrl } from "../../batch-document";

/** What taking the batch back would do, or did; keys of people are masked. */
export const GET = guarded(
  "import:read",
  limited(async (staff, _request, params) => {
    const report = await getUndoReport(staff, uuidOf(params["batchId"]));
    if (report === null) throw new AppError("NOT_FOUND");
    const left = report.left.map((row) => ({
      ...row,
      key: /^\d{10}$/.test(row.key) ? maskNationalId(row.key) : row.key,
    }));
    return json({ ...report, left });
  }),
);

/** Takes an applied batch back, or goes on where that stopped. */
export const POST = guarded(
  "import:write",
  limited(async (staff, request, params) => {
    const batchId = uuidOf(params["batchId"]);
    const body = await readBody(request, contract.undoBatch);
    return starting(staff, request, { batchId, ...body }, async () => {
      const { jobId } = must(await startUndo(staff, { batchId, ...body }));
      return accepted({ jobId, batchId, statusUrl: batchUrl(batchId) }, batchUrl(batchId));
    });
  }),
);
