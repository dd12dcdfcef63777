import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inputText, planText } from "@/lib/allocation/canonical";
import { type Certificate, canonicalJson, certify } from "@/lib/allocation/certificate";
import { planBy } from "@/lib/allocation/policy";
import type { Snapshot } from "@/lib/allocation/schema";
import { type Evidence, findFlaw } from "@/lib/allocation/verify-certificate";
import { runsOf } from "@/tests/support/property";
import { instanceOf } from "../../bench/instance";
import { snapshots } from "./arbitraries";
import { goldenCase } from "./golden";
import { maximumOf } from "./maximum";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

function certified(snapshot: Snapshot): { certificate: Certificate; evidence: Evidence } {
  const plan = planBy(snapshot);
  const inputHash = digest(inputText(snapshot));
  const certificate = certify(snapshot, plan, { inputHash, planHash: digest(planText(plan)), digest });
  const decisions = new Map(
    plan.students.map(({ nationalId }, i) => [nationalId, plan.mentors[plan.mentorAt[i]!]?.id ?? null]),
  );
  return { certificate, evidence: { snapshot, inputHash, decisions, sealed: certificate.sha256, digest } };
}

/** Every leaf of a JSON document replaced, one at a time. */
function* mutations(value: unknown, path: string[] = []): Generator<{ path: string[]; changed: unknown }> {
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries())
      for (const { path: at, changed } of mutations(one, [...path, String(i)]))
        yield { path: at, changed: value.with(i, changed) };
    if (value.length > 0) yield { path: [...path, "length"], changed: value.slice(1) };
    return;
  }
  if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      for (const { path: at, changed } of mutations(one, [...path, key]))
        yield { path: at, changed: { ...value, [key]: changed } };
      const { [key]: _, ...without } = value as Record<string, unknown>;
      yield { path: [...path, key], changed: without };
    }
    yield { path: [...path, "extra"], changed: { ...value, extra: 1 } };
    return;
  }
  const others =
    typeof value === "number" ? [value + 1, value - 1, String(value)] : [`${String(value)}x`, 0, null];
  for (const changed of others) if (changed !== value) yield { path, changed };
}

const resealed = (changed: unknown): unknown => {
  const { sha256: _, ...rest } = changed as Record<string, unknown>;
  return { ...rest, sha256: digest(canonicalJson(rest)) };
};

/** Two mentors, one of whom could free a place: the sequential plan misses one. */
const GAP: Snapshot = {
  ...goldenCase().snapshot,
  students: [1, 2, 3].map((i) => ({
    nationalId: `000000000${i}`,
    gender: 1,
    group: i < 2 ? 1 : 2,
    center: 0,
    type: 0,
    school: null,
    eduStatus: 1,
  })),
  mentors: [
    { groups: [1, 2], capacity: 1 },
    { groups: [1], capacity: 1 },
  ].map(({ groups, capacity }, i) => ({
    id: i + 1,
    gender: 1,
    kind: "NORMAL",
    capacity,
    load: 0,
    groups,
    centers: [0],
    schools: [],
    out: null,
  })),
};

describe("a certificate", () => {
  test("of any plan is found true, with the maximum a search student by student finds", () => {
    fc.assert(
      fc.property(snapshots, fc.constantFrom("sequential", "optimal"), (pool, policy) => {
        const snapshot = { ...pool, policy } as Snapshot;
        const { certificate, evidence } = certified(snapshot);
        expect(findFlaw(certificate, evidence)).toBeNull();
        expect(certificate.maximum).toBe(maximumOf(snapshot).placed);
        if (policy === "optimal") expect(certificate.gap).toBe(0);
      }),
      runsOf(600),
    );
  });

  test("says the same maximum and the same cut under both policies", () => {
    fc.assert(
      fc.property(snapshots, (pool) => {
        const one = certified({ ...pool, policy: "sequential" }).certificate;
        const two = certified({ ...pool, policy: "optimal" }).certificate;
        expect(two.cut).toEqual(one.cut);
        expect(two.maximum).toBe(one.maximum);
      }),
      runsOf(1_000),
    );
  });

  test("of a plan with a gap brings the placement that closes it and the classes that stay out", () => {
    const { certificate } = certified(GAP);
    expect(certificate).toMatchObject({ eligible: 3, placed: 1, maximum: 2, gap: 1 });
    expect(certificate.witness).toEqual([
      ["1:1:0:0:", 2, 1],
      ["1:2:0:0:", 1, 1],
    ]);
    expect(certificate.cut).toEqual({
      classes: [{ gender: 1, group: 2, center: 0, type: 0, school: null, students: 2 }],
      students: 2,
      mentors: [{ id: 1, places: 1 }],
      places: 1,
    });
  });

  test("of the golden case and of ten thousand students is found true", () => {
    for (const snapshot of [goldenCase().snapshot, instanceOf(10_000, 500)])
      for (const policy of ["sequential", "optimal"] as const) {
        const { certificate, evidence } = certified({ ...snapshot, policy });
        expect(findFlaw(JSON.parse(JSON.stringify(certificate)), evidence)).toBeNull();
      }
  });

  test("is refused with any leaf changed, left out or added, whether or not its sha256 follows", () => {
    const cases = [GAP, { ...instanceOf(60, 12), policy: "optimal" as const }, instanceOf(60, 12)];
    for (const { certificate, evidence } of cases.map(certified)) {
      expect(findFlaw(certificate, evidence)).toBeNull();
      for (const { path, changed } of mutations(certificate)) {
        expect(findFlaw(changed, evidence), path.join(".")).not.toBeNull();
        if (path[0] !== "sha256")
          expect(findFlaw(resealed(changed), evidence), path.join(".")).not.toBeNull();
      }
    }
  });

  test("is refused by its content alone, but that another true witness is as good", () => {
    const { certificate, evidence } = certified(GAP);
    for (const { path, changed } of mutations(certificate))
      if (path[0] !== "sha256")
        expect(findFlaw(resealed(changed), { ...evidence, sealed: null }), path.join(".")).not.toBeNull();
  });

  test("is refused when the run's decisions, or its pool, are others", () => {
    const { certificate, evidence } = certified(GAP);
    const moved = new Map(evidence.decisions).set("0000000002", 1);
    expect(findFlaw(certificate, { ...evidence, decisions: moved })).toBe("plan");
    const roomier = GAP.mentors.map((mentor) => ({ ...mentor, capacity: 2 }));
    expect(findFlaw(certificate, { ...evidence, snapshot: { ...GAP, mentors: roomier } })).toBe("maximum");
    expect(findFlaw(certificate, { ...evidence, inputHash: "0" })).toBe("inputHash");
  });
});

test("the checker imports nothing but types of the pool: it shares no code with what it checks", () => {
  const source = readFileSync("lib/allocation/verify-certificate.ts", "utf8");
  const imports = source.split("\n").filter((line) => /\bimport\b|\brequire\b/.test(line));
  expect(imports).toEqual(['import type { PoolMentor, PoolStudent, Snapshot } from "./schema";']);
});
