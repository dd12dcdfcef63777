import { z } from "zod";
import { count, id, maskedId } from "./shapes";

export const explainBody = z.strictObject({
  nationalId: z.string().min(8).max(20),
  runId: id.optional().describe("Without it: the newest run that decided, else the pool as it is now"),
});
export const explainQuery = z.strictObject({ run: id.optional() });

const ranked = z.object({ id: z.int32(), load: count, capacity: count, decider: z.string().nullable() });

/** The funnel over all mentors adds up: the fallen of every step and the ranked are all of them. */
export const explanation = z.strictObject({
  student: z.object({ id, nationalId: maskedId, year: z.int32() }),
  run: z.object({ id, number: z.int32(), state: z.string() }).nullable(),
  explanation: z.object({
    studentClass: z.record(z.string(), z.unknown()),
    mentors: count,
    funnel: z.array(
      z.object({
        rule: z.int().min(0).max(6),
        fallen: z.array(z.object({ code: z.string(), mentors: count })),
        left: count,
      }),
    ),
    ranking: z.array(ranked),
    fallback: z.array(ranked).nullable(),
    chosen: z.int32().nullable(),
    loadsAt: z
      .enum(["TURN", "END"])
      .describe("Loads at the student's turn, or at the end of an optimal plan"),
    reason: z.string().nullable(),
    misses: z.array(z.record(z.string(), z.unknown())),
    relaxations: z
      .array(z.record(z.string(), z.unknown()))
      .describe("The smallest sets of rule relaxations that would place the student; several where they tie"),
  }),
  repair: z
    .strictObject({ chain: z.int32().positive(), from: z.int32().nullable() })
    .nullable()
    .describe(
      "The accepted chain of swaps that decided instead of the ranking, and the mentor it took them from",
    ),
  names: z.record(z.string(), z.string()).describe("Names of the mentors it speaks of, by id"),
});

export const mentorExplanation = z.strictObject({
  run: z.object({ id, number: z.int32(), state: z.string(), year: z.int32() }),
  explanation: z.strictObject({
    id: z.int32(),
    capacity: count,
    out: z.string().nullable().describe("Why the mentor was out of the pool"),
    loadBefore: count,
    loadAfter: count,
    taken: count,
    kept: z.array(z.object({ code: z.string(), students: count })).describe("By the first rule that fails"),
    elsewhere: count.describe("Fitted and went to a better-ranked mentor"),
    unplaced: count.describe("Fitted and got nobody: the mentor was full or out"),
  }),
});
