import { type Chance, makeChance } from "./chance";
import { FATHERS, FIRST_NAMES, LAST_NAME_ENDS, LAST_NAMES } from "./names";
import type { Level, School } from "./office";
import type { DemoSize } from "./size";

export type DemoStudent = {
  nationalId: string;
  firstName: string;
  lastName: string;
  fatherName: string;
  /** Jalali, `1386/05/24`. */
  birthDate: string;
  gender: 0 | 1;
  group: number;
  graduate: boolean;
  center: number;
  regStatus: 0 | 1 | 3;
  school: School | null;
  mobile: string;
  home: string;
  fatherMobile: string;
  motherMobile: string;
  gpa: string;
  /** Number of an earlier year, of those who come again. */
  counter: string;
  martyrFile: string;
};

/** How often each exam group is chosen. */
const GROUPS: readonly (readonly [number, number])[] = [
  ...([
    [1, 6],
    [3, 12],
    [5, 7],
    [7, 1],
    [8, 1],
    [9, 1],
  ] as const),
  ...([
    [21, 5],
    [22, 10],
    [23, 6],
    [24, 5],
    [25, 10],
    [26, 6],
    [29, 1],
    [30, 1],
  ] as const),
  ...([
    [27, 7],
    [31, 6],
    [33, 6],
    [35, 3],
    [41, 2],
    [43, 2],
    [45, 1],
    [46, 1],
  ] as const),
  ...[11, 12, 14, 17, 18, 53, 55, 66, 69, 83, 89].map((code) => [code, 0.4] as const),
];

const levelOf = (group: number): Level => {
  if (group <= 9 || (group >= 21 && group <= 26) || group === 29 || group === 30) return "SECONDARY2";
  if ([27, 31, 33].includes(group)) return "SECONDARY1";
  return [35, 41, 43, 45, 46].includes(group) ? "PRIMARY" : "VOCATIONAL";
};

/** Years of age at the end of the year 1404. */
const ageOf = (group: number): number => {
  const level = levelOf(group);
  if (level === "PRIMARY") return { 46: 8, 45: 9, 43: 10, 41: 11, 35: 12 }[group] ?? 10;
  if (level === "SECONDARY1") return { 33: 13, 31: 14, 27: 15 }[group] ?? 14;
  return group <= 18 ? 18 : group < 24 || group === 29 ? 17 : 16;
};

/** First three digits tell where the id was issued; several begin with zeros, which Excel likes to lose. */
const ISSUERS = ["001", "002", "007", "049", "228", "229", "231", "243", "255", "437"];

/** The nth invented national id: unique, and with a right check digit. */
const nationalIdOf = (n: number, chance: Chance): string => {
  // 7919 has no common factor with 10^6: a million different middles before one comes again.
  const digits = `${chance.pick(ISSUERS)}${String((n * 7_919 + 12_345) % 1_000_000).padStart(6, "0")}`;
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(digits[i]) * (10 - i);
  const rest = sum % 11;
  return `${digits}${rest < 2 ? rest : 11 - rest}`;
};

const mobile = (chance: Chance): string =>
  `09${chance.between(10, 39)}${String(chance.between(0, 9_999_999)).padStart(7, "0")}`;

const two = (number: number): string => String(number).padStart(2, "0");

type Schools = { byLevel: (gender: number, level: Level) => readonly School[]; roster: readonly School[] };

const schoolFor = (chance: Chance, gender: number, group: number, schools: Schools): School | null => {
  if (chance.happens(0.04)) return null;
  const level = levelOf(group);
  const special = schools.roster.filter((school) => school.gender === gender && school.level === level);
  if (special.length > 0 && chance.happens(0.07)) return chance.pick(special);
  return chance.pick(schools.byLevel(gender, level));
};

/** The students of the office, in no order. */
export const makeStudents = (
  size: DemoSize,
  schools: readonly School[],
  roster: readonly School[],
): readonly DemoStudent[] => {
  const chance = makeChance(size.students * 17 + 3);
  const groups = new Map<string, School[]>();
  for (const school of schools) {
    const key = `${school.gender} ${school.level}`;
    groups.set(key, [...(groups.get(key) ?? []), school]);
  }
  const byLevel = (gender: number, level: Level) => groups.get(`${gender} ${level}`) ?? schools;
  return Array.from({ length: size.students }, (_, i) => makeStudent(i, chance, { byLevel, roster }));
};

const makeStudent = (i: number, chance: Chance, schools: Schools): DemoStudent => {
  const gender = chance.happens(0.48) ? 1 : 0;
  const group = chance.weighted(GROUPS);
  const graduate = group <= 9 && chance.happens(0.25);
  const regStatus = chance.weighted([
    [0, 86],
    [1, 8],
    [3, 6],
  ] as const);
  const born = 1404 - ageOf(group) - (graduate ? 1 : 0);
  return {
    nationalId: nationalIdOf(i, chance),
    firstName: chance.pick(FIRST_NAMES[gender]),
    lastName: `${chance.pick(LAST_NAMES)}${chance.pick(LAST_NAME_ENDS)}`,
    fatherName: chance.pick(FATHERS),
    birthDate: `${born}/${two(chance.between(1, 12))}/${two(chance.between(1, 29))}`,
    gender,
    group,
    graduate,
    center: chance.weighted([
      [0, 50],
      [1, 29],
      [2, 21],
    ] as const),
    regStatus,
    school: schoolFor(chance, gender, group, schools),
    mobile: chance.happens(0.95) ? mobile(chance) : "",
    home: chance.happens(0.6) ? `${chance.pick(["3", "5"])}${chance.between(1_000_000, 9_999_999)}` : "",
    fatherMobile: chance.happens(0.8) ? mobile(chance) : "",
    motherMobile: chance.happens(0.7) ? mobile(chance) : "",
    gpa: `${chance.between(11, 19)}.${two(chance.between(0, 99))}`,
    // Middles of earlier years differ from those issued now; the running number keeps them apart.
    counter: chance.happens(0.12) ? `5${chance.between(1, 3)}534${String(i % 10_000).padStart(4, "0")}` : "",
    martyrFile: regStatus === 1 ? `${chance.between(100_000, 999_999)}` : "",
  };
};
