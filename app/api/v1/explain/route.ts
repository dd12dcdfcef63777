import { explainStudent } from "@/lib/allocation/queries";
import { guarded } from "@/lib/auth/guard";
import { AppError } from "@/lib/shared/errors";
import { parseNationalId } from "@/lib/shared/national-id";
import { found, json, limited, readBody } from "../answer";
import { explainBody } from "../contract/explanation";
import { toExplanationDocument } from "./explanation-document";

/** Why a student got this mentor or none. The national id is in the body: it never stands in an address. */
export const POST = guarded(
  "run:read",
  limited(async (staff, request) => {
    const { nationalId, runId } = await readBody(request, explainBody);
    const read = parseNationalId(nationalId);
    if (!read.ok) throw new AppError("E_INVALID_NID", { reason: read.code });
    const told = await explainStudent(staff, { nationalId: read.value, ...(runId ? { runId } : {}) });
    return json(toExplanationDocument(found(told)));
  }),
);
