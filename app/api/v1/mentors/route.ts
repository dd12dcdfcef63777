import { guarded } from "@/lib/auth/guard";
import { createMentor } from "@/lib/intake/mentor/create/commands";
import { createMentorSchema } from "@/lib/intake/mentor/schema";
import { listMentors, type MentorRow } from "@/lib/mentor/directory/queries";
import { checked, json, limited, must, readBody, readQuery, starting } from "../answer";
import * as hand from "../contract/by-hand";
import * as contract from "../contract/people";
import { offsetOf, orderOf, toPage } from "../paging";
import { toFields } from "./mentor-input";

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
  version: row.version,
});

/** Mentors with capacity and load. */
export const GET = guarded(
  "mentor:read",
  limited(async (staff, request) => {
    const { cursor, limit, sort, ...filter } = readQuery(request, contract.listMentors);
    const { key, desc } = orderOf(sort);
    const page = { sort: key, desc, offset: offsetOf({ cursor, sort }), size: limit };
    const { rows, totals } = await listMentors(staff, { ...filter, ...page });
    return json(toPage({ cursor, limit, sort }, { rows, total: totals.mentors }, toItem));
  }),
);

/** Creates a mentor; once per Idempotency-Key. */
export const POST = guarded(
  "mentor:write",
  limited(async (staff, request) => {
    const fields = toFields(await readBody(request, hand.createMentor));
    const asked = checked(createMentorSchema, fields);
    return starting(staff, request, asked, async () => ({
      status: 200,
      body: must(await createMentor(staff, asked)),
    }));
  }),
);
