import { z } from "zod";
import { typedInteger } from "@/lib/shared/typed";

/** Fields of a student that a person may correct in the console; the rest is a file's or has its own command. */
export const CORRECTABLE = [
  "firstName",
  "lastName",
  "fatherName",
  "birthDate",
  "gender",
  "eduStatus",
  "centerCode",
  "regStatus",
  "groupCode",
  "schoolCode",
  "mobile",
  "homePhone",
  "fatherMobile",
  "motherMobile",
  "gpa",
  "discount",
  "martyrFileNo",
] as const;
export type CorrectableField = (typeof CORRECTABLE)[number];

const cell = z.string().trim().max(200, "too_big");
const reason = z.string().trim().min(1, "required").min(3, "too_small").max(500, "too_big");

/** New texts of some fields of a student, as they would stand in a file. */
export const correctStudentSchema = z.object({
  studentId: z.uuid(),
  version: z.int32().optional(),
  cells: z.partialRecord(z.enum(CORRECTABLE), cell),
  reason,
});
export type CorrectStudent = z.infer<typeof correctStudentSchema>;

const required = cell.min(1, "required");
const cells = z.record(z.enum(CORRECTABLE), cell);

/** What the form of a student holds: every field as text, and why. */
export const studentFormSchema = z.intersection(
  cells,
  z.object({
    gender: required,
    eduStatus: required,
    centerCode: required,
    regStatus: required,
    groupCode: required,
    reason,
  }),
);

const nationalId = z.string().trim().min(1, "required").max(40, "too_big");
const year = typedInteger(1300, 1500);

/** A student who is in no file yet. */
export const createStudentSchema = z.object({
  nationalId,
  year,
  cells: z.partialRecord(z.enum(CORRECTABLE), cell),
  reason,
});
export type CreateStudent = z.output<typeof createStudentSchema>;

/** A person's word on a field is given up: the next file decides about it. */
export const releaseEditSchema = z.object({
  record: z.enum(["student", "mentor"]),
  /** The student's uuid or the mentor's number. */
  id: z.string().max(40),
  field: z.string().max(40),
});
export type ReleaseEdit = z.infer<typeof releaseEditSchema>;

/** What the form of a new student holds. */
export const newStudentFormSchema = z.intersection(studentFormSchema, z.object({ nationalId, year }));
