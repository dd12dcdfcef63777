import { z } from "zod";
import type { StudentSort, StudentStatus } from "./sql";

/** The orders and states a list of students can be asked for, in the order in which a page offers them. */
export const STUDENT_SORTS = [
  "name",
  "nationalId",
  "counter",
  "center",
  "group",
  "mentor",
] as const satisfies readonly StudentSort[];
export const STUDENT_STATUSES = [
  "PLACED",
  "UNPLACED",
  "WAITING",
  "REVIEW",
  "HOLD",
  "WITHDRAWN",
] as const satisfies readonly StudentStatus[];
/** Of a normal or a special school, and how somebody is registered: the codes a list can be narrowed to. Source: Domain §2. */
export const STUDENT_TYPES = ["0", "1"] as const;
export const REG_STATUSES = ["0", "1", "3"] as const;

/** What somebody types to find a student: part of a name, a national id or a counter. Travels by POST. Source: Contracts §1. */
export const findStudentsSchema = z.object({ text: z.string().trim().min(2).max(100) });
export type FindStudents = z.output<typeof findStudentsSchema>;
