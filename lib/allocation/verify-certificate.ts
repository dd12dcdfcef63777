import type { PoolMentor, PoolStudent, Snapshot } from "./schema";

// This file decides again, in its own words, what the engine decided: it shares no code with the solver, the classes, the
// eligible lists or the rules, else one mistake could both make a certificate and find it right.

/** What a certificate is held against. */
export type Evidence = {
  readonly snapshot: Snapshot;
  /** sha256 of the stored text of the snapshot. */
  readonly inputHash: string;
  /** The plan: whom each student got, by national id; null or absent = unplaced. */
  readonly decisions: ReadonlyMap<string, number | null>;
  /** sha256 of the certificate the run was stored with; null = judge by the content alone. */
  readonly sealed: string | null;
  readonly digest: (text: string) => string;
};

type Json = Readonly<Record<string, unknown>>;
/** A class: its five facts and how many students it has. */
type Group = { readonly key: string; readonly facts: Json; readonly sample: PoolStudent; students: number };
/** A placement as students per class key and mentor id. */
type Flow = ReadonlyMap<string, ReadonlyMap<number, number>>;
type World = {
  readonly evidence: Evidence;
  readonly groups: readonly Group[];
  readonly mentors: ReadonlyMap<number, PoolMentor>;
  /** Ids of the mentors each class may use, capacity apart. */
  readonly usable: ReadonlyMap<string, ReadonlySet<number>>;
};

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The same value with the keys of every object in alphabetical order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isJson(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, ordered(value[key])]));
}

