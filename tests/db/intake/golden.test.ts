import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { startPlan, startPublish } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { startRunSchema } from "@/lib/allocation/schema";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { startExport } from "@/lib/reporting/commands";
import { reportingJobs } from "@/lib/reporting/jobs";
import { startExportSchema } from "@/lib/reporting/schema";
import { useDatabase } from "../../support/db";
import type { Cell } from "../../support/workbook";
import { done, operator, take, YEAR } from "./files";

useDatabase();

type Student = {
  national_id: string;
  gender: number;
  edu_status: number;
  reg_center: number;
  reg_status: number;
  group_code: number;
  student_type: number;
  school_code: number | null;
};
type Mentor = {
  mentor_id: number;
  gender: number;
  type: "NORMAL" | "SCHOOL" | "DUAL";
  capacity: number;
  current_load: number;
  allowed_groups: number[];
  allowed_centers: number[];
  manager_id: number;
  special_schools: number[];
};
const { students, mentors } = JSON.parse(
  readFileSync(path.resolve("tests/golden/allocation-1k-100/instance.json"), "utf8"),
) as { students: Student[]; mentors: Mentor[] };

const PLAN_HASH = "0ef0281d0a53cc258a65705947c07af48b6572f4ab624aee6f3d032ed421a1bc";
const KINDS = { NORMAL: "عادی", SCHOOL: "مدرسه", DUAL: "عادی و مدرسه" };

const managerTable = (): Cell[][] => {
  const centers = new Map(mentors.map((mentor) => [mentor.manager_id, mentor.allowed_centers]));
  return [
    ["کد مدیر", "نام مدیر", "مراکز"],
    ...[...centers].map(([id, codes]) => [id, `مدیر ${id}`, codes.join("،")]),
  ];
};
const mentorTable = (loadOf: (mentor: Mentor) => number): Cell[][] => [
  [
    "کد کارمندی پشتیبان",
    "نام پشتیبان",
    "جنسیت",
    "کد مدیر",
    "نوع پشتیبان",
    "شامل گروه های آزمایشی",
    "نام مدرسه 1",
    "نام مدرسه 2",
    "نام مدرسه 3",
    "نام مدرسه 4",
    "تعداد داوطلبان تحت پوشش",
    "تعداد تحت پوشش خاص",
  ],
  ...mentors.map((mentor) => [
    mentor.mentor_id,
    `پشتیبان ${mentor.mentor_id}`,
    mentor.gender,
    mentor.manager_id,
    KINDS[mentor.type],
    mentor.allowed_groups.join(","),
    ...[0, 1, 2, 3].map((i) => mentor.special_schools[i] ?? 0),
    loadOf(mentor),
    mentor.capacity,
  ]),
];
const studentTable = (): Cell[][] => [
  [
    "کد ملی",
    "جنسیت",
    "وضعیت تحصیلی",
    "مرکز ثبت نام",
    "وضعیت ثبت نام",
    "کد گروه",
    "نوع دانش آموز",
    "کد مدرسه",
  ],
  ...students.map((s) => [
    s.national_id,
    s.gender,
    s.edu_status,
    s.reg_center,
    s.reg_status,
    s.group_code,
    s.student_type,
    s.school_code,
  ]),
];
const loads = async () => new Map((await db().mentor.findMany()).map(({ id, load }) => [id, load]));

test("imported from workbooks the reference case gives the reference plan, and its loads never count twice", async () => {
  await done(take("managers", managerTable()));
  expect(
    await done(
      take(
        "mentors",
        mentorTable((mentor) => mentor.current_load),
      ),
    ),
  ).toMatchObject({ new: 100, quarantined: 0 });
  expect(await done(take("students", studentTable()))).toMatchObject({ new: 1000, quarantined: 0 });

  const planned = await startPlan(operator, startRunSchema.parse({ year: YEAR }));
  if (!planned.ok) throw new Error(planned.reason);
  await runJobHere(allocationJobs, planned.value.jobId);
  const run = await db().run.findUniqueOrThrow({ where: { id: planned.value.runId } });
  expect(run).toMatchObject({ placed: 919, planHash: PLAN_HASH });

  const published = await startPublish(operator, { runId: run.id });
  if (!published.ok) throw new Error(published.reason);
  await runJobHere(allocationJobs, published.value.jobId);
  const exporting = await startExport(operator, startExportSchema.parse({ year: YEAR, scope: "YEAR" }));
  if (!exporting.ok) throw new Error(exporting.reason);
  await runJobHere(reportingJobs, exporting.value.jobId);

  const before = await loads();
  const next = mentorTable(({ mentor_id }) => before.get(mentor_id) ?? 0);
  const warned = await done(take("mentors", next, { dryRun: true }));
  expect(warned.issues.map(({ code }) => code)).toContain("LOAD_MAY_INCLUDE_OURS");
  await done(take("mentors", next, { loadsInclude: new Date(), confirmMassChange: true }));
  expect(await loads()).toEqual(before);
  const ours = await db().mentor.aggregate({ _sum: { ownLoad: true } });
  expect(ours._sum.ownLoad).toBe(0);
}, 120_000);
