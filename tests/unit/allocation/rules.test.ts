import { describe, expect, test } from "vitest";
import { byPreference, deciderOf } from "@/lib/allocation/rank";
import { failingRule, failingRules, RULES, ruleOf } from "@/lib/allocation/rules";
import type { PoolMentor, PoolStudent } from "@/lib/allocation/schema";
import { makeMentor, makeStudent } from "@/tests/support/pool";

const student = (over: Partial<PoolStudent> = {}) => makeStudent(12345679, { school: 101, ...over });
const mentor = (over: Partial<PoolMentor> = {}) =>
  makeMentor(1001, { groups: [27, 31], centers: [0, 1], ...over });

describe("the six rules", () => {
  test("hold for a normal student and a normal mentor", () =>
    expect(failingRule(student(), mentor(), 0)).toBeNull());

  test.each([
    ["GENDER_MISMATCH", { gender: 1 }, {}, 0],
    ["GROUP_NOT_ALLOWED", { group: 35 }, {}, 0],
    ["CENTER_NOT_ALLOWED", { center: 2 }, {}, 0],
    ["CAPACITY_FULL", {}, {}, 10],
    ["CAPACITY_FULL", {}, { capacity: 0 }, 0],
    ["CAPACITY_FULL", {}, {}, 435],
    ["GRADUATE_SCHOOL_FORBIDDEN", { eduStatus: 0 }, { kind: "SCHOOL", schools: [101] }, 0],
    ["SCHOOL_STUDENT_NEEDS_SCHOOL_MENTOR", { type: 1 }, { schools: [101] }, 0],
    ["SCHOOL_CODE_MISMATCH", { type: 1 }, { kind: "SCHOOL", schools: [102] }, 0],
    ["SCHOOL_CODE_MISMATCH", { type: 1, school: null }, { kind: "DUAL", schools: [102] }, 0],
    ["NORMAL_STUDENT_CANNOT_GET_SCHOOL_MENTOR", {}, { kind: "SCHOOL", schools: [101] }, 0],
  ] as const)("%s: student %j, mentor %j, load %i", (code, s, m, load) =>
    expect(failingRule(student(s), mentor(m), load)).toBe(code),
  );

  test.each([
    [{ type: 1 }, { kind: "SCHOOL", schools: [101, 102] }],
    [{ type: 1 }, { kind: "DUAL", schools: [101] }],
    [{}, { kind: "DUAL", schools: [999] }],
    [{ eduStatus: 0 }, { kind: "DUAL", schools: [101] }],
    [{ eduStatus: 0 }, {}],
  ] as const)("hold for student %j and mentor %j, up to the last place", (s, m) => {
    expect(failingRule(student(s), mentor(m), 9)).toBeNull();
    expect(failingRules(student(s), mentor(m))).toEqual([]);
  });

  test("are checked in their order: curing the first failure shows the next", () => {
    const wrong = mentor({ gender: 1, groups: [], centers: [], kind: "SCHOOL" });
    const cures: Partial<PoolMentor>[] = [{ gender: 0 }, { groups: [27] }, { centers: [1] }];
    const seen = [failingRule(student({ eduStatus: 0 }), wrong, 99)];
    let cured = wrong;
    for (const cure of cures) {
      cured = { ...cured, ...cure };
      seen.push(failingRule(student({ eduStatus: 0 }), cured, 99));
    }
    seen.push(failingRule(student({ eduStatus: 0 }), cured, 0), failingRule(student(), cured, 0));
    expect(seen).toEqual([
      "GENDER_MISMATCH",
      "GROUP_NOT_ALLOWED",
      "CENTER_NOT_ALLOWED",
      "CAPACITY_FULL",
      "GRADUATE_SCHOOL_FORBIDDEN",
      "NORMAL_STUDENT_CANNOT_GET_SCHOOL_MENTOR",
    ]);
  });

  test("other than capacity are all named at once", () => {
    const wrong = mentor({ gender: 1, groups: [], centers: [], kind: "SCHOOL", capacity: 0 });
    expect(failingRules(student(), wrong)).toEqual([
      "GENDER_MISMATCH",
      "GROUP_NOT_ALLOWED",
      "CENTER_NOT_ALLOWED",
      "NORMAL_STUDENT_CANNOT_GET_SCHOOL_MENTOR",
    ]);
  });

  test("every code belongs to one rule, stage 0 to none", () => {
    for (const { rule, codes } of RULES) for (const code of codes) expect(ruleOf(code)).toBe(rule);
    expect(ruleOf("NO_MANAGER")).toBe(0);
  });
});

describe("ranking", () => {
  const order = (...rows: [id: number, load: number, capacity: number][]) =>
    rows
      .map(([id, load, capacity]) => ({ id, load, capacity }))
      .sort(byPreference)
      .map((one) => one.id);

  test("takes the emptier by share, then by head-count, then the lower id", () => {
    expect(order([1, 5, 10], [2, 4, 10])).toEqual([2, 1]);
    expect(order([1, 10, 20], [2, 5, 10])).toEqual([2, 1]);
    expect(order([9, 5, 10], [8, 5, 10])).toEqual([8, 9]);
  });

  test("compares ratios exactly where floats cannot", () => {
    // 94906265/94906266 and 94906264/94906265 are one double apart or none; cross-multiplied they are exact.
    expect(order([1, 94906265, 94906266], [2, 94906264, 94906265])).toEqual([2, 1]);
    expect(order([1, 1, 3], [2, 333333, 1000000])).toEqual([2, 1]);
  });

  test("puts capacity 0 last and stays transitive", () => {
    expect(order([1, 0, 0], [2, 60, 60], [3, 0, 60])).toEqual([3, 2, 1]);
    expect(order([5, 3, 0], [4, 0, 0])).toEqual([4, 5]);
    const [none, full] = [
      { id: 1, load: 0, capacity: 0 },
      { id: 2, load: 9, capacity: 9 },
    ];
    expect(byPreference(none, full)).toBeGreaterThan(0);
    expect(byPreference(full, none)).toBeLessThan(0);
    expect(deciderOf(none, { ...none, id: 3 })).toBe("ID");
  });

  test("names what decided", () => {
    const m = (id: number, load: number, capacity: number) => ({ id, load, capacity });
    expect(deciderOf(m(1, 1, 10), m(2, 2, 10))).toBe("OCCUPANCY");
    expect(deciderOf(m(1, 1, 10), m(2, 2, 20))).toBe("LOAD");
    expect(deciderOf(m(1, 1, 10), m(2, 1, 10))).toBe("ID");
  });
});
