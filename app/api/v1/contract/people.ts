import { z } from "zod";
import { MENTOR_KINDS } from "@/lib/allocation/schema";
import { LOCALES } from "@/lib/i18n/locale";
import { SPECS } from "@/lib/lists/pages";
import {
  center,
  count,
  gender,
  id,
  maskedId,
  pageOf,
  paging,
  sortBy,
  studentType,
  version,
  year,
} from "./shapes";

export const caseloadQuery = z.strictObject({ lang: z.enum(LOCALES).default("fa") });

export const searchStudents = z.strictObject({
  ...paging,
  limit: z.int().min(1).max(100).default(50),
  sort: sortBy(SPECS.students.sorts, "nationalId"),
  text: z
    .string()
    .trim()
    .min(2)
    .max(100)
    .optional()
    .describe("Part of a name, or a whole national id or counter"),
  year: year.optional(),
  center: center.optional(),
  group: z.int32().optional(),
  gender: gender.optional(),
  studentType: studentType.optional(),
  regStatus: z.union([z.literal(0), z.literal(1), z.literal(3)]).optional(),
  school: z.int32().optional(),
  status: z.enum(["PLACED", "UNPLACED", "REVIEW", "WAITING", "HOLD", "WITHDRAWN"]).optional(),
});
const student = z.strictObject({
  id,
  nationalId: maskedId,
  firstName: z.string(),
  lastName: z.string(),
  gender,
  center,
  group: z.int32(),
  school: z.int32().nullable(),
  studentType,
  year,
  counter: z.string().nullable(),
  onHold: z.boolean(),
  withdrawn: z.boolean(),
  assignment: z.object({ status: z.string(), mentorId: z.int32().nullable() }).nullable(),
  version,
});
export const studentPage = pageOf(student);

export const listMentors = z.strictObject({
  ...paging,
  sort: sortBy(SPECS.mentors.sorts, "id"),
  center: z.coerce.number().pipe(z.int32()).optional(),
  group: z.coerce.number().pipe(z.int32()).optional(),
  gender: z.coerce.number().int().min(0).max(1).optional(),
  manager: z.coerce.number().pipe(z.int32()).optional(),
  load: z.enum(["OVER", "FULL", "FREE", "IDLE", "OUT"]).optional(),
});
export const mentorPage = pageOf(
  z.strictObject({
    id: z.int32().positive(),
    name: z.string(),
    gender,
    kind: z.enum(MENTOR_KINDS),
    capacity: count,
    base: count.describe("Load as the file said"),
    ours: count.describe("Our active assignments the file does not contain"),
    load: count,
    year,
    active: z.boolean(),
    accepting: z.boolean(),
    managerId: z.int32().nullable(),
    centers: z.array(center),
    groups: z.array(z.int32()),
    schools: z.array(z.int32()),
    version,
  }),
);
