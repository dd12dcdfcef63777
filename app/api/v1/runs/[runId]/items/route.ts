import { getRunSheet } from "@/lib/allocation/ledger/queries";
import { listDecisions } from "@/lib/allocation/review/queries";
import { guarded } from "@/lib/auth/guard";
import { maskNationalId } from "@/lib/shared/national-id";
import { found, json, limited, readQuery } from "../../../answer";
import { listRunItems } from "../../../contract/runs";
import { offsetOf, toPage } from "../../../paging";

/** What a run decided, in national-id order. */
export const GET = guarded(
  "run:read",
  limited(async (staff, request, { runId = "" }) => {
    const { cursor, limit, ...filter } = readQuery(request, listRunItems);
    const { id } = found(await getRunSheet(staff, runId));
    const rows = await listDecisions(staff, {
      ...filter,
      runId: id,
      offset: offsetOf({ cursor }),
      size: limit,
    });
    return json(
      toPage({ cursor, limit }, rows, (row) => ({
        position: row.position,
        studentId: row.studentId,
        nationalId: maskNationalId(row.nationalId),
        gender: row.gender,
        group: row.groupCode,
        center: row.centerCode,
        studentType: row.studentType,
        school: row.schoolCode,
        mentorId: row.mentorId,
        loadBefore: row.loadBefore,
        state: row.state,
        reason: row.reason,
        counter: row.mentorId === null ? null : row.counter,
      })),
    );
  }),
);
