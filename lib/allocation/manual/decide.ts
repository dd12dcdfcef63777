import type { Result } from "@/lib/shared/result";
import { ok, refuse } from "@/lib/shared/result";
import { type FailureCode, failingRules, hasPlace } from "../rules";
import type { PoolMentor, PoolStudent } from "../schema";

/** Stage-0 reasons that are about managers and centres: with the rules, what ADMIN may override. Source: Contracts §2. */
const OVERRIDABLE_OUT = ["NO_MANAGER", "MANAGER_WITHOUT_CENTER"] as const;
/** The rest of stage 0 speaks of the mentor: cured at the mentor, never overridden. */
type Blocking = Exclude<NonNullable<PoolMentor["out"]>, (typeof OVERRIDABLE_OUT)[number]>;

const isBlocking = (out: NonNullable<PoolMentor["out"]>): out is Blocking =>
  !(OVERRIDABLE_OUT as readonly string[]).includes(out);

/** What nobody may pass over: who the mentor is, and that there is a place. */
export type Obstacle = Blocking | "CAPACITY_FULL";

/** What stands between a student and a mentor. `codes` are those ADMIN may override, stage 0 first, then by rule. */
export type Judgement = { readonly obstacle: Obstacle | null; readonly codes: readonly FailureCode[] };

/** Holds one mentor against one student at a load. Source: Domain §4, Contracts §2. */
export function judge(student: PoolStudent, mentor: PoolMentor, load: number): Judgement {
  const { out } = mentor;
  const codes: FailureCode[] = [
    ...(out !== null && !isBlocking(out) ? [out] : []),
    ...failingRules(student, mentor),
  ];
  if (out !== null && isBlocking(out)) return { obstacle: out, codes };
  return { obstacle: hasPlace(load, mentor.capacity) ? null : "CAPACITY_FULL", codes };
}

/** The active assignment of a student in their year. */
export type Active = {
  readonly id: string;
  readonly mentorId: number;
  readonly pinned: boolean;
  /** A mentor file contains it. */
  readonly counted: boolean;
};

/** Where a student stands; `pool` as the rules see them. */
export type Standing = {
  readonly id: string;
  readonly year: number;
  readonly center: number;
  readonly onHold: boolean;
  readonly withdrawn: boolean;
  readonly counter: string | null;
  readonly pool: PoolStudent;
  readonly active: Active | null;
};

/** What a person has seen of the placement: an id, null for none, undefined = did not look. */
export type Seen = string | null | undefined;
/** Many at once leave the pinned alone; one at a time is a person's word. Source: Contracts §2. */
export type Reach = "ONE" | "MANY";

const isStale = (standing: Standing, seen: Seen): boolean =>
  seen !== undefined && seen !== (standing.active?.id ?? null);

type EndRefusal = "STALE_VERSION" | "STUDENT_STATE" | "PINNED";
export type MoveRefusal = EndRefusal | "NOT_FOUND" | "SAME_MENTOR" | "RULES_FAILED" | Obstacle;

/** Whether the active assignment may be ended (or pinned) by hand, and which it is. */
export function decideEnd(standing: Standing, seen: Seen, reach: Reach): Result<Active, EndRefusal> {
  const { active } = standing;
  if (isStale(standing, seen)) return refuse("STALE_VERSION", { assignmentId: active?.id ?? null });
  if (active === null) return refuse("STUDENT_STATE", { assignment: "NONE" });
  return active.pinned && reach === "MANY" ? refuse("PINNED") : ok(active);
}

export type MoveRequest = {
  readonly standing: Standing;
  /** As it is now, for the student's year; undefined = there is none. */
  readonly mentor: PoolMentor | undefined;
  readonly load: number;
  readonly seen: Seen;
  readonly reach: Reach;
  /** Whether rules other than capacity are passed over: only for whoever may. */
  readonly rules: "HOLD" | "OVERRIDDEN";
};

/**
 * Whether a student may go to a mentor by hand; the value lists the codes passed over, none = a clean placement. Capacity
 * and what is said of the mentor are never passed over. Source: Contracts §2.
 */
export function decideMove(request: MoveRequest): Result<readonly FailureCode[], MoveRefusal> {
  const { standing, mentor, load, seen, reach, rules } = request;
  const { active, onHold, withdrawn } = standing;
  if (isStale(standing, seen)) return refuse("STALE_VERSION", { assignmentId: active?.id ?? null });
  if (onHold || withdrawn) return refuse("STUDENT_STATE", { onHold, withdrawn });
  if (mentor === undefined) return refuse("NOT_FOUND", { resource: "mentor" });
  if (active?.pinned && reach === "MANY") return refuse("PINNED");
  if (active?.mentorId === mentor.id) return refuse("SAME_MENTOR", { mentorId: mentor.id });
  const { obstacle, codes } = judge(standing.pool, mentor, load);
  if (obstacle !== null) return refuse(obstacle, { mentorId: mentor.id, capacity: mentor.capacity, load });
  if (codes.length > 0 && rules === "HOLD")
    return refuse("RULES_FAILED", { mentorId: mentor.id, codes: [...codes] });
  return ok(codes);
}
