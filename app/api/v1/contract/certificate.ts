import { z } from "zod";
import { POLICIES } from "@/lib/allocation/schema";
import { type Operation, ok } from "./operation";
import { center, count, gender, hash, id, studentType, year } from "./shapes";

export const certificateQuery = z.strictObject({
  download: z.enum(["0", "1"]).optional().describe("1: as a file"),
});

const certifiedClass = z.strictObject({
  gender,
  group: z.int32(),
  center,
  type: studentType,
  school: z.int32().nullable(),
  students: count,
});

export const certificate = z.strictObject({
  version: z.literal(1),
  year,
  inputHash: hash,
  policy: z.enum(POLICIES),
  planHash: hash,
  eligible: count,
  placed: count,
  maximum: count.describe("Nobody can place more, whoever goes where"),
  gap: count.describe("maximum − placed"),
  cut: z.strictObject({
    classes: z.array(certifiedClass),
    students: count,
    mentors: z.array(z.strictObject({ id: z.int32(), places: count })),
    places: count,
  }),
  witness: z
    .array(z.tuple([z.string(), z.int32(), count]))
    .nullable()
    .describe(
      "A placement that reaches the maximum: class, mentor, students; null when the plan does itself",
    ),
  sha256: hash.describe("Of the canonical JSON of all the rest"),
  withheld: z
    .strictObject({ classes: count, mentors: count, witness: z.boolean() })
    .optional()
    .describe("What the caller's centres keep from them; then the document cannot be verified"),
});

const evenness = z.strictObject({
  mentors: count,
  lowest: z.number(),
  highest: z.number(),
  range: z.number(),
  mean: z.number(),
  deviation: z.number(),
  jain: z.number().min(0).max(1),
});
const comparison = { before: evenness, after: evenness, other: evenness };
const row = z.strictObject({ id: z.int32(), ...comparison });

export const fairness = z.strictObject({
  runId: id,
  policy: z.enum(POLICIES),
  placed: count,
  otherPolicy: z.enum(POLICIES),
  otherPlaced: count,
  all: z.strictObject(comparison),
  managers: z.array(row),
  centers: z.array(row),
});

/** What proves a run, and how even it is. */
export const PROOFS: Operation[] = [
  {
    method: "get",
    path: "/runs/{runId}/certificate",
    id: "getRunCertificate",
    permission: "run:read",
    summary: "Proof of how many students the run could have placed at the most",
    query: certificateQuery,
    answers: ok(certificate),
  },
  {
    method: "get",
    path: "/runs/{runId}/fairness",
    id: "getRunFairness",
    permission: "run:read",
    summary: "How evenly the run uses the mentors, before and after and against the other policy",
    answers: ok(fairness),
  },
];
