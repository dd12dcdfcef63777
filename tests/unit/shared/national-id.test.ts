import fc from "fast-check";
import { expect, test } from "vitest";
import { isNationalId, maskNationalId, parseNationalId } from "@/lib/shared/national-id";

const nine = fc.stringMatching(/^\d{9}$/);
/** Another way to the check digit: try all ten and keep the one for which Σ d·(10−i) + check fits. */
const checkDigits = (text: string): number[] => {
  const sum = [...text].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0) % 11;
  return [...Array(10).keys()].filter((d) => (sum < 2 ? d === sum : d + sum === 11));
};

test("exactly one check digit fits, or none when it would be equal digits", () => {
  fc.assert(
    fc.property(nine, (text) => {
      const valid = [...Array(10).keys()].filter((d) => isNationalId(text + d));
      const expected = checkDigits(text).filter((d) => !/^(\d)\1{9}$/.test(text + d));
      expect(valid).toEqual(expected);
    }),
    { numRuns: 20_000 },
  );
});

/** A second reading of the rule: weights by summing sums, the check digit by table. Source: Domain §5. */
const CHECK_OF_REMAINDER = "01987654321";
const isNationalIdByTable = (id: string): boolean => {
  let [sum, sums] = [0, 0];
  for (const digit of id.slice(0, 9)) {
    sum += digit.charCodeAt(0) - 48;
    sums += sum;
  }
  return CHECK_OF_REMAINDER[(sums + sum) % 11] === id[9] && new Set(id).size > 1;
};

test("agrees with an independent reading of the rule on a million random ids", () => {
  let state = 20_261_121;
  let valid = 0;
  for (let n = 0; n < 1_000_000; n += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const id = String(Math.floor((state / 2 ** 32) * 1e10)).padStart(10, "0");
    const expected = isNationalIdByTable(id);
    if (isNationalId(id) !== expected) throw new Error(id);
    if (expected) valid += 1;
  }
  expect(valid).toBeGreaterThan(80_000);
  for (let digit = 0; digit < 10; digit += 1)
    expect(isNationalIdByTable(String(digit).repeat(10))).toBe(false);
});

test.each([
  ["1013425111", { ok: true, value: "1013425111", repairs: [] }],
  ["1013425111.0", { ok: true, value: "1013425111", repairs: ["NUMBER_FORM"] }],
  ["1.013425111E9", { ok: true, value: "1013425111", repairs: ["NUMBER_FORM"] }],
  ["13425111", { ok: false, code: "NID_FORMAT" }],
  ["1013425112", { ok: false, code: "NID_CHECKSUM" }],
  ["1111111111", { ok: false, code: "NID_CHECKSUM" }],
  ["0000000000", { ok: false, code: "NID_CHECKSUM" }],
  ["00000000", { ok: false, code: "NID_FORMAT" }],
  ["", { ok: false, code: "NID_MISSING" }],
  ["12345", { ok: false, code: "NID_FORMAT" }],
  ["10134251110", { ok: false, code: "NID_FORMAT" }],
  ["abc", { ok: false, code: "NID_FORMAT" }],
  ["-101342511", { ok: false, code: "NID_FORMAT" }],
] as const)("%j reads as %j", (text, reading) => {
  expect(parseNationalId(text)).toEqual(reading);
});

test("zeros lost in Excel come back only where the checksum then holds", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{7}$/), (seven) => {
      const head = `00${seven}`;
      for (const digit of [...Array(10).keys()]) {
        const id = head + digit;
        const lost = id.slice(2);
        const reading = parseNationalId(lost);
        if (isNationalId(id)) expect(reading).toEqual({ ok: true, value: id, repairs: ["ZEROS_RESTORED"] });
        else expect(reading).toEqual({ ok: false, code: "NID_FORMAT" });
      }
    }),
    { numRuns: 2_000 },
  );
});

test("a mask shows the edges only", () => {
  expect(maskNationalId("0012342419")).toBe("001***2419");
  expect(maskNationalId("12")).toBe("***");
});
