import { guarded } from "@/lib/auth/guard";
import { getBatchSheet } from "@/lib/intake/review/queries";
import { listBatchValues } from "@/lib/intake/values/queries";
import { AppError } from "@/lib/shared/errors";
import { json, limited, uuidOf } from "../../../answer";

/** Values that keep rows of a batch out, and those that stand for another one. */
export const GET = guarded(
  "import:read",
  limited(async (staff, _request, params) => {
    const batchId = uuidOf(params["batchId"]);
    if ((await getBatchSheet(staff, batchId)) === null) throw new AppError("NOT_FOUND");
    return json(await listBatchValues(staff, batchId));
  }),
);
