import { z } from "zod";
import { OUT_CODES } from "../availability";
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
/** Where mentors stand in the pool of a year: in it, or why not, in the order in which a page offers them. Source: Contracts §3. */
export const MENTOR_STANDINGS = ["IN", ...OUT_CODES] as const;
export type MentorStandingName = (typeof MENTOR_STANDINGS)[number];

/** What somebody types to find a mentor: part of a name, an employee code or an alias. Travels by POST. */
export const findMentorsSchema = z.object({ text: z.string().trim().min(2).max(100) });
export type FindMentors = z.output<typeof findMentorsSchema>;
