import { z } from "zod";
import { DIFFERENCE_KINDS, DIFFERENCE_REASONS } from "@/lib/allocation/compare";
import { POLICIES, RUN_KINDS, RUN_STATES } from "@/lib/allocation/schema";
import { runRef } from "./runs";
import { count, hash, id, maskedId, pageOf, paging, year } from "./shapes";

export const replay = z.strictObject({
  runId: id,
  inputHash: hash,
  planHash: hash,
  same: z.boolean(),
  differs: z.array(z.strictObject({ hash: z.enum(["input", "plan"]), stored: hash.nullable() })),
});

const chainTotals = {
  offered: count,
  accepted: count,
  moved: count.describe("Students placed by the plan who change mentors"),
};

export const listChainsQuery = z.strictObject({ ...paging });
export const chainPage = pageOf(
  z.strictObject({
    chain: z.int32().positive().describe("Position of its first student: its name within the run"),
    accepted: z.boolean(),
    steps: z.array(
      z.strictObject({
        studentId: id.nullable().describe("Null for students of other centres"),
        from: z
          .int()
          .nullable()
          .describe("Null for the first, who has no mentor, and for mentors of other centres"),
        to: z.int32().nullable().describe("Null for mentors of other centres, as are their loads"),
        loadBefore: count.nullable(),
        loadAfter: count.nullable(),
        capacity: count.nullable(),
      }),
    ),
  }),
).extend(chainTotals);

export const chooseChainsBody = runRef.extend({
  change: z.enum(["ACCEPT", "TAKE_BACK"]),
  chains: z.array(z.int32().positive()).max(20_000).default([]).describe("Empty = all"),
});
export const chosen = z.strictObject({
  runId: id,
  ...chainTotals,
  placed: count,
  needsNewMentor: count,
  planHash: hash,
});

const runName = z.string().regex(/^(\d{1,9}|[0-9a-f-]{36})$/);
export const compareQuery = z.strictObject({
  ...paging,
  a: runName.describe("Number or id of a run"),
  b: runName.describe("Number or id of a run"),
  kind: z.enum(DIFFERENCE_KINDS).optional(),
  reason: z.enum(DIFFERENCE_REASONS).optional(),
});
const comparedRun = z.strictObject({
  runId: id,
  number: z.int32().positive(),
  year,
  kind: z.enum(RUN_KINDS),
  policy: z.enum(POLICIES),
  state: z.enum(RUN_STATES),
  inputHash: hash.nullable(),
  planHash: hash.nullable(),
  eligible: count,
  placed: count,
  load: count.describe("Of all mentors in the pool, at the end of the plan"),
  capacity: count,
});
const difference = { kind: z.enum(DIFFERENCE_KINDS), reason: z.enum(DIFFERENCE_REASONS) };
export const comparison = pageOf(
  z.strictObject({
    studentId: id,
    nationalId: maskedId,
    ...difference,
    mentorA: z.int32().nullable(),
    mentorB: z.int32().nullable(),
    hidden: z.array(z.enum(["A", "B"])).describe("Sides whose mentor is of another centre; its code is null"),
    changedMentor: z.int32().nullable(),
    fields: z.array(z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  }),
).extend({
  a: comparedRun,
  b: comparedRun,
  same: count,
  counts: z.array(z.strictObject({ ...difference, students: count })),
});
