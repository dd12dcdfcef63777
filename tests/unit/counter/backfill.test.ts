import { describe, expect, test } from "vitest";
import { type BackfillStudent, decideBackfill, readBackfill } from "@/lib/counter/backfill";
import { nationalIdOf } from "../../bench/instance";

const [A = "", B = "", C = ""] = [0, 1, 2].map(nationalIdOf).sort();
const student = (nationalId: string, over: Partial<BackfillStudent> = {}): BackfillStudent => ({
  id: `id-${nationalId}`,
  nationalId,
  gender: 0,
  counter: null,
  ...over,
});
const left = (girls = 100, boys = 100) => new Map([["54", { 0: girls, 1: boys }]]);

describe("the backfill file", () => {
  test("is read with BOM, quotes, Persian digits and columns in any order", () => {
    expect(readBackfill('\ufeffgender,"national_id"\r\n۱,"۰۰۱۲۳۴۵۶۷۹"\r\n\r\n0,77\n', "54")).toEqual([
      { nationalId: "0012345679", gender: "1", yearCode: "54" },
      { nationalId: "77", gender: "0", yearCode: "54" },
    ]);
  });

  test("gives its own year code where it has one", () => {
    const rows = readBackfill("national_id,gender,year_code\n1,0,53\n2,0,\n3,0", "54");
    expect(rows?.map((row) => row.yearCode)).toEqual(["53", "54", "54"]);
  });

  test("without a needed column is not read", () => {
    expect(readBackfill("national_id\n1", "54")).toBeNull();
    expect(readBackfill("", "54")).toBeNull();
  });
});

describe("a backfill", () => {
  const row = (nationalId: string, gender = "0", yearCode = "54") => ({ nationalId, gender, yearCode });

  test("asks for numbers in ascending national id, whatever the order of the file", () => {
    const { demands, report } = decideBackfill(
      [row(C), row(A), row(B)],
      [student(A), student(B), student(C)],
      left(),
    );
    expect(demands).toMatchObject([
      { yearCode: "54", gender: 0, students: [{ nationalId: A }, { nationalId: B }, { nationalId: C }] },
    ]);
    expect(report.lines.map((line) => line.nationalId)).toEqual([C, A, B]);
  });

  test("keeps a number that is there and says what is odd about it", () => {
    const kept = (counter: string, gender: 0 | 1 = 0) =>
      decideBackfill([row(A, String(gender))], [student(A, { counter, gender })], left()).report.lines[0]!
        .code;
    expect(kept("543730009")).toBe("COUNTER_REUSED");
    expect(kept("533730009")).toBe("W_COUNTER_OLD_YEAR_REUSED");
    expect(kept("543730009", 1)).toBe("E_LEDGER_GENDER_MISMATCH");
  });

  test("names those for whom no number is left: the last in id order", () => {
    const { report, shortage } = decideBackfill([row(B), row(A)], [student(A), student(B)], left(1));
    expect(report.lines.map((line) => [line.nationalId, line.code])).toEqual([
      [B, "E_COUNTER_EXHAUSTED"],
      [A, "COUNTER_ISSUED"],
    ]);
    expect(shortage).toEqual({ gender: 0, needed: 2, left: 1 });
    expect(report).toMatchObject({ rows: 2, issued: 1, reused: 0, refused: 1 });
  });
});
