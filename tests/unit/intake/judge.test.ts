import { describe, expect, test } from "vitest";
import { watchDuplicates } from "@/lib/intake/duplicates";
import {
  codesOf,
  judge,
  makeMentorTexts,
  makeStudentTexts,
  storedMentor,
  storedStudent,
  type World,
} from "./reference";

test("all findings of a row are told, never just the first", () => {
  const judged = judge("students", {
    nationalId: "1",
    gender: "x",
    groupCode: "999",
    eduStatus: "",
    centerCode: "",
    regStatus: "2",
    counter: "1",
    mobile: "x",
  });
  expect(codesOf(judged).sort()).toEqual([
    "COUNTER_INVALID",
    "EDU_STATUS_UNKNOWN",
    "GENDER_UNKNOWN",
    "GROUP_UNKNOWN",
    "MOBILE_INVALID",
    "NID_FORMAT",
    "REG_CENTER_UNKNOWN",
    "REG_STATUS_UNKNOWN",
  ]);
});

describe("students", () => {
  test("names and codes read the same", () => {
    const words = judge(
      "students",
      makeStudentTexts({
        gender: "پسر",
        groupCode: "دوازدهم تجربي",
        eduStatus: "دانش‌آموز",
        centerCode: "مركزي",
        regStatus: "عادی",
      }),
    );
    expect(words.record).toEqual(judge("students", makeStudentTexts()).record);
  });

  test("the type follows the roster, also when only the school or the status changes", () => {
    const type = (texts: Record<string, string>, world?: World) =>
      judge("students", makeStudentTexts(texts), world).record.studentType;
    expect(type({ schoolCode: "663" })).toBe(1);
    expect(type({ schoolCode: "663", eduStatus: "0" })).toBe(0);
    expect(type({ schoolCode: "650", fileType: "1" })).toBe(0);
    expect(type({ schoolCode: "650", fileType: "1" }, { reference: { specialSchools: null } })).toBe(1);
    expect(type({ schoolCode: "650" }, { reference: { specialSchools: null } })).toBe(0);
    const { schoolCode: _, ...partial } = makeStudentTexts();
    const judged = judge("students", partial, { stored: storedStudent({ schoolCode: 663, studentType: 0 }) });
    expect(judged.changes).toEqual({ studentType: [0, 1] });
  });

  test("an absent column leaves the field, a blank cell clears an optional one, nothing clears a counter", () => {
    const stored = storedStudent({ mobile: "09121234567", gpa: 18.5, counter: "543571234" });
    const judged = judge("students", makeStudentTexts({ mobile: "", counter: "" }), { stored });
    expect(judged.diff).toBe("CHANGED");
    expect(judged.changes).toEqual({ mobile: ["09121234567", null] });
  });

  test("the same row again changes nothing", () => {
    const texts = makeStudentTexts({
      birthDate: "1384/05/24",
      gpa: "18.350",
      mobile: "9121234567",
      counter: "543571234",
      discount: "۱۰٪",
    });
    expect(judge("students", texts, { stored: judge("students", texts).record }).diff).toBe("UNCHANGED");
  });

  test("a newer year takes the student along; an older one changes nothing", () => {
    expect(judge("students", makeStudentTexts(), { stored: storedStudent({ year: 1403 }) }).changes).toEqual({
      year: [1403, 1404],
    });
    const older = judge("students", makeStudentTexts({ firstName: "دیگر" }), {
      stored: storedStudent({ year: 1405 }),
    });
    expect(older.diff).toBe("UNCHANGED");
    expect(older.record.firstName).toBe("علی");
  });

  test("a gender that fits the number's middle may be corrected", () => {
    const stored = storedStudent({ gender: 0, counter: "543571234" });
    expect(judge("students", makeStudentTexts(), { stored }).changes).toEqual({ gender: [0, 1] });
  });

  test("guardians: the second moves up, equal ones become one", () => {
    const phones = (father: string, mother: string) => {
      const { record } = judge("students", makeStudentTexts({ fatherMobile: father, motherMobile: mother }));
      return [record.fatherMobile, record.motherMobile];
    };
    expect(phones("", "09121234567")).toEqual(["09121234567", null]);
    expect(phones("09121234567", "09121234567")).toEqual(["09121234567", null]);
    expect(phones("09121234567", "09121234568")).toEqual(["09121234567", "09121234568"]);
  });
});

