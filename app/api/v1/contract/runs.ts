import { z } from "zod";
import { ITEM_STATES, POLICIES, RUN_KINDS, RUN_STATES } from "@/lib/allocation/schema";
import { SPECS } from "@/lib/lists/pages";
import {
  center,
  count,
  failure,
  gender,
  hash,
  id,
  instant,
  jobState,
  maskedId,
  pageOf,
  paging,
  sortBy,
  studentType,
  year,
} from "./shapes";

const settings = {
  policy: z.enum(POLICIES).optional().describe("Absent: as the settings propose new runs"),
  schoolFallback: z.boolean().optional().describe("Absent: as the settings propose new runs"),
};
export const startRun = z.strictObject({
  year,
  ...settings,
  centers: z.array(center).max(100).default([]).describe("Empty = all centres of the caller"),
  students: z
    .array(id)
    .min(1)
    .max(10_000)
    .optional()
    .describe("Only these students, those of them who are eligible"),
  publish: z.boolean().default(false).describe("Publish the plan as soon as it stands; needs alloc:publish"),
});

export const startDrain = z.strictObject({
  year,
  ...settings,
  stopAccepting: z
    .boolean()
    .default(true)
    .describe("The mentor takes no new students from now on; needs mentor:write"),
});

export const allocationStatus = z.strictObject({
  jobId: id,
  kind: z.string(),
  state: jobState,
  done: count,
  total: count,
  runId: id.nullable(),
  runState: z.enum(RUN_STATES).nullable(),
  placed: count.nullable(),
  needsNewMentor: count.nullable(),
  waitingFor: z.string().nullable(),
  error: failure.optional(),
});

const runSummary = z.strictObject({
  id,
  number: z.int32().positive(),
  year,
  kind: z.enum(RUN_KINDS),
  policy: z.enum(POLICIES),
  state: z.enum(RUN_STATES),
  eligible: count,
  placed: count,
  needsNewMentor: count,
  createdBy: z.string(),
  createdAt: instant,
});
export const runPage = pageOf(runSummary);
export const listRuns = z.strictObject({
  ...paging,
  year: z.coerce.number().pipe(z.int32()).optional(),
  state: z.enum(RUN_STATES).optional(),
  kind: z.enum(RUN_KINDS).optional(),
  policy: z.enum(POLICIES).optional(),
  sort: sortBy(SPECS.runs.sorts, "-number"),
});
export const run = runSummary.extend({
  centers: z.array(center),
  switches: z.object({ schoolFallback: z.boolean() }),
  drainedMentorId: z
    .int()
    .nullable()
    .describe("Of a drain: the mentor who leaves, where the caller may see them"),
  inputHash: hash.nullable(),
  planHash: hash.nullable(),
  published: z.object({ placed: count, needsNewMentor: count, counters: count, dead: count }),
  reversed: count,
  kept: count,
  exported: count.describe("Placements of it in a READY sabt export"),
  durationsMs: z.record(z.string(), z.number()),
  error: failure.nullable(),
  version: z.int32(),
  job: z
    .object({ jobId: id, kind: z.string(), state: z.string(), waitingFor: z.string().nullable() })
    .nullable(),
});

export const listRunItems = z.strictObject({
  ...paging,
  result: z.enum(["placed", "unplaced"]).optional(),
  state: z.enum(ITEM_STATES).optional(),
  center: z.coerce.number().pipe(z.int32()).optional(),
  gender: z.coerce.number().int().min(0).max(1).optional(),
  group: z.coerce.number().pipe(z.int32()).optional(),
  school: z.coerce.number().pipe(z.int32()).optional(),
  mentor: z.coerce.number().pipe(z.int32()).optional(),
});
export const runItemPage = pageOf(
  z.strictObject({
    position: z.int32().positive(),
    studentId: id,
    nationalId: maskedId,
    gender,
    group: z.int32(),
    center,
    studentType,
    school: z.int32().nullable(),
    mentorId: z.int32().nullable(),
    loadBefore: count.nullable(),
    state: z.enum(ITEM_STATES),
    reason: z.string().nullable(),
    counter: z.string().nullable(),
  }),
);
export const runRef = z.strictObject({
  version: z.int32().optional().describe("Refuse if the run has changed since"),
});
export const revertRun = runRef.extend({ includeExported: z.boolean().default(false) });
export const runState = z.strictObject({ runId: id, state: z.enum(RUN_STATES) });
