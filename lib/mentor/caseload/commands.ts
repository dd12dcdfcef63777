import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";

/** Notes that somebody took the students of a mentor away as a file, with whole national ids; how many, not who. */
export const recordCaseloadDownload = (
  staff: Can<"export:download">,
  { mentorId, rows }: { readonly mentorId: number; readonly rows: number },
): Promise<void> =>
  inTx((tx) =>
    recordAudit(tx, staff, {
      action: "mentor.caseload.download",
      resourceType: "mentor",
      resourceId: String(mentorId),
      diff: { rows },
    }),
  );
