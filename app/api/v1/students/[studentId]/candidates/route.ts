import { type CandidateRow, listCandidates } from "@/lib/allocation/manual/queries";
import { guarded } from "@/lib/auth/guard";
import { json, limited, must, readQuery, uuidOf } from "../../../answer";
import * as contract from "../../../contract/manual";
import { offsetOf, toPage } from "../../../paging";

const toItem = ({ id: mentorId, name, rank, capacity, load, places, fit, needs, current }: CandidateRow) => ({
  ...{ mentorId, name, rank, capacity, load, places, fit, needs, current },
});

/** Every mentor as a candidate for a student. */
export const GET = guarded(
  "assign:write",
  limited(async (staff, request, params) => {
    const asked = readQuery(request, contract.listCandidates);
    const studentId = uuidOf(params["studentId"]);
    const page = { offset: offsetOf(asked), size: asked.limit };
    return json(toPage(asked, must(await listCandidates(staff, { studentId, text: "", ...page })), toItem));
  }),
);
