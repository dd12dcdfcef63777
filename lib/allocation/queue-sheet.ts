import type { Miss } from "./misses";
import { missesOf } from "./misses";
import type { Plan } from "./plan";
import { failingRules } from "./rules";
import type { PoolMentor, PoolStudent } from "./schema";
import { groupWaiting, type Waiting, type WaitingGroup, waitingKey } from "./waiting";

/** A student in the workbook; `mobile` null = unknown. */
export type QueuePerson = {
  readonly nationalId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly mobile: string | null;
};

/** What the workbook says in the language of its reader. */
export type QueueWords = {
  readonly sheets: { readonly groups: string; readonly students: string };
  readonly heads: { readonly groups: readonly string[]; readonly students: readonly string[] };
  readonly classOf: (student: PoolStudent) => {
    readonly gender: string;
    readonly group: string;
    readonly center: string;
    readonly school: string;
  };
  readonly reason: (reason: Waiting["reason"]) => string;
  readonly since: (since: Date | null) => string;
  readonly miss: (miss: Miss) => string;
  readonly mentor: (mentor: {
    readonly id: number;
    readonly load: number;
    readonly capacity: number;
  }) => string;
};

type Sheet = {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

const MISSES_SHOWN = 3;
const MENTORS_SHOWN = 10;

/** Mentors who lack nothing but a place, by load at the end of the plan. */
function fullMentors(plan: Plan, student: PoolStudent) {
  return plan.mentors
    .flatMap((mentor: PoolMentor, m) =>
      mentor.out === null && failingRules(student, mentor).length === 0
        ? [{ id: mentor.id, load: plan.loadAfter[m]!, capacity: mentor.capacity }]
        : [],
    )
    .sort((a, b) => a.load - b.load || a.id - b.id);
}

function groupRow(plan: Plan, group: WaitingGroup, student: PoolStudent, words: QueueWords): string[] {
  const of = words.classOf(student);
  const misses = missesOf({ student, mentors: plan.mentors, loadAfter: plan.loadAfter, chosen: null })
    .filter(({ codes }) => !codes.includes("GENDER_MISMATCH"))
    .slice(0, MISSES_SHOWN);
  const mentors = fullMentors(plan, student).slice(0, MENTORS_SHOWN);
  return [
    of.gender,
    of.group,
    of.center,
    of.school,
    String(group.students),
    words.reason(group.reason),
    words.since(group.since),
    ...Array.from({ length: MISSES_SHOWN }, (_, i) => (misses[i] ? words.miss(misses[i]) : "")),
    mentors.map(words.mentor).join("\n"),
  ];
}

/**
 * The two sheets of the workbook a manager works from: classes with reason, nearest ways out and the mentors who lack only
 * a place; and the students, in the order of the classes. All cells are text. Source: Domain §4.
 */
export function queueSheets(
  {
    plan,
    waiting,
    people,
  }: {
    readonly plan: Plan;
    readonly waiting: readonly Waiting[];
    readonly people: ReadonlyMap<string, QueuePerson>;
  },
  words: QueueWords,
): Sheet[] {
  const groups = groupWaiting(waiting);
  const members = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const name = `${waitingKey(one.student)}|${one.reason}`;
    const list = members.get(name);
    if (list === undefined) members.set(name, [one]);
    else list.push(one);
  }
  const of = (group: WaitingGroup): readonly Waiting[] => members.get(`${group.key}|${group.reason}`) ?? [];
  return [
    {
      name: words.sheets.groups,
      header: words.heads.groups,
      rows: groups.map((group) => groupRow(plan, group, of(group)[0]!.student, words)),
    },
    {
      name: words.sheets.students,
      header: words.heads.students,
      rows: groups.flatMap((group) => of(group).map((one) => studentRow(one, people, words))),
    },
  ];
}

function studentRow(
  { student, reason, since }: Waiting,
  people: ReadonlyMap<string, QueuePerson>,
  words: QueueWords,
): string[] {
  const person = people.get(student.nationalId);
  const of = words.classOf(student);
  return [
    student.nationalId,
    person?.firstName ?? "",
    person?.lastName ?? "",
    person?.mobile ?? "",
    of.gender,
    of.group,
    of.center,
    of.school,
    words.reason(reason),
    words.since(since),
  ];
}
