import { describe, expect, test } from "vitest";
import en from "@/lib/i18n/en.json";
import fa from "@/lib/i18n/fa.json";
import { AUDIT_RESOURCES } from "@/lib/reporting/audit/period";
import { ERRORS } from "@/lib/shared/errors";
import { ISSUES } from "@/lib/shared/issues";
import { placeholdersOf } from "@/tests/support/icu";
import { readSources } from "@/tests/support/source-tree";

type Words = { [key: string]: string | Words };

const flat = (words: Words, prefix = ""): Map<string, string> =>
  new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );

const persian = flat(fa);
const english = flat(en);

describe("words", () => {
  test("both languages have the same keys", () => {
    expect([...english.keys()].filter((key) => !persian.has(key))).toEqual([]);
    expect([...persian.keys()].filter((key) => !english.has(key))).toEqual([]);
  });

  test("both languages take the same values", () => {
    const differing = [...persian].flatMap(([key, text]) => {
      const [own, other] = [placeholdersOf(text), placeholdersOf(english.get(key) ?? "")];
      return own.join() === other.join() ? [] : [`${key}: ${own} / ${other}`];
    });
    expect(differing).toEqual([]);
  });

  test("every action that is audited under a name of its own has its words", () => {
    const audited = readSources("lib").flatMap(({ text }) =>
      [...text.matchAll(/action: "([\w-]+\.[\w-]+\.[\w-]+)"/g)].map(
        ([, action]) => `audit.actions.${action}`,
      ),
    );
    expect(audited.length).toBeGreaterThan(30);
    expect(audited.filter((key) => !persian.get(key) || !english.get(key))).toEqual([]);
  });

  test("every kind of thing the audit log tells of has its word and can be filtered for", () => {
    const told = readSources("lib", "bin").flatMap(({ text }) =>
      [...text.matchAll(/(?:resourceType|\bof): "([\w-]+)"/g)].map(([, kind = ""]) => kind),
    );
    const kinds = new Set(told);
    expect(kinds.size).toBeGreaterThan(15);
    expect([...kinds].filter((kind) => !AUDIT_RESOURCES.some((one) => one === kind))).toEqual([]);
    const keys = AUDIT_RESOURCES.map((kind) => `audit.resources.${kind}`);
    expect(keys.filter((key) => !persian.get(key) || !english.get(key))).toEqual([]);
  });

  test("every refusal and every row code has its words", () => {
    const wanted = [
      ...Object.keys(ERRORS).map((code) => `errors.${code}`),
      ...Object.keys(ISSUES).map((code) => `issues.${code}`),
    ];
    expect(wanted.filter((key) => !persian.get(key) || !english.get(key))).toEqual([]);
  });

  test("in Persian a thing has one word: support is not mistaken for mentors, a file is «فایل», a list is «فهرست»", () => {
    const support = [...english].filter(([, text]) => /\bsupport\b/i.test(text)).map(([key]) => key);
    expect(support.length).toBeGreaterThan(0);
    expect(support.filter((key) => /پشتیبانی(?! فنی)/.test(persian.get(key) ?? ""))).toEqual([]);
    // «پرونده» is only the number of somebody's file at the Martyrs' Foundation.
    const other = [...persian].filter(([, text]) => /پرونده(?! بنیاد)|روستر/.test(text));
    expect(other).toEqual([]);
  });

  test("nothing is empty, and Persian is written with Persian letters and digits", () => {
    expect([...persian, ...english].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
    // One text is about those very letters.
    const told = new Set(["issues.LETTERS_UNIFIED"]);
    const foreign = [...persian]
      .filter(([key, text]) => !told.has(key) && /[\u064a\u0643\u0660-\u0669]/.test(text))
      .map(([key]) => key);
    expect(foreign).toEqual([]);
  });
});
