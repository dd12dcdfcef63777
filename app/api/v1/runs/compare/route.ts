import { compareRuns } from "@/lib/allocation/compare/queries";
import { guarded } from "@/lib/auth/guard";
import { maskNationalId } from "@/lib/shared/national-id";
import { found, json, limited, readQuery } from "../../answer";
import { compareQuery } from "../../contract/repair";
import { offsetOf, toPage } from "../../paging";

/** Who fares differently in two runs, and why. */
export const GET = guarded(
  "run:read",
  limited(async (staff, request) => {
    const { cursor, limit, ...asked } = readQuery(request, compareQuery);
    const { rows, total, ...compared } = found(
      await compareRuns(staff, { ...asked, offset: offsetOf({ cursor }), size: limit }),
    );
    const page = toPage({ cursor, limit }, { rows, total }, (row) => ({
      studentId: row.studentId,
      nationalId: maskNationalId(row.nationalId),
      kind: row.kind,
      reason: row.reason,
      mentorA: row.mentorA,
      mentorB: row.mentorB,
      hidden: row.hidden,
      changedMentor: row.changedMentor,
      fields: row.fields,
    }));
    return json({ ...page, ...compared });
  }),
);
