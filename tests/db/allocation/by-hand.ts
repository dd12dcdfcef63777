import { assignSchema, unassignSchema } from "@/lib/allocation/manual/schema";
import { actorOf } from "../../support/actors";

/** The first student of `makeStudents`. */
export const A = "0000000001";
export const admin = actorOf("ADMIN", { name: "admin" });
export const operator = actorOf("OPERATOR", { name: "op" });
/** What is asked to place a student by hand. */
export const ask = (studentId: string, mentorId: number, over: object = {}) =>
  assignSchema.parse({ studentId, mentorId, reason: "FAMILY_REQUEST", ...over });
/** What is asked to end a placement. */
export const end = (studentId: string, over: object = {}) =>
  unassignSchema.parse({ studentId, reason: "MENTOR_REQUEST", ...over });
/** What is asked besides whom, of several at once. */
export const many = { reason: "CORRECTION" as const, note: "", pinned: true };
