import { explainStudent } from "@/lib/allocation/queries";
import { guarded } from "@/lib/auth/guard";
import { found, json, limited, readQuery, uuidOf } from "../../../answer";
import { explainQuery } from "../../../contract/explanation";
import { toExplanationDocument } from "../../../explain/explanation-document";

/** Why a student got this mentor or none: in the run asked for, or the newest one that decided. */
export const GET = guarded(
  "run:read",
  limited(async (staff, request, params) => {
    const { run } = readQuery(request, explainQuery);
    const studentId = uuidOf(params["studentId"]);
    const told = await explainStudent(staff, { studentId, ...(run ? { runId: run } : {}) });
    return json(toExplanationDocument(found(told)));
  }),
);
