import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import type { ErrorCode } from "@/lib/shared/errors";
import type { Result } from "@/lib/shared/result";
import type { Language } from "../template/form";
import { makeProblemFile, type ProblemFile } from "./queries";

/** Hands out a problem file and writes down who took it: it holds whole national ids. Refuses like `makeProblemFile`. */
export const takeProblemFile = async (
  actor: Can<"quarantine:write">,
  asked: { batchId: string; fileId: string; language: Language },
): Promise<Result<ProblemFile, ErrorCode>> => {
  const made = await makeProblemFile(actor, asked);
  if (made.ok)
    await inTx((tx) =>
      recordAudit(tx, actor, {
        action: "intake.batch.take-problems",
        resourceType: "batch",
        resourceId: asked.batchId,
        diff: { fileId: asked.fileId },
      }),
    );
  return made;
};