describe("mentors", () => {
  test("blank load and capacity mean 0 and 60 for a new mentor, and nothing for a stored one", () => {
    const blank = makeMentorTexts({ baseLoad: "", capacity: "" });
    expect(judge("mentors", blank).record).toMatchObject({ baseLoad: 0, capacity: 60, load: 0 });
    expect(judge("mentors", blank, { stored: storedMentor({ capacity: 80 }) }).diff).toBe("UNCHANGED");
    expect(judge("mentors", makeMentorTexts({ capacity: "0", baseLoad: "0" })).record).toMatchObject({
      capacity: 0,
    });
  });

  test("without a type, schools make a school mentor; a stored type stays", () => {
    expect(judge("mentors", makeMentorTexts({ kind: "", school1: "650" })).record.kind).toBe("SCHOOL");
    expect(judge("mentors", makeMentorTexts({ kind: "" })).record.kind).toBe("NORMAL");
    const stored = storedMentor({ kind: "DUAL", schools: [650] });
    expect(judge("mentors", makeMentorTexts({ kind: "", school1: "650" }), { stored }).diff).toBe(
      "UNCHANGED",
    );
  });

  test("schools: 0 is none, order does not matter, names in the heading do not mislead", () => {
    const { record } = judge(
      "mentors",
      makeMentorTexts({ kind: "عادی و مدرسه", school1: "663", school2: "0", school3: "650", school4: "663" }),
    );
    expect(record).toMatchObject({ kind: "DUAL", schools: [650, 663] });
  });

  test("the manager's id wins, a name is found whatever keyboard wrote it, none is accepted", () => {
    expect(judge("mentors", makeMentorTexts({ managerName: "سارا کریمی" })).record.managerId).toBe(11);
    expect(
      judge("mentors", makeMentorTexts({ managerId: "", managerName: "رضا  بهرامي" })).record.managerId,
    ).toBe(11);
    expect(judge("mentors", makeMentorTexts({ managerId: "", managerName: "" })).record.managerId).toBeNull();
  });

  test("flags: inactive is turned round, a blank «امکان جذب» is no, an absent column says nothing", () => {
    expect(judge("mentors", makeMentorTexts({ inactive: "بلی", accepting: "" })).record).toMatchObject({
      active: false,
      accepting: false,
    });
    expect(judge("mentors", makeMentorTexts()).record).not.toHaveProperty("active");
  });

  test("the load shown is what the file says plus ours, less what the file already contains", () => {
    const stored = storedMentor({ ownLoad: 5, ownOfYear: 5, load: 15, exported: 5, countable: 5 });
    const plain = judge("mentors", makeMentorTexts({ baseLoad: "15" }), { stored });
    expect(plain.changes).toEqual({ baseLoad: [10, 15], load: [15, 20] });
    const counted = judge("mentors", makeMentorTexts({ baseLoad: "15" }), {
      stored,
      loadsInclude: new Date(),
    });
    expect(counted.changes).toEqual({ baseLoad: [10, 15] });
    expect(codesOf(counted)).not.toContain("LOAD_MAY_INCLUDE_OURS");
  });

  test("a load of a newer year belongs to that year; one of an older year is passed over", () => {
    const stored = storedMentor({ loadYear: 1403 });
    expect(judge("mentors", makeMentorTexts(), { stored }).changes).toMatchObject({ loadYear: [1403, 1404] });
    expect(judge("mentors", makeMentorTexts({ baseLoad: "" }), { stored }).changes).toEqual({});
    expect(
      codesOf(judge("mentors", makeMentorTexts(), { stored: storedMentor({ loadYear: 1405 }) })),
    ).toContain("OLDER_YEAR");
  });
});

test("managers, schools, rosters and groups", () => {
  expect(judge("managers", { id: "11", name: "رضا", centers: "گلستان، صدرا" }).record).toMatchObject({
    centers: [1, 2],
    active: true,
    nameKey: "رضا",
  });
  expect(
    judge("managers", { id: "11", name: "رضا", centers: "0 1 و صدرا", active: "خیر" }).record,
  ).toMatchObject({ centers: [0, 1, 2], active: false });
  expect(judge("schools", { code: "000663", name: "نمونه", gender: "مختلط" }).record).toMatchObject({
    code: 663,
    gender: null,
  });
  expect(judge("special-schools", { schoolCode: "5" }).record).toMatchObject({ schoolCode: 5, year: 1404 });
  expect(
    judge("special-schools", { schoolCode: "5", year: "۱۴۰۴" }, { stored: { schoolCode: 5, year: 1404 } })
      .diff,
  ).toBe("UNCHANGED");
  expect(judge("groups", { code: "5", name: "انسانی", bucket: "متوسطه ۱" }).record).toMatchObject({
    bucket: "SECONDARY1",
  });
});

test("rows with one key and different data clash, all of them; equal data is a repetition", () => {
  const duplicates = watchDuplicates();
  expect(duplicates.see(1, "a", "x")).toBe("first");
  expect(duplicates.see(2, "b", "x")).toBe("first");
  expect(duplicates.see(3, "a", "x")).toBe("same");
  expect(duplicates.see(4, "a", "y")).toBe("clash");
  expect(duplicates.see(5, "a", "x")).toBe("clash");
  expect([...duplicates.clashes].sort()).toEqual([1, 3, 4, 5]);
});
