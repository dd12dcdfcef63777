import { type Chance, makeChance } from "./chance";
import { FIRST_NAMES, LAST_NAME_ENDS, LAST_NAMES } from "./names";
import type { Manager, School } from "./office";
import type { DemoSize } from "./size";

export type DemoMentor = {
  id: number;
  name: string;
  gender: 0 | 1;
  manager: Manager;
  kind: "عادی" | "مدرسه" | "عادی و مدرسه";
  /** As typed into «شامل گروه های آزمایشی». */
  groups: string;
  schools: readonly number[];
  load: number;
  /** null = left blank, which means 60. */
  capacity: number | null;
  alias: number | null;
  inactive: boolean;
  accepting: boolean;
  waiting: boolean;
  mobile: string;
};

const WIDE = "1,3,5,7:26,29:30,53:93";
const EVERYTHING = "1:46,53:93";
/** What mentors of one kind of pupils write, and how many of them there are. */
const GROUP_LISTS: readonly (readonly [string, number])[] = [
  ["1,3,5,7:9", 16],
  ["3", 5],
  ["1,3", 4],
  ["5,8", 3],
  ["21:26,29:30", 24],
  ["22,25", 8],
  ["21 ، 24", 4],
  ["23;26;29-30", 5],
  ["27,31:33", 18],
  ["35,41,43:46", 11],
  ["11:18,53:93", 5],
];
const SCHOOL_GROUP_LISTS: readonly (readonly [string, number])[] = [
  ["21:26,29:30", 2],
  ["27,31:33", 1],
  ["1,3,5,21:26", 2],
  [`${WIDE},27,31:33`, 6],
];

/** Mentor codes skip 7000–7999, where the placeholders are. */
const codeOf = (i: number): number => (i < 3_999 ? 3_001 + i : 8_001 + (i - 3_999));
const aliasOf = (i: number): number => {
  const alias = 1_000 + ((i * 37) % 8_000);
  return alias >= 7_000 ? alias + 1_000 : alias;
};

/** Free places of a mentor, in multiples of the students there are for one; together somewhat more than needed. */
const FREE_SHARES: readonly (readonly [number, number])[] = [
  [0.4, 3],
  [0.9, 4],
  [1.5, 4],
  [2.4, 3],
];

/** The mentors of the office; the first six serve everybody in every centre, so that small demos work too. */
export const makeMentors = (
  size: DemoSize,
  managers: readonly Manager[],
  roster: readonly School[],
): readonly DemoMentor[] => {
  const chance = makeChance(size.mentors * 31 + 7);
  const perMentor = size.students / size.mentors;
  // With few mentors most kinds of students have these six only.
  const generosity = size.mentors < 80 ? 1.9 : 1.2;
  return Array.from({ length: size.mentors }, (_, i): DemoMentor => {
    const gender = (i % 2) as 0 | 1;
    const isWide = i < 6 || i % 12 === 0;
    const servesSchools = !isWide && i % 5 < 2 && chance.happens(0.75);
    const free = Math.max(1, Math.round(perMentor * chance.weighted(FREE_SHARES) * (i < 6 ? generosity : 1)));
    const load = chance.between(15, 70);
    const manager = managers[isWide ? 0 : i % managers.length]!;
    const kind = servesSchools ? chance.pick(["مدرسه", "مدرسه", "عادی و مدرسه"] as const) : "عادی";
    return {
      id: codeOf(i),
      name: `${chance.pick(FIRST_NAMES[gender])} ${chance.pick(LAST_NAMES)}${chance.pick(LAST_NAME_ENDS)}`,
      gender,
      manager,
      kind,
      groups: isWide
        ? i < 6
          ? EVERYTHING
          : WIDE
        : chance.weighted(servesSchools ? SCHOOL_GROUP_LISTS : GROUP_LISTS),
      schools: servesSchools ? someSchools(chance, roster, gender, i) : [],
      load,
      capacity: load + free === 60 ? null : load + free,
      alias: chance.happens(0.04) ? null : aliasOf(i),
      ...standing(i, size.mentors),
      mobile: `09${chance.between(10, 39)}${String(chance.between(0, 9_999_999)).padStart(7, "0")}`,
    };
  }).map((mentor, i) => unusual(mentor, i, size.mentors));
};

/** Up to four schools of the roster; neighbours in the list, so that together the mentors cover it. */
const someSchools = (
  chance: Chance,
  roster: readonly School[],
  gender: number,
  turn: number,
): readonly number[] => {
  const own = roster.filter((school) => school.gender === gender);
  const from = (turn * 3) % own.length;
  return Array.from({ length: chance.between(3, 4) }, (_, i) => own[(from + i) % own.length]!.code);
};

/** A few who get nobody, for each reason there is; none in a very small demo. */
const standing = (i: number, count: number) => ({
  inactive: count >= 40 && i % 50 === 23,
  accepting: !(count >= 40 && i % 50 === 37),
  waiting: false,
});

const unusual = (mentor: DemoMentor, i: number, count: number): DemoMentor => {
  if (count < 40) return mentor;
  // The placeholder that holds students until their mentor is found.
  if (i === count - 1) return { ...mentor, id: 7_001, name: "در انتظار تخصیص", waiting: true, alias: 7_001 };
  // Seen in practice: more students than places.
  if (i === count - 2) return { ...mentor, load: 435, capacity: 250 };
  return mentor;
};
