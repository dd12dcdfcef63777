import { z } from "zod";
import { CORRECTABLE } from "@/lib/intake/correct/schema";
import { MENTOR_KINDS } from "@/lib/mentor/directory/schema";
import { count, gender, id, openRecord, version as stored, year } from "./shapes";

const codes = z.array(z.int32().nonnegative()).max(200);
const mentor = {
  name: z.string().max(200),
  gender,
  kind: z.enum(MENTOR_KINDS),
  managerId: z.int32().positive().nullable().describe("Null = none: out of the pool"),
  groups: z.union([codes, z.string().max(500)]).describe("Codes, or a list as in a file: 1,3,5,7:9"),
  schools: codes,
  centers: codes.describe("Own subset of the manager's centres; empty = all of them"),
  capacity: z.int32().nonnegative(),
  alias: z.int32().nullable(),
  mobile: z.string().max(30).nullable(),
  active: z.boolean(),
  accepting: z.boolean(),
};
const reason = z.string().max(500);
const version = z
  .int32()
  .optional()
  .describe("The version you saw; another one is there → 409 STALE_VERSION");

export const changeMentor = z.strictObject({
  version,
  reason: reason.optional(),
  ...z.object(mentor).partial().shape,
});
export const mentorChanged = z.strictObject({
  mentorId: z.int32().positive(),
  fields: z.array(z.string()).describe("What differs from what was stored"),
  flagged: count.describe("Placements that came under review; none moves"),
  version: stored,
});
export const createMentor = z.strictObject({
  id: z.int32().positive(),
  year,
  reason: reason.optional(),
  ...z
    .object(mentor)
    .partial()
    .required({ name: true, gender: true, kind: true, managerId: true, groups: true, capacity: true }).shape,
});

const warning = z.object({ code: z.string(), field: z.string().nullable(), value: z.string().optional() });
const preview = {
  changes: openRecord.describe("Old and new of each field"),
  warnings: z.array(warning),
  review: z.strictObject({
    total: count,
    students: z.array(z.strictObject({ studentId: id, name: z.string(), codes: z.array(z.string()) })),
    hidden: count.describe("Students who are only counted: of other centres, or beyond fifty"),
  }),
};
export const mentorPreview = z.strictObject({
  ...preview,
  load: count,
  capacity: z.tuple([count, count]),
  out: z
    .tuple([z.string().nullable(), z.string().nullable()])
    .describe("Why out of the pool, before and after"),
});
export const mentorCreated = z.strictObject({
  mentorId: z.int32().positive(),
  version: stored,
  warnings: z.array(warning),
});

const cells = z
  .partialRecord(z.enum(CORRECTABLE), z.string().max(200))
  .describe("Fields as they would stand in a file: a code or a name, dates Jalali or ISO");
export const correctStudent = z.strictObject({ version, cells, reason: reason.min(3) });
export const studentCorrected = z.strictObject({
  studentId: id,
  fields: z.array(z.string()),
  version: stored,
});
export const studentPreview = z.strictObject(preview);
export const createStudent = z.strictObject({
  nationalId: z.string().max(40),
  year,
  cells,
  reason: reason.min(3),
});
export const studentCreated = z.strictObject({ studentId: id, version: stored, warnings: z.array(warning) });
