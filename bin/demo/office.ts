import { type Chance, makeChance } from "./chance";
import { DISTRICTS, FIRST_NAMES, LAST_NAMES, SCHOOL_NAMES } from "./names";
import { SCHOOLS, SPECIAL_SCHOOLS } from "./size";

export type Manager = { id: number; name: string; centers: readonly number[] };
export type School = { code: number; name: string; gender: 0 | 1; level: Level; district: string };
export const LEVELS = ["KONKUR", "SECONDARY2", "SECONDARY1", "PRIMARY", "VOCATIONAL"] as const;
export type Level = (typeof LEVELS)[number];

/** Which centres each of the eleven has: most one, two of them several. */
const CENTERS_OF: readonly (readonly number[])[] = [
  [0, 1, 2],
  [0],
  [1],
  [2],
  [0],
  [0],
  [1],
  [0, 1],
  [2],
  [0],
  [1],
];

/** Eleven managers over three centres. */
export const makeManagers = (): readonly Manager[] => {
  const chance = makeChance(11);
  return CENTERS_OF.map((centers, i) => {
    const first = chance.pick(FIRST_NAMES[(i % 2) as 0 | 1]);
    return { id: 101 + i, name: `${first} ${LAST_NAMES[i * 2]}`, centers };
  });
};

const SCHOOL_LEVELS: readonly (readonly [Level, number])[] = [
  ["SECONDARY2", 52],
  ["SECONDARY1", 26],
  ["PRIMARY", 14],
  ["VOCATIONAL", 8],
];

/** 950 schools, odd ones for boys; names repeat, as they do in life. */
export const makeSchools = (): readonly School[] => {
  const chance = makeChance(950);
  return Array.from({ length: SCHOOLS }, (_, i) => ({
    code: 1_001 + i * 3,
    name: schoolName(chance),
    gender: (i % 2) as 0 | 1,
    level: chance.weighted(SCHOOL_LEVELS),
    district: chance.pick(DISTRICTS),
  }));
};

const schoolName = (chance: Chance): string =>
  `${chance.pick(["دبیرستان", "مدرسه", "مجتمع", "هنرستان"])} ${chance.pick(SCHOOL_NAMES)}${
    chance.happens(0.4) ? ` ${chance.between(1, 9)}` : ""
  }`;

/** The roster of schools with mentors of their own: as many for girls as for boys. */
export const makeRoster = (schools: readonly School[]): readonly School[] => {
  const secondary = schools.filter(({ level }) => level === "SECONDARY2" || level === "SECONDARY1");
  const of = (gender: number) =>
    secondary.filter((school) => school.gender === gender).filter((_, i) => i % 7 === 3);
  return [...of(0).slice(0, SPECIAL_SCHOOLS / 2), ...of(1).slice(0, SPECIAL_SCHOOLS / 2)];
};
