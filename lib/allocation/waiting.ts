import { classKey, classOf, type StudentClass } from "./classes";
import type { Plan } from "./plan";
import type { UnplacedReason } from "./reasons";
import type { PoolStudent } from "./schema";
import { reasonsOf } from "./unplaced";

/** A student who waits; `reason` null = a run would place them now. `since` null = no run has decided about them yet. */
export type Waiting = {
  readonly student: PoolStudent;
  readonly reason: UnplacedReason | null;
  readonly since: Date | null;
};

/** Students of one class who wait for one reason; the oldest wait first in `since`. */
export type WaitingGroup = {
  readonly key: string;
  readonly studentClass: StudentClass;
  readonly eduStatus: 0 | 1;
  readonly reason: UnplacedReason | null;
  readonly students: number;
  readonly neverPlanned: number;
  readonly since: Date | null;
};

/** Which waiting students are meant; what is left out = all. */
export type WaitingChoice = {
  readonly center?: number | readonly number[] | undefined;
  readonly group?: number | readonly number[] | undefined;
  readonly gender?: number | undefined;
  /** 1 = of a special school. */
  readonly type?: number | undefined;
  /** Codes, or PLACEABLE: those a run would place now. */
  readonly reason?: string | readonly string[] | undefined;
  readonly key?: string | readonly string[] | undefined;
};

/** Word for «a run would place them now», among the reasons. */
export const PLACEABLE = "PLACEABLE";

/** Name of a class in the waiting list; graduates stand apart, their code is another one. */
export const waitingKey = (student: PoolStudent): string => `${classKey(student)}:${student.eduStatus}`;

/** Everyone of a plan made now, with the reason or none, in national-id order. */
export function waitingOf(plan: Plan, since: ReadonlyMap<string, Date | null>): Waiting[] {
  const reasons = reasonsOf(plan);
  return plan.students.map((student, i) => ({
    student,
    reason: reasons[i]!,
    since: since.get(student.nationalId) ?? null,
  }));
}

const meets = <T>(asked: T | readonly T[] | undefined, value: T): boolean =>
  asked === undefined || (Array.isArray(asked) ? asked.includes(value) : asked === value);

/** The waiting students a choice means. */
export const chooseWaiting = (all: readonly Waiting[], choice: WaitingChoice): Waiting[] =>
  all.filter(
    ({ student, reason }) =>
      meets(choice.center, student.center) &&
      meets(choice.group, student.group) &&
      meets<number>(choice.gender, student.gender) &&
      meets<number>(choice.type, student.type) &&
      meets<string>(choice.reason, reason ?? PLACEABLE) &&
      meets(choice.key, waitingKey(student)),
  );

/** The orders a list of the waiting can be asked for. */
export const WAITING_SORTS = ["students", "since"] as const;
/** How the groups stand: by their students, or by the day since which the first of them waits. */
export type WaitingOrder = { readonly key: (typeof WAITING_SORTS)[number]; readonly desc: boolean };
const BIGGEST: WaitingOrder = { key: "students", desc: true };

/** By size or by how long they wait; whoever was never planned has waited for no run and stands last. */
const compareBy =
  ({ key, desc }: WaitingOrder) =>
  (a: WaitingGroup, b: WaitingGroup): number => {
    const turn = desc ? -1 : 1;
    if (key === "students") return turn * (a.students - b.students);
    if (a.since === null || b.since === null) return Number(a.since === null) - Number(b.since === null);
    return turn * (a.since.getTime() - b.since.getTime());
  };

/** Waiting students by class and reason: in every order those who could be placed now first; the biggest group first unless told. */
export function groupWaiting(waiting: readonly Waiting[], order: WaitingOrder = BIGGEST): WaitingGroup[] {
  const compare = compareBy(order);
  const groups = new Map<string, { -readonly [K in keyof WaitingGroup]: WaitingGroup[K] }>();
  for (const { student, reason, since } of waiting) {
    const key = waitingKey(student);
    const name = `${key}|${reason ?? ""}`;
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, {
        key,
        studentClass: classOf(student),
        eduStatus: student.eduStatus,
        reason,
        students: 1,
        neverPlanned: since === null ? 1 : 0,
        since,
      });
      continue;
    }
    group.students++;
    if (since === null) group.neverPlanned++;
    else if (group.since === null || since < group.since) group.since = since;
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(b.reason === null) - Number(a.reason === null) ||
      compare(a, b) ||
      b.students - a.students ||
      (a.key < b.key ? -1 : 1),
  );
}
