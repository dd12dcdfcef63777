import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { storeFile } from "@/lib/db/files";
import { addFile, createBatch, startApply, startValidate } from "@/lib/intake/batch/commands";
import type { Kind } from "@/lib/intake/columns";
import { intakeJobs } from "@/lib/intake/jobs";
import type { ApplyBatch } from "@/lib/intake/schema";
import { type ImportDocument, type ImportRequest, importFile } from "@/lib/intake/whole/commands";
import { runJobHere } from "@/lib/jobs/queue";
import { nationalId } from "../../support/office";
import { type Cell, csvOf, xlsxOf } from "../../support/workbook";

export const YEAR = 1404;
export const operator = systemActor("test-import");

/** Ten digits with a right check digit from a number. */
export const nationalIdOf = nationalId;

export const STUDENT_HEADINGS = [
  "کد ملی",
  "نام",
  "نام خانوادگی",
  "جنسیت",
  "کد گروه",
  "وضعیت تحصیلی",
  "مرکز ثبت نام",
  "وضعیت ثبت نام",
  "کد مدرسه",
  "شماره موبایل",
  "شمارنده",
];
export type StudentCells = {
  id: string;
  first: string;
  last: string;
  gender: string;
  group: string;
  edu: string;
  center: string;
  status: string;
  school: string;
  mobile: string;
  counter: string;
};

/** A row of the registration report for the nth invented student. */
export const makeStudentCells = (n: number, other: Partial<StudentCells> = {}): StudentCells => ({
  id: nationalIdOf(100_000_000 + n),
  first: `نام${n}`,
  last: `خانواده${n % 50}`,
  gender: String(n % 2),
  group: "3",
  edu: "1",
  center: String(n % 3),
  status: "0",
  school: String(650 + (n % 10)),
  mobile: `0912${String(n).padStart(7, "0")}`,
  counter: "",
  ...other,
});
export const studentTable = (rows: readonly StudentCells[]): Cell[][] => [
  STUDENT_HEADINGS,
  ...rows.map((row) => Object.values(row)),
];
export const manyStudents = (count: number): StudentCells[] =>
  Array.from({ length: count }, (_, i) => makeStudentCells(i + 1));

type Options = Partial<Omit<ImportRequest, "kind" | "bytes">>;

/** Takes a table of cells the whole way of the command line. */
export const take = (kind: Kind, table: readonly (readonly Cell[])[], options: Options = {}) =>
  importFile(operator, { kind, year: YEAR, filename: "f.xlsx", ...options, bytes: [xlsxOf(table)] });

export const takeCsv = (kind: Kind, table: readonly (readonly Cell[])[], options: Options = {}) =>
  importFile(operator, { kind, year: YEAR, filename: "f.csv", ...options, bytes: [csvOf(table)] });

/** The document of an import that went through. */
export const done = async (result: ReturnType<typeof take>): Promise<ImportDocument> => {
  const answer = await result;
  if (!answer.ok) throw new Error(`${answer.reason} ${JSON.stringify(answer.details)}`);
  return answer.value;
};

export const MANAGERS: Cell[][] = [
  ["کد مدیر", "نام مدیر", "مراکز", "فعال"],
  [11, "رضا بهرامی", "مرکزی", "بلی"],
  [12, "سارا کریمی", "1,2", "بلی"],
];
export const MENTOR_HEADINGS = [
  "کد کارمندی پشتیبان",
  "نام پشتیبان",
  "جنسیت",
  "نام مدیر",
  "نوع پشتیبان",
  "شامل گروه های آزمایشی",
  "نام مدرسه 1",
  "تعداد داوطلبان تحت پوشش",
  "تعداد تحت پوشش خاص",
  "کدپستی",
];
export const mentorTable = (rows: readonly (readonly Cell[])[]): Cell[][] => [
  MENTOR_HEADINGS,
  ...rows.map((row) => [...row]),
];

/** Versions and times of everything an import of people may touch: equal before and after = nothing was written. */
export const fingerprint = async (): Promise<string> => {
  const [students, mentors, managers, schools, ledger, sequences, events] = await Promise.all([
    db().$queryRaw`SELECT md5(string_agg(s::text, '|' ORDER BY s."کد_ملی")) AS h FROM "دانش_آموزان" s`,
    db().$queryRaw`SELECT md5(string_agg(m::text, '|' ORDER BY m."شناسه_منتور")) AS h FROM "منتورها" m`,
    db().$queryRaw`SELECT md5(string_agg(m::text, '|' ORDER BY m.id)) AS h FROM managers m`,
    db().$queryRaw`SELECT md5(string_agg(s::text, '|' ORDER BY s.code)) AS h FROM schools s`,
    db().$queryRaw`SELECT md5(string_agg(l::text, '|' ORDER BY l.counter)) AS h FROM counter_ledger l`,
    db().$queryRaw`SELECT md5(string_agg(q::text, '|' ORDER BY q::text)) AS h FROM "شمارنده_ها" q`,
    db().outboxEvent.count({ where: { NOT: { type: { contains: "batch" } } } }),
  ]);
  return JSON.stringify([students, mentors, managers, schools, ledger, sequences, events]);
};

type Tables = readonly (readonly (readonly Cell[])[])[];
type Opening = { actor?: typeof operator; year?: number };

/** Opens a batch with these files; returns its id. */
export const openedBatch = async (
  kind: Kind,
  tables: Tables,
  { actor = operator, year = YEAR }: Opening = {},
): Promise<string> => {
  const created = await createBatch(actor, { kind, year });
  if (!created.ok) throw new Error(created.reason);
  const { batchId } = created.value;
  for (const [i, table] of tables.entries()) {
    const stored = await storeFile([xlsxOf(table)]);
    const added = await addFile(actor, { batchId, filename: `f${i + 1}.xlsx`, stored });
    if (!added.ok) throw new Error(added.reason);
  }
  return batchId;
};

/** Opens a batch with these files and checks it; returns its id. */
export const checkedBatch = async (kind: Kind, tables: Tables, opening: Opening = {}): Promise<string> => {
  const batchId = await openedBatch(kind, tables, opening);
  const checking = await startValidate(opening.actor ?? operator, { batchId });
  if (!checking.ok) throw new Error(checking.reason);
  await runJobHere(intakeJobs, checking.value.jobId);
  return batchId;
};

export const batchOf = (id: string) => db().importBatch.findUniqueOrThrow({ where: { id } });

/** Starts applying and does it here. */
export const applyBatch = async (batchId: string, options: Partial<ApplyBatch> = {}): Promise<string> => {
  const started = await startApply(operator, { batchId, ...options });
  if (!started.ok) return started.reason;
  await runJobHere(intakeJobs, started.value.jobId);
  return (await batchOf(batchId)).status;
};

/** A group that was unknown until now. */
export const addGroup = (code: number) =>
  db().group.create({ data: { code, nameFa: "تازه", nameEn: "New", bucket: "KONKUR", position: code } });
