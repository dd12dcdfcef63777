import { expect, test } from "vitest";
import { errorMessage } from "@/lib/auth/problem";
import { refusalValues } from "@/lib/i18n/refusal";
import { ERRORS, type ErrorCode } from "@/lib/shared/errors";

test("every refusal reads as a sentence in both languages, also when nothing more was told", () => {
  const broken = (Object.keys(ERRORS) as ErrorCode[]).flatMap((code) =>
    (["fa", "en"] as const)
      .filter((locale) => errorMessage(locale, code).includes(code))
      .map((l) => `${l} ${code}`),
  );
  expect(broken).toEqual([]);
});

test("a locked batch says who holds it, why and since when", () => {
  const details = { state: "APPLYING", reason: "APPLYING", by: "نرگس", since: "2025-08-15T09:30:00.000Z" };
  expect(errorMessage("en", "BATCH_LOCKED", details)).toContain(
    "نرگس has been applying this batch since 15/08/2025",
  );
  expect(errorMessage("fa", "BATCH_LOCKED", details)).toContain(
    "نرگس از ۱۴۰۴/۰۵/۲۴ ۱۳:۰۰ این دسته را اعمال می‌کند",
  );
});

test("each kind of wrong file has its own words for what to do", () => {
  const kinds = ["xls", "html", "text", "pdf", "zip", "png"];
  const words = kinds.map((detected) => errorMessage("en", "FILE_TYPE", { detected }));
  expect(new Set(words).size).toBe(kinds.length);
});

test("what a details object holds beside texts, numbers and their lists is left out", () => {
  expect(refusalValues("en", { deep: { a: 1 }, left: 3 })).not.toHaveProperty("deep");
});
