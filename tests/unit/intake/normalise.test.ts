import fc from "fast-check";
import { expect, test } from "vitest";
import { COLUMNS } from "@/lib/intake/columns";
import { findHeader } from "@/lib/intake/header";
import { normaliseRow, normaliseTexts } from "@/lib/intake/normalise";

const HEADINGS = ["کد ملی", "نام", "جنسیت", "کد گروه", "وضعیت تحصیلی", "مرکز ثبت نام", "وضعیت ثبت نام"];
const read = (headings: string[], cells: (string | undefined)[], formulas?: number[]) => {
  const header = findHeader([{ rowNo: 1, cells: [...HEADINGS, ...headings] }], COLUMNS.students);
  if (!header.ok) throw new Error(header.code);
  const row = {
    cells: [...Array(HEADINGS.length).fill(undefined), ...cells],
    ...(formulas ? { formulas } : {}),
  };
  return normaliseRow(row, COLUMNS.students, header.mapping);
};

test("a lower synonym fills the blanks of a higher one, and the column that spoke is named", () => {
  const headings = ["تلفن همراه داوطلب", "تلفن همراه", "mobile"];
  expect(read(headings, ["0912", "0913", "0914"]).texts.mobile).toBe("0912");
  const second = read(headings, [" ", "0913", "0914"]);
  expect(second.texts.mobile).toBe("0913");
  expect(second.places.mobile).toBe(8);
  expect(read(headings, [undefined, undefined, undefined]).texts.mobile).toBe("");
});

test("of three «کد ثبت نام» the filled one counts; two different ones are both shown", () => {
  const headings = ["کد ثبت نام", "کد ثبت نام", "کد ثبت نام"];
  expect(read(headings, [undefined, "543731234", undefined]).texts.counter).toBe("543731234");
  expect(read(headings, ["543731234", "۵۴۳۷۳۱۲۳۴", undefined]).texts.counter).toBe("543731234");
  expect(read(headings, ["543731234", undefined, "543731235"]).texts.counter).toBe("543731234 / 543731235");
});

test("repairs, formulas and Excel errors are noted with what stood there", () => {
  const row = read(["شمارنده", "معدل"], [" ۵۴۳۷۳۱۲۳۴", "#N/A"], [7]);
  expect(row.issues).toEqual([
    { code: "FORMULA_CELL", field: "counter", value: " ۵۴۳۷۳۱۲۳۴" },
    { code: "CELL_ERROR", field: "gpa", value: "#N/A" },
    { code: "DIGITS_FOLDED", field: "counter", value: " ۵۴۳۷۳۱۲۳۴", after: "543731234" },
    { code: "SPACES_CLEANED", field: "counter", value: " ۵۴۳۷۳۱۲۳۴", after: "543731234" },
  ]);
  expect(row.texts.gpa).toBeUndefined();
});

test("a file without a column says nothing about its field", () => {
  expect(read([], []).texts).not.toHaveProperty("mobile");
});

test("cleaned texts stay as they are when cleaned again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (firstName, mobile) => {
      const once = normaliseTexts({ firstName, mobile }, COLUMNS.students).texts;
      const again = normaliseTexts(
        Object.fromEntries(Object.entries(once).map(([field, text]) => [field, text ?? ""])),
        COLUMNS.students,
      );
      expect(again.issues.filter(({ code }) => code !== "CELL_ERROR")).toEqual([]);
    }),
  );
}, 20_000);
