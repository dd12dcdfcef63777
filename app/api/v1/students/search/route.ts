import { guarded } from "@/lib/auth/guard";
import { maskNationalId } from "@/lib/shared/national-id";
import { listStudents, type StudentRow } from "@/lib/student/directory/queries";
import { json, limited, readBody } from "../../answer";
import { searchStudents } from "../../contract/people";
import { offsetOf, orderOf, toPage } from "../../paging";

const toItem = (row: StudentRow) => ({
  id: row.id,
  nationalId: maskNationalId(row.nationalId),
  firstName: row.firstName,
  lastName: row.lastName,
  gender: row.gender,
  center: row.centerCode,
  group: row.groupCode,
  school: row.schoolCode,
  studentType: row.studentType,
  year: row.year,
  counter: row.counter,
  onHold: row.onHold,
  withdrawn: row.withdrawn,
  assignment: row.assignmentStatus && { status: row.assignmentStatus, mentorId: row.mentorId },
  version: row.version,
});

/** Students by filters or by what somebody typed. By POST: names and ids never stand in an address. */
export const POST = guarded(
  "student:read",
  limited(async (staff, request) => {
    const { text, cursor, limit, sort, ...filter } = await readBody(request, searchStudents);
    const { key, desc } = orderOf(sort);
    const page = { sort: key, desc, offset: offsetOf({ cursor, sort }), size: limit };
    const listed = await listStudents(staff, { ...filter, search: text, ...page });
    return json(toPage({ cursor, limit, sort }, listed, toItem));
  }),
);
