import { describe, expect, test } from "vitest";
import type { Kind } from "@/lib/intake/columns";
import { KIND_RULES } from "@/lib/intake/kinds";
import { ISSUES, type IssueCode } from "@/lib/shared/issues";
import {
  codesOf,
  judge,
  makeMentorTexts,
  makeStudentTexts,
  storedMentor,
  storedStudent,
  type World,
} from "./reference";

const ID = "1013425111";

/** One row, or one change of a good row, for each code: the code must come out, with its severity's effect. */
const CASES: readonly [IssueCode, Kind, Record<string, string>, World?][] = [
  ["NID_MISSING", "students", { nationalId: "" }],
  ["NID_FORMAT", "students", { nationalId: "12345" }],
  ["NID_CHECKSUM", "students", { nationalId: "1013425112" }],
  ["GENDER_UNKNOWN", "students", { gender: "2" }],
  ["GENDER_UNKNOWN", "students", { gender: "" }],
  ["GENDER_UNKNOWN", "students", { gender: "#REF!" }],
  ["EDU_STATUS_UNKNOWN", "students", { eduStatus: "شاغل" }],
  ["REG_CENTER_UNKNOWN", "students", { centerCode: "9" }],
  ["REG_STATUS_UNKNOWN", "students", { regStatus: "2" }],
  ["GROUP_UNKNOWN", "students", { groupCode: "102" }],
  ["STUDENT_TYPE_UNKNOWN", "students", { fileType: "5" }],
  ["SCHOOL_CODE_INVALID", "students", { schoolCode: "دبیرستان" }],
  ["COUNTER_INVALID", "students", { counter: "12345678" }],
  ["COUNTER_INVALID", "students", { counter: "543731234 / 543731235" }],
  [
    "COUNTER_TAKEN",
    "students",
    { counter: "543571234" },
    { counterOwners: new Map([["543571234", "0012345679"]]) },
  ],
  [
    "COUNTER_MISMATCH",
    "students",
    { counter: "543571234" },
    { stored: storedStudent({ counter: "543571235" }) },
  ],
  [
    "E_LEDGER_GENDER_MISMATCH",
    "students",
    { gender: "0" },
    { stored: storedStudent({ counter: "543571235" }) },
  ],
  ["CENTER_OUT_OF_SCOPE", "students", {}, { scope: [1] }],
  ["CENTER_OUT_OF_SCOPE", "students", { centerCode: "1" }, { scope: [1], stored: storedStudent() }],
  ["CENTER_OUT_OF_SCOPE", "mentors", {}, { scope: [1] }],
  ["CENTER_OUT_OF_SCOPE", "managers", { id: "11", name: "ن", centers: "0,1" }, { scope: [1] }],
  ["MENTOR_ID_MISSING", "mentors", { id: "" }],
  ["MENTOR_ID_INVALID", "mentors", { id: "م12" }],
  ["MENTOR_TYPE_UNKNOWN", "mentors", { kind: "ویژه" }],
  ["GROUPS_EMPTY", "mentors", { groups: "" }],
  ["GROUPS_EMPTY", "mentors", { groups: "", groupWords: "آزاد" }],
  ["SCHOOLS_MISSING", "mentors", { kind: "مدرسه" }],
  [
    "SCHOOLS_TOO_MANY",
    "mentors",
    { kind: "مدرسه", school1: "1,2", school2: "3", school3: "4", school4: "5" },
  ],
  ["SCHOOL_CODE_INVALID", "mentors", { school1: "نمونه" }],
  ["CAPACITY_INVALID", "mentors", { capacity: "-1" }],
  ["LOAD_INVALID", "mentors", { baseLoad: "ده" }],
  ["MANAGER_UNKNOWN", "mentors", { managerId: "99" }],
  ["MANAGER_UNKNOWN", "mentors", { managerId: "", managerName: "کسی" }],
  ["MANAGER_AMBIGUOUS", "mentors", { managerId: "", managerName: "سارا كريمي" }],
  ["YES_NO_UNKNOWN", "mentors", { inactive: "شاید" }],
  ["MANAGER_ID_INVALID", "managers", { id: "0", name: "ن", centers: "0" }],
  ["CENTERS_UNKNOWN", "managers", { id: "11", name: "ن", centers: "کرج" }],
  ["CENTERS_UNKNOWN", "managers", { id: "11", name: "ن", centers: "" }],
  ["NAME_MISSING", "managers", { id: "11", name: "", centers: "0" }],
  ["YES_NO_UNKNOWN", "managers", { id: "11", name: "ن", centers: "0", active: "فعال" }],
  ["SCHOOL_CODE_INVALID", "schools", { code: "0", name: "ن" }],
  ["NAME_MISSING", "schools", { code: "5", name: "" }],
  ["GENDER_UNKNOWN", "schools", { code: "5", name: "ن", gender: "x" }],
  ["YEAR_INVALID", "special-schools", { schoolCode: "5", year: "1403" }],
  ["YEAR_INVALID", "special-schools", { schoolCode: "5", year: "1388" }, { reference: { year: null } }],
  ["GROUP_CODE_INVALID", "groups", { code: "x", name: "ن" }],
  ["LEVEL_UNKNOWN", "groups", { code: "5", name: "ن" }],
  ["LEVEL_UNKNOWN", "groups", { code: "5", name: "ن", bucket: "دانشگاه" }],
  ["COUNTER_INVALID", "counters", { nationalId: ID, counter: "" }],
  [
    "COUNTER_TAKEN",
    "counters",
    { nationalId: ID, counter: "543571234" },
    { stored: storedStudent(), counterOwners: new Map([["543571234", "x"]]) },
  ],
  ["MOBILE_INVALID", "students", { mobile: "ندارد" }],
  ["LANDLINE_INVALID", "students", { homePhone: "02133445566" }],
  ["GPA_RANGE", "students", { gpa: "20.5" }],
  ["DATE_INVALID", "students", { birthDate: "84/5/24" }],
  ["SCHOOL_UNKNOWN", "students", { schoolCode: "999" }],
  ["GROUP_TOKEN_UNKNOWN", "mentors", { groups: "1,102" }],
  ["ALIAS_INVALID", "mentors", { alias: "999" }],
  ["LOAD_ABOVE_CAPACITY", "mentors", { baseLoad: "435", capacity: "250" }],
  [
    "LOAD_MAY_INCLUDE_OURS",
    "mentors",
    { baseLoad: "15" },
    { stored: storedMentor({ exported: 5, ownLoad: 5, ownOfYear: 5 }) },
  ],
  ["MENTOR_PLACEHOLDER", "mentors", { alias: "7001" }],
  ["MANAGER_NAME_DIFFERS", "mentors", { managerName: "سارا کریمی" }],
  ["SCHOOLS_UNUSED", "mentors", { school1: "650" }],
  ["STUDENT_TYPE_OVERRIDDEN", "students", { fileType: "1" }],
  ["STUDENT_NOT_STORED", "counters", { nationalId: ID, counter: "543571234" }],
  ["COUNTER_GENDER_DIFFERS", "students", { counter: "543731234" }],
  [
    "EDIT_KEPT",
    "students",
    { gpa: "18.5" },
    {
      stored: storedStudent({
        gpa: 19,
        sources: '{"gpa":{"by":"مریم","at":"2026-01-01T00:00:00Z","was":18.5}}',
      }),
    },
  ],
  ["OLDER_YEAR", "students", {}, { stored: storedStudent({ year: 1405 }) }],
  ["CELL_ERROR", "students", { gpa: "#N/A" }],
  ["DIGITS_FOLDED", "students", { groupCode: "۳" }],
  ["LETTERS_UNIFIED", "students", { firstName: "علي" }],
  ["SPACES_CLEANED", "students", { firstName: " علی" }],
  ["MARKS_STRIPPED", "students", { firstName: "\u200fعلی" }],
  ["ZEROS_RESTORED", "students", { nationalId: "13425110" }],
  ["NUMBER_FORM", "students", { nationalId: "1013425111.0" }],
  ["PHONE_PREFIX", "students", { mobile: "+98 912 123 4567" }],
  ["GUARDIAN_PHONE_MOVED", "students", { fatherMobile: "", motherMobile: "09121234567" }],
];
const GOOD: Partial<Record<Kind, Record<string, string>>> = {
  students: makeStudentTexts(),
  mentors: makeMentorTexts(),
};

describe("every code of a row", () => {
  test.each(CASES)("%s on %s %j", (code, kind, texts, world) => {
    const judged = judge(kind, { ...GOOD[kind], ...texts }, world);
    expect(codesOf(judged)).toContain(code);
    if (ISSUES[code] === "quarantine") expect(judged.diff).toBe("QUARANTINED");
  });

  test("is produced by a case above, by the duplicates of a batch, or before a row is judged", () => {
    // A formula is told by the reader, a value somebody mapped when the row is read.
    const produced = new Set<string>([...CASES.map(([code]) => code), "FORMULA_CELL", "VALUE_MAPPED"]);
    for (const { duplicate } of Object.values(KIND_RULES)) if (duplicate) produced.add(duplicate);
    expect(Object.keys(ISSUES).filter((code) => !produced.has(code))).toEqual([]);
  });
});

test("warnings and repairs do not keep a row out", () => {
  for (const [code, kind, texts, world] of CASES) {
    if (ISSUES[code] === "quarantine") continue;
    const judged = judge(kind, { ...GOOD[kind], ...texts }, world);
    expect(judged.diff, code).not.toBe("QUARANTINED");
  }
});
