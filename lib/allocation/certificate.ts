import { type Classes, classify, classKey, type StudentClass } from "./classes";
import { createNetwork, type Network, raiseToMaximum } from "./flow";
import type { Plan } from "./plan";
import type { Policy, Snapshot } from "./schema";
import { listServing, type Serving } from "./serving";

/** Version of the certificate's layout. */
export const CERTIFICATE_VERSION = 1;

/** A class in a certificate: its five facts and how many of the plan's students it has. */
export type CertifiedClass = StudentClass & { readonly students: number };

/**
 * Students who can only use these mentors: every mentor who may serve one of the classes is among `mentors`. Hence of
 * `students` no more than `places` can be placed, whoever goes where. Classes by gender, group, centre, type and school,
 * mentors by id, all ascending.
 */
export type Cut = {
  readonly classes: readonly CertifiedClass[];
  readonly students: number;
  readonly mentors: readonly { readonly id: number; readonly places: number }[];
  readonly places: number;
};

/** `[class key, mentor id, students]`: so many students of a class go to a mentor; ascending by both. */
export type WitnessEntry = readonly [string, number, number];

/**
 * Proof of how many students a plan could have placed at the most: a placement that reaches `maximum` (the plan itself
 * when `gap` is 0, else `witness`) and a cut that nobody can pass: eligible − cut.students + cut.places = maximum.
 * `sha256` is that of the canonical JSON of all the rest. Source: Design §4.
 */
export type Certificate = {
  readonly version: typeof CERTIFICATE_VERSION;
  readonly year: number;
  readonly inputHash: string;
  readonly policy: Policy;
  readonly planHash: string;
  readonly eligible: number;
  readonly placed: number;
  readonly maximum: number;
  readonly gap: number;
  readonly cut: Cut;
  readonly witness: readonly WitnessEntry[] | null;
  readonly sha256: string;
};

/** Hashes of the run the certificate belongs to, and how a text is hashed: a pure file has no hash of its own. */
export type CertificateHashes = {
  readonly inputHash: string;
  readonly planHash: string;
  readonly digest: (text: string) => string;
};

/** JSON with the keys of every object in alphabetical order and no spaces; what the certificate's sha256 is taken of. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(",")}}`;
}

/** The network of a plan with the plan's own placements as its flow. */
function networkOf({ students, mentors, mentorAt }: Plan, classes: Classes, serving: Serving): Network {
  const waiting = new Int32Array(serving.start.length - 1);
  const places = Int32Array.from(mentors, (mentor) => Math.max(0, mentor.capacity - mentor.load));
  const taken = new Map<number, number>();
  for (let i = 0; i < students.length; i++) {
    const l = serving.of[classes.of[i]!]!;
    const m = mentorAt[i]!;
    if (m < 0) waiting[l]!++;
    else taken.set(l * mentors.length + m, (taken.get(l * mentors.length + m) ?? 0) + 1);
    if (m >= 0) places[m]!--;
  }
  const network = createNetwork(serving, waiting, places);
  for (let e = 0; e < network.flow.length; e++)
    network.flow[e] = taken.get(network.lists.at[e]! * mentors.length + network.mentors.at[e]!) ?? 0;
  return network;
}

const byClass = (a: StudentClass, b: StudentClass): number =>
  a.gender - b.gender ||
  a.group - b.group ||
  a.center - b.center ||
  a.type - b.type ||
  (a.school ?? 0) - (b.school ?? 0);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function cutOf(network: Network, { mentors }: Plan, classes: Classes, serving: Serving): Cut {
  const inside = classes.list
    .map((one, c) => ({ ...one, students: classes.size[c]! }))
    .filter((_, c) => network.lists.dead[serving.of[c]!] === 1)
    .sort(byClass);
  const used = mentors
    .filter((_, m) => network.mentors.dead[m] === 1)
    .map(({ id, capacity, load }) => ({ id, places: Math.max(0, capacity - load) }));
  return {
    classes: inside,
    students: sum(inside.map((one) => one.students)),
    mentors: used,
    places: sum(used.map((one) => one.places)),
  };
}

/** Shares the flow of each list out among its classes, in the order of their first students. */
function witnessOf(network: Network, { mentors }: Plan, classes: Classes, serving: Serving): WitnessEntry[] {
  const { start, mentor } = serving;
  const rest = network.flow.slice();
  const at = start.slice();
  const entries: [string, number, number][] = [];
  classes.list.forEach((one, c) => {
    const l = serving.of[c]!;
    for (let left = classes.size[c]!; left > 0 && at[l]! < start[l + 1]!; ) {
      const e = at[l]!;
      const count = Math.min(left, rest[e]!);
      if (count > 0) entries.push([classKey(one), mentors[mentor[e]!]!.id, count]);
      rest[e]! -= count;
      left -= count;
      if (rest[e] === 0) at[l]!++;
    }
  });
  return entries.sort(([a, m], [b, n]) => (a === b ? m - n : a < b ? -1 : 1));
}

/**
 * Certifies a plan: raises its placements to a maximum and reads the minimal cut off. The cut and the maximum depend on
 * the snapshot only. ≤ 50 ms at 10k×500. Source: Design §4, §9.
 */
export function certify(snapshot: Snapshot, plan: Plan, hashes: CertificateHashes): Certificate {
  const classes = classify(plan.students);
  const serving = listServing(classes, plan.mentors, snapshot.switches);
  const network = networkOf(plan, classes, serving);
  raiseToMaximum(network);
  const eligible = plan.students.length;
  const maximum = eligible - sum([...network.lists.left]);
  const gap = maximum - plan.placed;
  const rest = {
    version: CERTIFICATE_VERSION,
    year: snapshot.year,
    inputHash: hashes.inputHash,
    policy: snapshot.policy,
    planHash: hashes.planHash,
    eligible,
    placed: plan.placed,
    maximum,
    gap,
    cut: cutOf(network, plan, classes, serving),
    witness: gap > 0 ? witnessOf(network, plan, classes, serving) : null,
  } as const;
  return { ...rest, sha256: hashes.digest(canonicalJson(rest)) };
}
