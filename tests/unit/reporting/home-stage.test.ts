import { expect, test } from "vitest";
import { stageOf } from "@/lib/reporting/home/stage";

const nothing = { hasMentors: false, hasStudents: false, hasPublished: false };
const BOTH = [true, false];
const offices = BOTH.flatMap((hasMentors) =>
  BOTH.flatMap((hasStudents) => BOTH.map((hasPublished) => ({ hasMentors, hasStudents, hasPublished }))),
);

test("the first steps stand on the home of those who can take them, until the first run is published", () => {
  for (const office of offices) {
    const done = office.hasMentors && office.hasStudents && office.hasPublished;
    expect(stageOf(office, { mayImport: true })).toBe(done ? "working" : "guide");
    expect(stageOf(office, { mayImport: false })).not.toBe("guide");
  }
});

test("whoever only reads is told that nothing was imported only where nothing was", () => {
  const reader = { mayImport: false };
  expect(stageOf(nothing, reader)).toBe("empty");
  expect(stageOf({ ...nothing, hasMentors: true }, reader)).toBe("filling");
  expect(stageOf({ ...nothing, hasStudents: true }, reader)).toBe("filling");
  expect(stageOf({ ...nothing, hasMentors: true, hasStudents: true }, reader)).toBe("filling");
  expect(stageOf({ hasMentors: true, hasStudents: true, hasPublished: true }, reader)).toBe("working");
});
