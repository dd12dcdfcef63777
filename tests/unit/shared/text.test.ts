import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanCode, cleanText, compactKey, readInteger, searchKey, toStorable } from "@/lib/shared/text";

const anyUnicode = fc.string({ unit: "binary", maxLength: 24 });
const persianDirt = fc
  .array(
    fc.constantFrom(..."يىكیک ۰۱٣٤a9\u200c\u200f\u00a0\u0301\u0654\u0640¨ﷺﻙ①５\ud800\u0000\t".split("")),
    {
      maxLength: 16,
    },
  )
  .map((parts) => parts.join(""));

test("cleaning is total and idempotent on any Unicode", () => {
  fc.assert(
    fc.property(fc.oneof(anyUnicode, persianDirt), (raw) => {
      // Plain comparisons: a hundred thousand matchers would take longer than the work they watch.
      const broken = [cleanText, cleanCode].some((clean) => {
        const once = clean(raw);
        const twice = clean(once.text);
        return (
          twice.text !== once.text ||
          twice.repairs.length > 0 ||
          once.repairs.length > 0 !== (once.text !== raw)
        );
      });
      const folds = [searchKey, compactKey, toStorable].every((fold) => fold(fold(raw)) === fold(raw));
      return !broken && folds;
    }),
    { numRuns: 100_000 },
  );
}, 20_000);

test.each([
  ["علي", "علی", ["LETTERS_UNIFIED"]],
  ["كاظمى", "کاظمی", ["LETTERS_UNIFIED"]],
  ["۱۲٣", "123", ["DIGITS_FOLDED"]],
  ["  a   b ", "a b", ["SPACES_CLEANED"]],
  ["a\u00a0b", "a b", ["SPACES_CLEANED"]],
  ["\u200eعلی\u202c", "علی", ["MARKS_STRIPPED"]],
  ["امیر\u200cعلی", "امیر\u200cعلی", []],
  ["\u200cامیر \u200c علی\u200c", "امیر علی", ["SPACES_CLEANED"]],
  ["ی\u200c \u200c\t\u200cی", "ی ی", ["SPACES_CLEANED"]],
  ["ﻋﻠﻲ", "علی", ["LETTERS_UNIFIED"]],
  ["\u200fكد ۵ ", "کد 5", ["MARKS_STRIPPED", "DIGITS_FOLDED", "LETTERS_UNIFIED", "SPACES_CLEANED"]],
  ["a\u0000b", "ab", ["MARKS_STRIPPED"]],
])("a name %j becomes %j", (raw, text, repairs) => {
  expect(cleanText(raw)).toEqual({ text, repairs });
});

test("a code loses the half-space everywhere", () => {
  expect(cleanCode("دانش\u200cآموز").text).toBe("دانشآموز");
});

test("search keys meet whatever keyboard wrote the name", () => {
  expect(searchKey("فاطمة  مؤمنی")).toBe(searchKey("فاطمه مومني"));
  expect(searchKey("مُحَمَّد آرام")).toBe("محمد ارام");
  expect(compactKey("علی\u200cرضا")).toBe(compactKey("علي رضا"));
  expect(compactKey("Group Code")).toBe("groupcode");
});

test.each([
  ["12345.0", "12345", true],
  ["1.23E9", "1230000000", true],
  ["1.23e+9", "1230000000", true],
  ["0012", "0012", false],
  ["-5", "-5", false],
  ["7.", "7", true],
])("%s is read as the integer %s", (text, digits, numberForm) => {
  expect(readInteger(text)).toEqual({ digits, numberForm });
});

test.each(["", "12.5", "1.234E2", "abc", "1e99", "1,000", "--1"])("%j is no integer", (text) => {
  expect(readInteger(text)).toBeNull();
});
