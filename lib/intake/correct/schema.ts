import { z } from "zod";

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
] as const;
export type CorrectableField = (typeof CORRECTABLE)[number];

/** New texts of some fields of a student, as they would stand in a file. */
export const correctStudentSchema = z.object({
  studentId: z.uuid(),
  version: z.int().optional(),
  cells: z.partialRecord(z.enum(CORRECTABLE), z.string().trim().max(200)),
  reason: z.string().trim().min(3).max(500),
});
export type CorrectStudent = z.infer<typeof correctStudentSchema>;

/** A person's word on a field is given up: the next file decides about it. */
export const releaseEditSchema = z.object({
  record: z.enum(["student", "mentor"]),
  /** The student's uuid or the mentor's number. */
  id: z.string().max(40),
  field: z.string().max(40),
});
export type ReleaseEdit = z.infer<typeof releaseEditSchema>;
