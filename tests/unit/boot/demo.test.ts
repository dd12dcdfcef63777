import { expect, test } from "vitest";
import { makeMentors } from "@/bin/demo/mentors";
import { makeManagers, makeRoster, makeSchools } from "@/bin/demo/office";
import { studentSheet } from "@/bin/demo/sheets";
import { DEMO_SIZE, SCHOOLS, SPECIAL_SCHOOLS } from "@/bin/demo/size";
import { makeStudents } from "@/bin/demo/students";
import { isNationalId } from "@/lib/shared/national-id";

const schools = makeSchools();
const roster = makeRoster(schools);
const managers = makeManagers();
const students = makeStudents(DEMO_SIZE, schools, roster);
const mentors = makeMentors(DEMO_SIZE, managers, roster);
const isUnique = (values: readonly unknown[]) => new Set(values).size === values.length;

test("the office has the size that was promised, and every key once", () => {
  expect([managers.length, schools.length, roster.length]).toEqual([11, SCHOOLS, SPECIAL_SCHOOLS]);
  expect([students.length, mentors.length]).toEqual([2_000, 120]);
  expect(isUnique(students.map(({ nationalId }) => nationalId))).toBe(true);
  expect(isUnique(students.flatMap(({ counter }) => (counter ? [counter] : [])))).toBe(true);
  expect(isUnique(mentors.map(({ id }) => id))).toBe(true);
  expect(isUnique(managers.map(({ name }) => name))).toBe(true);
  expect(students.every(({ nationalId }) => isNationalId(nationalId))).toBe(true);
});

test("equal sizes give equal workbooks", () => {
  const rowsOf = () => JSON.stringify([...studentSheet(makeStudents(DEMO_SIZE, schools, roster)).rows]);
  expect(rowsOf()).toBe(rowsOf());
});

test("ids keep apart in large demos too", () => {
  const many = makeStudents({ students: 100_000, mentors: 5_000 }, schools, roster);
  expect(isUnique(many.map(({ nationalId }) => nationalId))).toBe(true);
  const staff = makeMentors({ students: 100_000, mentors: 5_000 }, managers, roster);
  expect(isUnique(staff.map(({ id }) => id))).toBe(true);
  expect(staff.filter(({ id }) => id >= 7_000 && id <= 7_999)).toHaveLength(1);
});

test("a small file has bad rows as well", () => {
  const [plain, dirty] = [30, 2_000].map((count) => [
    ...studentSheet(makeStudents({ students: count, mentors: 5 }, schools, roster)).rows,
  ]);
  expect(plain?.some((row) => row.includes("نامشخص"))).toBe(true);
  expect(dirty?.some((row) => row.includes("شیراز"))).toBe(true);
});
