import { guarded } from "@/lib/auth/guard";
import { listMentors, type MentorRow } from "@/lib/mentor/directory/queries";
import { json, limited, readQuery } from "../answer";
import * as contract from "../contract/people";
import { offsetOf, toPage } from "../paging";

const toItem = (row: MentorRow) => ({
  id: row.id,
  name: row.name,
  gender: row.gender,
  kind: row.kind,
  capacity: row.capacity,
  base: row.baseLoad,
  ours: row.ownLoad,
  load: row.load,
  year: row.loadYear,
  active: row.active,
  accepting: row.accepting,
  managerId: row.managerId,
  centers: row.managerCenters,
  groups: row.groups,
  schools: row.schools,
});

/** Mentors with capacity and load. */
export const GET = guarded(
  "mentor:read",
  limited(async (staff, request) => {
    const { cursor, limit, ...filter } = readQuery(request, contract.listMentors);
    const page = { sort: "id", desc: false, offset: offsetOf(cursor), size: limit } as const;
    const { rows, totals } = await listMentors(staff, { ...filter, ...page });
    return json(toPage({ cursor, limit }, { rows, total: totals.mentors }, toItem));
  }),
);
