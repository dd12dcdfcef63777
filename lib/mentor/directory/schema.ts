import { z } from "zod";
import type { MentorLoadState, MentorSort } from "./sql";

/** The orders, kinds and load states a list of mentors can be asked for, in the order in which a page offers them. */
export const MENTOR_SORTS = [
  "name",
  "id",
  "occupancy",
  "load",
  "capacity",
  "free",
  "manager",
] as const satisfies readonly MentorSort[];
export const MENTOR_KINDS = ["NORMAL", "SCHOOL", "DUAL"] as const;
export const MENTOR_LOADS = [
  "FREE",
  "FULL",
  "OVER",
  "IDLE",
  "OUT",
] as const satisfies readonly MentorLoadState[];

/** What somebody types to find a mentor: part of a name, an employee code or an alias. Travels by POST. */
export const findMentorsSchema = z.object({ text: z.string().trim().min(2).max(100) });
export type FindMentors = z.output<typeof findMentorsSchema>;
