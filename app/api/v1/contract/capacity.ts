import { z } from "zod";
import { whatIfSchema } from "@/lib/allocation/capacity/schema";
import { MENTOR_KINDS } from "@/lib/allocation/schema";
import { center, count, gender, year } from "./shapes";

const lang = z.enum(["fa", "en"]).default("fa");
const askedYear = z.coerce.number().int().min(1300).max(1500);
export const waitingQuery = z.strictObject({ year: askedYear, lang });
export const unplacedQuery = z.strictObject({ lang });

export const capacityQuery = z.strictObject({
  year: askedYear,
  center: z.coerce
    .number()
    .pipe(z.int32().nonnegative())
    .optional()
    .describe("Without it: all centres of the caller"),
});
export const whatIfBody = z.strictObject({
  year,
  centers: z.array(center).max(100).default([]).describe("Empty = all centres of the caller"),
  changes: whatIfSchema,
});

const need = z.object({ studentClass: z.record(z.string(), z.unknown()), students: count });
const codes = z.array(z.int32());
const names = z.record(z.string(), z.string()).describe("Names of the mentors it speaks of, by id");

export const capacityReport = z.strictObject({
  year,
  centers: codes,
  placedInTurn: count.describe("Placed by a run in order of national id"),
  names,
  plan: z.strictObject({
    students: count,
    most: count.describe("The most that can be placed with the places there are"),
    beyond: count.describe("School students without a school: no place helps"),
    places: count.describe("The fewest places with which everyone is placed"),
    proposals: z.array(
      z.strictObject({
        mentorId: z.int32(),
        capacity: count,
        places: count,
        raise: count.describe(
          "What the capacity must grow by; more than places where the mentor is above capacity",
        ),
        serves: z.array(need),
        others: codes.describe("Mentors who would do as well"),
      }),
    ),
    holes: z.array(need),
    profiles: z.array(
      z.strictObject({
        gender,
        kind: z.enum(MENTOR_KINDS),
        groups: codes,
        centers: codes,
        schools: codes,
        places: count,
      }),
    ),
  }),
});

const outlook = z.strictObject({
  students: count,
  placed: count,
  waiting: count,
  byClass: z.array(need),
  byReason: z.array(z.strictObject({ reason: z.string(), students: count })),
  spread: z.strictObject({
    mentors: count,
    full: count,
    lowest: z.number(),
    median: z.number(),
    highest: z.number(),
  }),
});
export const whatIfReport = z.strictObject({
  year,
  centers: codes,
  before: outlook,
  after: outlook,
  returning: count.describe("Students whose present placement the changes would end"),
  mentors: z.array(
    z.strictObject({
      id: z.int32().describe("From 2000000000 on: a new mentor of the changes"),
      before: count,
      after: count,
      capacityBefore: count,
      capacityAfter: count,
    }),
  ),
  names,
});
