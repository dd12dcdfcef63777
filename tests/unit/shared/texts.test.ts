import { expect, test } from "vitest";
import en from "@/lib/i18n/en.json";
import fa from "@/lib/i18n/fa.json";
import { ERRORS } from "@/lib/shared/errors";
import { ISSUES } from "@/lib/shared/issues";

test.each([
  ["errors", Object.keys(ERRORS), fa.errors, en.errors],
  ["issues", Object.keys(ISSUES), fa.issues, en.issues],
] as const)("every code of %s has a Persian and an English text", (_, codes, persian, english) => {
  for (const code of codes) {
    expect(persian, code).toHaveProperty(code, expect.stringMatching(/[\u0600-\u06ff]{2,}.{8,}/));
    expect(english, code).toHaveProperty(
      code,
      expect.stringMatching(/^(\{\w+, select, \w+ \{)?([A-Z]|\{by\}).{10,}/),
    );
  }
});

test("no text is left over for a row code that is gone", () => {
  expect(Object.keys(fa.issues).sort()).toEqual(Object.keys(ISSUES).sort());
});