/** Path of the first difference, or null. */
function difference(expected: unknown, given: unknown, path: string): string | null {
  if (Array.isArray(expected) && Array.isArray(given)) {
    for (let i = 0; i < Math.max(expected.length, given.length); i++) {
      const found = difference(expected[i], given[i], `${path}.${i}`);
      if (found !== null) return found;
    }
    return null;
  }
  if (!isJson(expected) || !isJson(given)) return expected === given ? null : path;
  for (const key of new Set([...Object.keys(expected), ...Object.keys(given)])) {
    const found = difference(expected[key], given[key], path === "" ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

const placesOf = (mentor: PoolMentor): number => Math.max(0, mentor.capacity - mentor.load);

/** The rules other than capacity; with the switch on a school student may also be served as a normal one. */
function allows(student: PoolStudent, mentor: PoolMentor, fallback: boolean): boolean {
  if (mentor.out !== null || mentor.gender !== student.gender) return false;
  if (!mentor.groups.includes(student.group) || !mentor.centers.includes(student.center)) return false;
  const takesNormal = mentor.kind !== "SCHOOL";
  if (student.type === 0) return takesNormal;
  const takesSchool =
    mentor.kind !== "NORMAL" && student.school !== null && mentor.schools.includes(student.school);
  return takesSchool || (fallback && takesNormal);
}

function factsOf({ gender, group, center, type, school }: PoolStudent): Json {
  return { gender, group, center, type, school: type === 1 ? school : null };
}

const ORDER = ["gender", "group", "center", "type", "school"] as const;
const keyOf = (student: PoolStudent): string => {
  const facts = factsOf(student);
  return ORDER.map((fact) => facts[fact] ?? "").join(":");
};

function byFacts(a: Group, b: Group): number {
  const fact = ORDER.find((one) => a.facts[one] !== b.facts[one]);
  return fact === undefined ? 0 : Number(a.facts[fact] ?? 0) - Number(b.facts[fact] ?? 0);
}

function worldOf(evidence: Evidence): World {
  const { students, mentors, switches } = evidence.snapshot;
  const found = new Map<string, Group>();
  for (const student of students) {
    const key = keyOf(student);
    const known = found.get(key);
    if (known === undefined) found.set(key, { key, facts: factsOf(student), sample: student, students: 1 });
    else known.students++;
  }
  const groups = [...found.values()].sort(byFacts);
  const usable = new Map(
    groups.map(({ key, sample }) => {
      const may = mentors.filter((mentor) => allows(sample, mentor, switches.schoolFallback));
      return [key, new Set(may.map((mentor) => mentor.id))];
    }),
  );
  return { evidence, groups, mentors: new Map(mentors.map((one) => [one.id, one])), usable };
}

function flowOf(entries: Iterable<readonly [string, number, number]>): Flow {
  const flow = new Map<string, Map<number, number>>();
  for (const [key, mentor, students] of entries) {
    const row = flow.get(key) ?? new Map<number, number>();
    row.set(mentor, (row.get(mentor) ?? 0) + students);
    flow.set(key, row);
  }
  return flow;
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);
const totalOf = (flow: Flow): number => sum([...flow.values()].map((row) => sum(row.values())));

/** Whether a placement keeps the rules, has no more students of a class than there are, and fits every mentor. */
function isPossible(flow: Flow, { groups, mentors, usable }: World): boolean {
  const taken = new Map<number, number>();
  const sizes = new Map(groups.map((group) => [group.key, group.students]));
  for (const [key, row] of flow) {
    if (sum(row.values()) > (sizes.get(key) ?? 0)) return false;
    for (const [mentor, students] of row) {
      if (!usable.get(key)?.has(mentor)) return false;
      taken.set(mentor, (taken.get(mentor) ?? 0) + students);
    }
  }
  return [...taken].every(([id, students]) => students <= placesOf(mentors.get(id)!));
}

function planFlow({ evidence }: World): Flow {
  return flowOf(
    evidence.snapshot.students.flatMap((student) => {
      const mentor = evidence.decisions.get(student.nationalId) ?? null;
      return mentor === null ? [] : [[keyOf(student), mentor, 1] as const];
    }),
  );
}

/** The witness of a certificate as a flow, or the path of what is wrong with its form. Entries ascend, none twice. */
function readWitness(witness: unknown): Flow | string {
  if (!Array.isArray(witness)) return "witness";
  let before: readonly [string, number] | null = null;
  for (const [i, entry] of witness.entries()) {
    if (!Array.isArray(entry) || entry.length !== 3) return `witness.${i}`;
    const [key, mentor, students] = entry as unknown[];
    if (typeof key !== "string" || !Number.isSafeInteger(mentor)) return `witness.${i}`;
    if (!Number.isSafeInteger(students) || (students as number) < 1) return `witness.${i}`;
    const ascends = before === null || before[0] < key || (before[0] === key && before[1] < Number(mentor));
    if (!ascends) return `witness.${i}`;
    before = [key, Number(mentor)];
  }
  return flowOf(witness as [string, number, number][]);
}

/**
 * What students without a place lead to: their classes, every mentor these can use, every class that has somebody with one
 * of those mentors, and so on. Null when this meets a free place: then one more could be placed.
 */
function cutOf(flow: Flow, { groups, mentors, usable }: World): Json | null {
  const taken = new Map<number, number>();
  const holders = new Map<number, string[]>();
  for (const [key, row] of flow)
    for (const [mentor, students] of row) {
      taken.set(mentor, (taken.get(mentor) ?? 0) + students);
      holders.set(mentor, [...(holders.get(mentor) ?? []), key]);
    }
  const open = groups.filter(({ key, students }) => sum(flow.get(key)?.values() ?? []) < students);
  const classes = new Set(open.map((group) => group.key));
  const used = new Set<number>();
  for (const key of classes)
    for (const mentor of usable.get(key) ?? []) {
      if (used.has(mentor)) continue;
      if ((taken.get(mentor) ?? 0) < placesOf(mentors.get(mentor)!)) return null;
      used.add(mentor);
      for (const other of holders.get(mentor) ?? []) classes.add(other);
    }
  const inside = groups.filter((group) => classes.has(group.key));
  const ids = [...used].sort((a, b) => a - b);
  return {
    classes: inside.map(({ facts, students }) => ({ ...facts, students })),
    students: sum(inside.map((group) => group.students)),
    mentors: ids.map((id) => ({ id, places: placesOf(mentors.get(id)!) })),
    places: sum(ids.map((id) => placesOf(mentors.get(id)!))),
  };
}

/** The plan as its lines in national-id order, whose sha256 is the plan hash. Source: Contracts §4. */
function planLines({ snapshot, decisions }: Evidence): string {
  const ids = snapshot.students.map((student) => student.nationalId).sort();
  return ids.map((id) => `${id},${decisions.get(id) ?? ""}`).join("\n");
}

/**
 * Path of the first field in which a certificate is not true of its run, or null when all of it is: rules and places of
 * every placement, hashes, counts, the witness, and the exact minimal cut, which is the only one and therefore decided
 * here again. Source: Design §4.
 */
export function findFlaw(certificate: unknown, evidence: Evidence): string | null {
  if (!isJson(certificate)) return "certificate";
  const { sha256, witness, ...rest } = certificate;
  const content = JSON.stringify(ordered({ ...rest, witness }));
  if (sha256 !== evidence.digest(content)) return "sha256";
  const world = worldOf(evidence);
  const plan = planFlow(world);
  if (!isPossible(plan, world)) return "plan";
  const given = rest["gap"] === 0 ? plan : readWitness(witness);
  if (typeof given === "string") return given;
  if (rest["gap"] === 0 && witness !== null) return "witness";
  if (!isPossible(given, world)) return "witness";
  const cut = cutOf(given, world);
  if (cut === null) return "maximum";
  const eligible = evidence.snapshot.students.length;
  const placed = totalOf(plan);
  const maximum = eligible - Number(cut["students"]) + Number(cut["places"]);
  if (totalOf(given) !== maximum) return "witness";
  const expected = {
    version: 1,
    year: evidence.snapshot.year,
    inputHash: evidence.inputHash,
    policy: evidence.snapshot.policy,
    planHash: evidence.digest(planLines(evidence)),
    eligible,
    placed,
    maximum,
    gap: maximum - placed,
    cut,
  };
  const found = difference(expected, rest, "");
  if (found !== null) return found;
  return evidence.sealed === null || evidence.sealed === sha256 ? null : "sha256";
}
