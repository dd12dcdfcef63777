import { z } from "zod";
import { SCHOOL_SORTS } from "@/lib/student/school/schema";
import { type Operation, ok } from "./operation";
import { gender, pageOf, paging, sortBy } from "./shapes";

export const listSchools = z.strictObject({
  ...paging,
  sort: sortBy(SCHOOL_SORTS, "code"),
  year: z.coerce.number().int().min(1300).max(1500).optional().describe("The year whose roster is meant"),
  special: z.enum(["true", "false"]).optional().describe("Only schools (not) of the roster; needs year"),
  code: z.coerce.number().int().positive().max(999_999_999).optional(),
  gender: z.coerce.number().int().min(0).max(1).optional(),
});

export const schoolPage = pageOf(
  z.strictObject({
    code: z.int32().positive(),
    name: z.string(),
    gender: gender.nullable().describe("null = mixed"),
    level: z.string().nullable(),
    kind: z.string().nullable(),
    district: z.string().nullable(),
    special: z
      .boolean()
      .nullable()
      .describe("Whether the roster of the asked year has it; null without year"),
  }),
);

/** The list of schools and the rosters of special schools. */
export const SCHOOLS: Operation[] = [
  {
    method: "get",
    path: "/schools",
    id: "listSchools",
    permission: "student:read",
    summary: "Schools; with year and special=true the special-school roster of that year",
    query: listSchools,
    answers: ok(schoolPage),
  },
];
