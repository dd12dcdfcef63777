import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatCounter,
  genderCodeOf,
  highestSequences,
  ISSUED_PATTERN,
  isYearCode,
  nextNumbers,
  parseCounter,
  remarksOn,
} from "@/lib/counter/number";
import { runsOf } from "@/tests/support/property";

describe("a counter", () => {
  test("carries year code, 373 for girls or 357 for boys, and four digits", () => {
    expect(genderCodeOf(0)).toBe("373");
    expect(genderCodeOf(1)).toBe("357");
    expect(formatCounter({ yearCode: "54", genderCode: "373", sequence: 1 })).toBe("543730001");
    expect(formatCounter({ yearCode: "54", genderCode: "357", sequence: 9999 })).toBe("543579999");
  });

  test("reads back as what it was written from", () => {
    const parts = fc.record({
      yearCode: fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, "0")),
      genderCode: fc.constantFrom("373" as const, "357" as const),
      sequence: fc.integer({ min: 1, max: 9999 }),
    });
    fc.assert(
      fc.property(parts, (one) => {
        expect(formatCounter(one)).toMatch(ISSUED_PATTERN);
        expect(parseCounter(formatCounter(one))).toEqual(one);
      }),
      runsOf(1_000),
    );
  });

  test.each(["543730000", "545340001", "54373001", "5437300012", "54373000x", "", "٥٤٣٧٣٠٠٠١"])(
    "%j is not one of ours",
    (text) => expect(parseCounter(text)).toBeNull(),
  );

  test.each([0, 10_000, 1.5, -1])("has no sequence %d", (sequence) =>
    expect(() => formatCounter({ yearCode: "54", genderCode: "373", sequence })).toThrow(RangeError),
  );
});

describe("the next numbers", () => {
  test("follow the last one without a gap", () => {
    expect(nextNumbers({ yearCode: "54", gender: 1, last: 41, count: 3 })).toEqual({
      ok: true,
      value: ["543570042", "543570043", "543570044"],
    });
    expect(nextNumbers({ yearCode: "54", gender: 1, last: 9999, count: 0 })).toEqual({ ok: true, value: [] });
  });

  test("are refused as a whole when they do not all fit", () => {
    expect(nextNumbers({ yearCode: "54", gender: 0, last: 9998, count: 1 }).ok).toBe(true);
    expect(nextNumbers({ yearCode: "54", gender: 0, last: 9998, count: 2 })).toEqual({
      ok: false,
      reason: "E_COUNTER_EXHAUSTED",
      details: { gender: 0, needed: 2, left: 1 },
    });
  });
});

describe("a number a student already has", () => {
  test.each([
    ["543730001", 0, []],
    ["533730001", 0, ["W_COUNTER_OLD_YEAR_REUSED"]],
    ["543730001", 1, ["E_LEDGER_GENDER_MISMATCH"]],
    ["533570001", 0, ["W_COUNTER_OLD_YEAR_REUSED", "E_LEDGER_GENDER_MISMATCH"]],
    ["545340001", 1, []],
  ] as const)("%s of gender %i in year 54: %j", (counter, gender, remarks) =>
    expect(remarksOn(counter, gender, "54")).toEqual(remarks),
  );
});

test("a year code is two digits and nothing else", () => {
  expect(["54", "00"].map(isYearCode)).toEqual([true, true]);
  expect(["5", "154", "54x", "x54", ""].map(isYearCode)).toEqual(Array(5).fill(false));
});

test("highest sequences stand by year and gender, whatever order the numbers come in", () => {
  const ordered = ["533730002", "543570003", "543730017"];
  const parts = ordered.map(parseCounter);
  for (const counters of [
    ordered,
    [...ordered].reverse(),
    ["543730017", "543730005", "543570003", "533730002"],
  ])
    expect(highestSequences(counters)).toEqual(parts);
});

test("the highest sequence is taken per year and gender; other patterns are passed over", () => {
  const counters = ["543730005", "543730017", "543570003", "545349999", "533730900", "543730000"];
  expect(highestSequences(counters)).toEqual([
    { yearCode: "53", genderCode: "373", sequence: 900 },
    { yearCode: "54", genderCode: "357", sequence: 3 },
    { yearCode: "54", genderCode: "373", sequence: 17 },
  ]);
});
