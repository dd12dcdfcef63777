import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import { renamed } from "./columns";
import { done, makeStudentCells, nationalIdOf, studentTable, take } from "./files";

useDatabase();

const table = (n: number) => renamed(studentTable([makeStudentCells(n)]), { "کد ملی": "شناسه" });

test("the command line names headings for one file: they win, null leaves one aside, and nothing is remembered", async () => {
  const mapping = { شناسه: "nationalId", نام: null };
  expect(await done(take("students", table(1), { mapping }))).toMatchObject({ state: "APPLIED", new: 1 });
  const stored = await db().student.findUnique({ where: { nationalId: nationalIdOf(100_000_001) } });
  expect(stored).toMatchObject({ firstName: "" });
  expect(await take("students", table(2))).toMatchObject({ ok: false, reason: "COLUMN_MISSING" });
  expect(await db().headingChoice.count()).toBe(0);
});

test("a field there is not, or two headings for one, is refused", async () => {
  expect(await take("students", table(3), { mapping: { شناسه: "shoeSize" } })).toMatchObject({
    reason: "INVALID_INPUT",
  });
  const both = { شناسه: "nationalId", شمارنده: "nationalId" };
  expect(await take("students", table(4), { mapping: both })).toMatchObject({ reason: "COLUMN_AMBIGUOUS" });
});
