import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import {
  done,
  fingerprint,
  MANAGERS,
  makeStudentCells,
  mentorTable,
  nationalIdOf,
  studentTable,
  take,
  YEAR,
} from "./files";

useDatabase();

const studentOf = (nationalId: string) => db().student.findUnique({ where: { nationalId } });

describe("counters", () => {
  test("an imported number is kept for ever and raises its sequence", async () => {
    const students = [
      makeStudentCells(60, { gender: "0", counter: "543730123" }),
      makeStudentCells(61, { counter: "505340001" }),
    ];
    await done(take("students", studentTable(students)));
    expect(await db().counterSequence.findMany()).toEqual([{ yearCode: "54", genderCode: "373", last: 123 }]);
    expect(await db().counterLedger.count()).toBe(2);
    const other = await done(
      take(
        "students",
        studentTable([
          makeStudentCells(60, { gender: "0", counter: "543730124" }),
          makeStudentCells(62, { counter: "543730123" }),
          makeStudentCells(60, { gender: "1" }),
        ]),
        { dryRun: true },
      ),
    );
    expect(other.issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["COUNTER_MISMATCH", "COUNTER_TAKEN"]),
    );
  });

  test("one number with two people of a file: neither gets it", async () => {
    const twins = [
      makeStudentCells(63, { counter: "543570001" }),
      makeStudentCells(65, { counter: "543570001" }),
    ];
    const document = await done(take("students", studentTable(twins), { acceptValid: true }));
    expect(document).toMatchObject({ quarantined: 2, new: 0 });
  });

  test("a roster gives numbers to stored students and moves the sequence on for the others", async () => {
    await done(take("students", studentTable([makeStudentCells(66)])));
    const roster = [
      ["کد ملی", "شمارنده"],
      [nationalIdOf(100_000_066), "533730009"],
      [nationalIdOf(100_009_999), "533570777"],
    ];
    const document = await done(take("counters", roster));
    expect(document).toMatchObject({ rows: 2, new: 1, unchanged: 1 });
    expect(await studentOf(nationalIdOf(100_000_066))).toMatchObject({ counter: "533730009" });
    expect(
      await db().counterSequence.findMany({ where: { yearCode: "53" }, orderBy: { genderCode: "asc" } }),
    ).toMatchObject([
      { genderCode: "357", last: 777 },
      { genderCode: "373", last: 9 },
    ]);
    const before = await fingerprint();
    expect(await done(take("counters", roster))).toMatchObject({ new: 0, unchanged: 2 });
    expect(await fingerprint()).toBe(before);
  });
});

describe("managers, mentors, schools, rosters and groups", () => {
  test("managers bring their centres, mentors find them by name", async () => {
    expect(await done(take("managers", MANAGERS))).toMatchObject({ new: 2 });
    const document = await done(
      take(
        "mentors",
        mentorTable([
          [501, "مریم احمدی", "زن", "سارا كريمي", "عادی", "1,3,7:9", 0, "", "", ""],
          [502, "رضا نوری", "مرد", "رضا بهرامی", "عادی و مدرسه", "27,31:33", 650, 7, 40, 1234],
          [503, "ناشناس", "زن", "کسی دیگر", "عادی", "3", 0, 0, 60, ""],
        ]),
        { acceptValid: true },
      ),
    );
    expect(document).toMatchObject({ new: 2, quarantined: 1 });
    const mentors = await db().mentor.findMany({
      orderBy: { id: "asc" },
      include: { groups: { orderBy: { groupCode: "asc" } }, schools: true },
    });
    expect(mentors[0]).toMatchObject({
      id: 501,
      kind: "NORMAL",
      capacity: 60,
      baseLoad: 0,
      load: 0,
      managerId: 12,
      loadYear: YEAR,
    });
    expect(mentors[0]?.groups.map(({ groupCode }) => groupCode)).toEqual([1, 3, 7, 8, 9]);
    expect(mentors[1]).toMatchObject({
      id: 502,
      kind: "DUAL",
      capacity: 40,
      baseLoad: 7,
      alias: 1234,
      managerId: 11,
      schools: [{ mentorId: 502, schoolCode: 650 }],
    });
  });

  test("the same again changes nothing; other groups and schools replace the old ones", async () => {
    const before = await fingerprint();
    expect(await done(take("managers", MANAGERS))).toMatchObject({ unchanged: 2 });
    const same = mentorTable([
      [502, "رضا نوری", "مرد", "رضا بهرامی", "عادی و مدرسه", "33,31,27", 650, 7, 40, 1234],
    ]);
    expect(await done(take("mentors", same))).toMatchObject({ unchanged: 1, missing: 0 });
    expect(await fingerprint()).toBe(before);
    const other = mentorTable([
      [502, "رضا نوری", "مرد", "رضا بهرامی", "عادی و مدرسه", "27", 651, 7, 40, 1234],
    ]);
    expect(await done(take("mentors", other))).toMatchObject({ changed: 1 });
    const mentor = await db().mentor.findUnique({
      where: { id: 502 },
      include: { groups: true, schools: true },
    });
    expect(mentor).toMatchObject({ groups: [{ groupCode: 27 }], schools: [{ schoolCode: 651 }] });
  });

  test("a roster decides who is a school student, at once and for later files", async () => {
    const [inSchool, graduate] = [
      makeStudentCells(70, { school: "880" }),
      makeStudentCells(71, { school: "880", edu: "0" }),
    ];
    await done(take("students", studentTable([inSchool, graduate])));
    await done(
      take("special-schools", [
        ["سال", "کد مدرسه"],
        [YEAR, 880],
        [YEAR, 881],
      ]),
    );
    expect(await studentOf(inSchool.id)).toMatchObject({ studentType: 1 });
    expect(await studentOf(graduate.id)).toMatchObject({ studentType: 0 });
    await done(take("students", studentTable([makeStudentCells(72, { school: "881" })])));
    expect(await studentOf(nationalIdOf(100_000_072))).toMatchObject({ studentType: 1 });
    expect(
      await done(
        take("special-schools", [
          ["سال", "کد مدرسه"],
          [YEAR, 881],
        ]),
      ),
    ).toMatchObject({ unchanged: 1 });
  });

  test("schools and groups", async () => {
    expect(
      await done(
        take("schools", [
          ["کد مدرسه", "نام مدرسه", "جنسیت"],
          [650, "نمونه", "دخترانه"],
          [651, "نمونه", "مختلط"],
        ]),
      ),
    ).toMatchObject({ new: 2 });
    expect(await db().school.findUnique({ where: { code: 650 } })).toMatchObject({
      name: "نمونه",
      gender: 0,
    });
    expect(
      await done(
        take("groups", [
          ["گروه آزمایشی", "کد گروه", "مقطع تحصیلی"],
          ["نهم", 27, "متوسطه اول"],
          ["تازه", 99, "هنرستان"],
        ]),
      ),
    ).toMatchObject({ new: 1, unchanged: 1 });
    expect(await db().group.findUnique({ where: { code: 99 } })).toMatchObject({
      nameFa: "تازه",
      bucket: "VOCATIONAL",
      position: 34,
    });
  });
});
