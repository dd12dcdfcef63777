import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";

/** Small deterministic generator (mulberry32): the same seed gives the same instance on every machine. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

const GROUPS = [
  1, 3, 5, 7, 8, 9, 11, 12, 14, 17, 18, 53, 55, 66, 69, 83, 89, 21, 22, 23, 29, 24, 25, 26, 30, 27, 31, 33,
  35, 41, 43, 45, 46,
] as const;
const from = (...ranges: (readonly [number, number])[]): number[] =>
  GROUPS.filter((code) => ranges.some(([a, b]) => a <= code && code <= b));
/** Lists of groups as mentor files have them. Source: Domain §3. */
const GROUP_LISTS = [
  from([3, 3]),
  from([1, 1], [3, 3], [5, 5], [7, 9]),
  from([27, 27], [31, 33]),
  from([21, 26], [29, 30]),
  from([35, 35], [41, 41], [43, 46]),
  from([22, 22], [25, 25]),
  from([1, 1], [3, 3], [5, 5], [7, 26], [29, 30], [53, 93]),
  from([27, 27], [31, 33], [35, 35], [41, 46]),
  from([11, 18], [53, 93]),
  from([1, 9], [21, 26], [29, 30]),
];
const SCHOOLS = 950;
/** One school in eight is in the roster of special schools. */
const SPECIAL_EVERY = 8;

/** Ten digits with a valid checksum; `index` makes it unique and scattered. */
export function nationalIdOf(index: number): string {
  const body = String((index * 7_919_317 + 1_234_567) % 1_000_000_000).padStart(9, "0");
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += Number(body[i]) * (10 - i);
  const rest = sum % 11;
  return body + String(rest < 2 ? rest : 11 - rest);
}

function studentOf(index: number, random: (below: number) => number): PoolStudent {
  const hasSchool = random(100) < 96;
  const school = hasSchool ? 1 + random(SCHOOLS) : null;
  const special = school !== null && school % SPECIAL_EVERY === 0;
  const eduStatus = special || random(100) < 85 ? 1 : 0;
  const level = random(6);
  return {
    nationalId: nationalIdOf(index),
    // A special school is of one gender, in one centre, with six groups; other students are anything.
    gender: (special ? school % 16 === 0 : random(2) === 0) ? 1 : 0,
    group: GROUPS[special ? (school + level) % GROUPS.length : random(GROUPS.length)]!,
    center: special ? school % 3 : random(3),
    type: special ? 1 : 0,
    school,
    eduStatus,
  };
}

/** Seats for everyone on the whole, yet some classes are tight and about one student in ten finds nobody. */
function mentorOf(id: number, seats: number, random: (below: number) => number): PoolMentor {
  const kind = random(10) < 2 ? "SCHOOL" : random(10) < 1 ? "DUAL" : "NORMAL";
  const groups = GROUP_LISTS[random(GROUP_LISTS.length)]!;
  const capacity = Math.max(1, Math.round(seats * (0.5 + random(100) / 100)));
  const schools = kind === "NORMAL" ? [] : Array.from({ length: 4 }, () => SPECIAL_EVERY * (1 + random(118)));
  return {
    id,
    gender: random(2) === 0 ? 0 : 1,
    kind,
    capacity,
    load: random(Math.ceil(capacity / 3)),
    groups,
    centers: [0, 1, 2].filter(() => random(3) > 0),
    schools,
    out: random(50) === 0 ? "NOT_ACCEPTING" : null,
  };
}

/** An invented instance of a size; 96 % of the students have one of 950 schools. Mentor ids start above 8000. */
export function instanceOf(students: number, mentors: number, seed = 20251121): Snapshot {
  const random = randomOf(seed);
  const seats = (students / mentors) * 2.2;
  return {
    version: 1,
    year: 1404,
    policy: "sequential",
    switches: { schoolFallback: false },
    centers: [],
    students: Array.from({ length: students }, (_, i) => studentOf(i, random)),
    mentors: Array.from({ length: mentors }, (_, i) => mentorOf(8001 + i, seats, random)),
  };
}
