import { z } from "zod";
import { OUT_CODES } from "@/lib/mentor/availability";

/** Version of the snapshot's layout; part of the hash, so a new layout never looks like an old plan. Contracts §4. */
export const SNAPSHOT_VERSION = 1;

export const POLICIES = ["sequential", "optimal"] as const;
export type Policy = (typeof POLICIES)[number];

export const RUN_KINDS = ["ALLOCATE", "DRAIN", "REPAIR"] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** Life of a run. Source: Design §3. */
export const RUN_STATES = [
  "PLANNING",
  "PLANNED",
  "PUBLISHING",
  "PUBLISHED",
  "REVERTING",
  "REVERTED",
  "DISCARDED",
  "CANCELLED",
  "FAILED",
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Life of one decision of a run; KEPT and ERRORED are outcomes of a revert, DEAD is a dead letter. */
export const ITEM_STATES = ["PLANNED", "PUBLISHED", "DEAD", "REVERTED", "KEPT", "ERRORED"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export const ASSIGNMENT_STATES = ["OK", "TEMP_REVIEW", "NEEDS_NEW_MENTOR", "REVERTED"] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

/** NORMAL (عادی) · SCHOOL (مدرسه) · DUAL (عادی و مدرسه, serves both kinds). Source: Domain §2. */
export const MENTOR_KINDS = ["NORMAL", "SCHOOL", "DUAL"] as const;
export type MentorKind = (typeof MENTOR_KINDS)[number];

/** Policy switches, all off by default and stored with each run. Source: Domain §4. */
export const switchesSchema = z.object({
  /** School students may fall back to mentors of normal students when no school mentor has a place. */
  schoolFallback: z.boolean().default(false),
});
export type Switches = z.infer<typeof switchesSchema>;

const bit = z.union([z.literal(0), z.literal(1)]);
export type Bit = z.infer<typeof bit>;

/** A student of the pool. `school` is null for none; a graduate is always type 0. Source: Contracts §2, §3. */
export const poolStudentSchema = z
  .object({
    nationalId: z.string().regex(/^\d{10}$/),
    gender: bit,
    group: z.int(),
    center: z.int(),
    type: bit,
    school: z.int().nullable(),
    eduStatus: bit,
  })
  .refine((student) => student.type === 0 || student.eduStatus === 1);
export type PoolStudent = Readonly<z.infer<typeof poolStudentSchema>>;

/** A mentor of the pool or beside it (`out` says why); `load` counts every student, ours and the file's. Contracts §1, §3. */
export const poolMentorSchema = z.object({
  id: z.int().positive(),
  gender: bit,
  kind: z.enum(MENTOR_KINDS),
  capacity: z.int().nonnegative(),
  load: z.int().nonnegative(),
  groups: z.array(z.int()).readonly(),
  centers: z.array(z.int()).readonly(),
  schools: z.array(z.int()).readonly(),
  out: z.enum(OUT_CODES).nullable(),
});
export type PoolMentor = Readonly<z.infer<typeof poolMentorSchema>>;

/** Everything a plan is a function of. `centers` is the scope of the run, empty = all. Source: Contracts §4. */
export const snapshotSchema = z.object({
  version: z.literal(SNAPSHOT_VERSION),
  year: z.int(),
  policy: z.enum(POLICIES),
  switches: switchesSchema,
  centers: z.array(z.int()).readonly(),
  students: z.array(poolStudentSchema).readonly(),
  mentors: z.array(poolMentorSchema).readonly(),
});
export type Snapshot = Readonly<z.infer<typeof snapshotSchema>>;

const centers = z.array(z.int32().nonnegative()).max(100).readonly();

/**
 * Starts a run. Without `centers` it covers the centres of whoever starts it; with `students` (uuids) only those of them
 * who are eligible. Source: Contracts §2, §6.
 */
export const startRunSchema = z.object({
  year: z.coerce.number().pipe(z.int32()),
  policy: z.enum(POLICIES).default("sequential"),
  centers: centers.default([]),
  switches: switchesSchema.prefault({}),
  students: z.array(z.uuid()).max(20_000).readonly().optional(),
});
export type StartRun = z.output<typeof startRunSchema>;

/** Names a run; `version` guards against acting on a page that has become old. */
export const runRefSchema = z.object({ runId: z.uuid(), version: z.int32().optional() });
export type RunRef = z.output<typeof runRefSchema>;

/** Reverts a run; placements already exported go only when said so. Source: Contracts §4. */
export const revertRunSchema = runRefSchema.extend({ includeExported: z.boolean().default(false) });
export type RevertRun = z.output<typeof revertRunSchema>;

export const deadLetterRefSchema = z.object({ deadLetterId: z.uuid() });
export type DeadLetterRef = z.output<typeof deadLetterRefSchema>;

/** Hold, release, withdraw or reinstate a student. The reason goes into the audit log. */
export const studentStateSchema = z.object({
  studentId: z.uuid(),
  version: z.int32().optional(),
  reason: z.string().trim().min(3).max(500),
});
export type StudentStateChange = z.output<typeof studentStateSchema>;

/** Confirms placements under review as they are. */
export const confirmReviewSchema = z.object({
  assignmentIds: z.array(z.uuid()).min(1).max(500),
  reason: z.string().trim().max(500).default(""),
});
export type ConfirmReview = z.output<typeof confirmReviewSchema>;
