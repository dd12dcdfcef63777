import { expect, test } from "vitest";
import { NUMBERED, soughtIn } from "@/lib/lists/search/sought";

test.each([
  ["runs", ["اجرای ۱۲", "اجراي ١٢", "اجرا ۱۲", "run 12", "Run #12", "RUN12", "اجرای شمارهٔ ۱۲"]],
  ["imports", ["دستهٔ ۱۲", "دسته ۱۲", "دسته‌ی ۱۲", "ورود ۱۲", "batch 12", "import 12"]],
  ["exports", ["خروجی ۱۲", "خروجي ١٢", "export 12", "Export no. 12"]],
] as const)("%s are called by their word and a number in any digits", (kind, texts) => {
  for (const text of texts) expect(soughtIn(text).work, text).toEqual({ kinds: [kind], number: 12 });
});

test("a number alone may be any work, with one digit too", () => {
  for (const text of ["12", "۱۲", "١٢", " #12 "])
    expect(soughtIn(text).work, text).toEqual({ kinds: NUMBERED, number: 12 });
  expect(soughtIn("۷")).toEqual({ work: { kinds: NUMBERED, number: 7 }, name: true, person: false });
});

test("other words, and numbers that no work can have, are no work", () => {
  for (const text of ["مدرسهٔ ۱۲", "run", "12 runs", "۰۰۱۲۳۴۵۶۷۸", "9999999999", "run 12a", "rerun 12"])
    expect(soughtIn(text).work, text).toBeNull();
});

test("one letter looks for nobody", () => {
  expect(soughtIn("ا")).toEqual({ work: null, name: false, person: false });
  expect(soughtIn(" ")).toEqual({ work: null, name: false, person: false });
  expect(soughtIn("اک").name).toBe(true);
});
