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
