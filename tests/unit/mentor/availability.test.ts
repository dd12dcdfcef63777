import { describe, expect, test } from "vitest";
import { centersOf, type MentorStanding, OUT_CODES, outOfPool } from "@/lib/mentor/availability";

const standing = (over: Partial<MentorStanding> = {}): MentorStanding => ({
  id: 1001,
  name: "مریم سلامی",
  alias: 1234,
  placeholder: false,
  active: true,
  accepting: true,
  loadYear: 1404,
  manager: { active: true, centers: [0] },
  ...over,
});

describe("stage 0", () => {
  test("lets an ordinary mentor in", () => expect(outOfPool(standing(), 1404)).toBeNull());

  test.each([
    ["MENTOR_PLACEHOLDER", { placeholder: true }],
    ["MENTOR_PLACEHOLDER", { name: "در انتظار تخصیص پشتیبان" }],
    ["MENTOR_PLACEHOLDER", { name: "در‌انتظار  تخصيص" }],
    ["MENTOR_PLACEHOLDER", { name: "فراگیر دخترانه" }],
    ["MENTOR_PLACEHOLDER", { id: 7000 }],
    ["MENTOR_PLACEHOLDER", { alias: 7999 }],
    ["MENTOR_INACTIVE", { active: false }],
    ["NOT_ACCEPTING", { accepting: false }],
    ["NO_MANAGER", { manager: null }],
    ["MANAGER_WITHOUT_CENTER", { manager: { active: true, centers: [] } }],
    ["MANAGER_WITHOUT_CENTER", { manager: { active: false, centers: [0, 1] } }],
    ["LOAD_OTHER_YEAR", { loadYear: 1403 }],
  ] as const)("%s for %j", (code, over) => expect(outOfPool(standing(over), 1404)).toBe(code));

  test.each([6999, 8000])("id and alias %i are no placeholders", (code) =>
    expect(outOfPool(standing({ id: code, alias: code }), 1404)).toBeNull(),
  );

  test("reports the first reason in the order of the list", () => {
    const wrongs: Partial<MentorStanding>[] = [
      { placeholder: true },
      { active: false },
      { accepting: false },
      { manager: null },
      { manager: { active: true, centers: [] } },
      { loadYear: 1403 },
    ];
    OUT_CODES.forEach((code, i) => {
      // Later faults first, so that the one at i wins where two speak of the manager.
      const over = Object.assign({}, ...wrongs.slice(i).reverse()) as Partial<MentorStanding>;
      expect(outOfPool(standing(over), 1404)).toBe(code);
    });
  });
});

describe("centres of a mentor", () => {
  const manager = { active: true, centers: [2, 0, 1] };
  test("are the manager's where the mentor has no subset", () =>
    expect(centersOf(manager, [])).toEqual([0, 1, 2]));
  test("are cut down to the mentor's subset", () => expect(centersOf(manager, [2, 5])).toEqual([2]));
  test("are none without an active manager", () => {
    expect(centersOf(null, [1])).toEqual([]);
    expect(centersOf({ active: false, centers: [1] }, [])).toEqual([]);
  });
});
