import { describe, expect, test } from "vitest";
import { createUserSchema } from "@/lib/auth/schema";
import { newMentorFormSchema } from "@/lib/intake/mentor/schema";
import { newManagerSchema } from "@/lib/mentor/manager/schema";
import { typedInteger } from "@/lib/shared/typed";
import { groupSchema, yearSchema } from "@/lib/student/lists/schema";
import { schoolSchema } from "@/lib/student/school/schema";

const reasonOf = (value: unknown): string | undefined =>
  typedInteger(0, 100).safeParse(value).error?.issues[0]?.message;

test.each(["60", "۶۰", "٦٠", " ۶۰ ", "６０", 60])("%o is read as sixty", (typed) => {
  expect(typedInteger(0, 100).parse(typed)).toBe(60);
});

test.each([
  ["", "required"],
  [" ", "required"],
  ["\u200c", "number"],
  ["شصت", "number"],
  ["6.5", "number"],
  ["0x10", "number"],
  ["1e1", "number"],
  ["-1", "number_small"],
  ["۱۰۱", "number_big"],
])("%o is refused with its reason", (typed, reason) => {
  expect(reasonOf(typed)).toBe(reason);
});

describe("every number field of the forms takes Persian and Arabic digits", () => {
  test.each([
    ["a year", yearSchema.shape.year, 1404],
    ["a group's code", groupSchema.shape.code, 1404],
    ["a school's code", schoolSchema.shape.code, 1404],
    ["a manager's id", newManagerSchema.shape.id, 1404],
    ["a mentor's employee code", newMentorFormSchema.shape.id, 1404],
    ["a mentor's capacity", newMentorFormSchema.shape.capacity, 1404],
    ["a user's manager", createUserSchema.shape.managerId, 1404],
  ])("%s", (_, schema, value) => {
    expect(["۱۴۰۴", "١٤٠٤", "1404"].map((typed) => schema.parse(typed))).toEqual([value, value, value]);
  });

  test("the two digits of a year's counters", () => {
    expect(yearSchema.shape.code.parse("۵۴")).toBe("54");
    expect(yearSchema.shape.code.safeParse("۵").success).toBe(false);
  });
});
