import { PassThrough, Readable } from "node:stream";
import ExcelJS from "exceljs";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newIds } from "@/lib/db/digest";
import { storeFile } from "@/lib/db/files";
import { inTx } from "@/lib/db/tx";
import { openWorkbook } from "@/lib/excel/read";
import { addFile, createBatch, startApply, startValidate } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { importFile } from "@/lib/intake/whole/commands";
import { runJobHere } from "@/lib/jobs/queue";
import { isNationalId } from "@/lib/shared/national-id";
import { writeStudents } from "@/lib/student/stored/sql";
import { bookParts, makeZip } from "../support/workbook";
import { withParserMemory } from "./parser-memory";

const MB = 1_048_576;
const YEAR = 1404;
const actor = systemActor("bench");

const HEADINGS = [
  "کد ملی",
  "نام",
  "نام خانوادگی",
  "نام پدر",
  "تاریخ تولد",
  "جنسیت",
  "کد گروه",
  "وضعیت تحصیلی",
  "مرکز ثبت نام",
  "وضعیت ثبت نام",
  "کد مدرسه",
  "نوع دانش آموز",
  "تلفن همراه داوطلب",
  "تلفن منزل",
  "تلفن همراه پدر",
  "تلفن همراه مادر",
  "معدل",
  "تخفیف",
  "شماره پرونده بنیاد شهید",
  "ستون دیگر",
];

/** The nth id with a right check digit. */
const nationalIdOf = (n: number): string => {
  const nine = String(100_000_000 + n);
  return [..."0123456789"].map((digit) => nine + digit).find(isNationalId) ?? "";
};
const phone = (prefix: string, n: number): string => prefix + String(n).padStart(7, "0");
const rowOf = (n: number): string[] => [
  nationalIdOf(n),
  `نام${n % 997}`,
  `خانوادگی ${n % 9973}`,
  `پدر ${n % 499}`,
  "1384/05/24",
  n % 2 ? "پسر" : "دختر",
  "3",
  "دانش آموز",
  String(n % 3),
  "عادی",
  String(100 + (n % 950)),
  "",
  phone("0912", n),
  phone("3", n),
  phone("0913", n),
  phone("0914", n),
  "18.5",
  "20",
  "",
  `متن ${n % 31}`,
];

/** A workbook as Excel writes it: shared strings, twenty columns. */
export const workbookOf = async (rows: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  const out = new PassThrough();
  out.on("data", (chunk: Buffer) => chunks.push(chunk));
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: true });
  const sheet = book.addWorksheet("S");
  sheet.addRow(HEADINGS).commit();
  for (let n = 1; n <= rows; n += 1) sheet.addRow(rowOf(n)).commit();
  await book.commit();
  return Buffer.concat(chunks);
};

type Measured<T> = { ms: number; moreMb: number; value: T };

const measure = async <T>(work: () => Promise<T>): Promise<Measured<T>> => {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 10);
  const startedAt = performance.now();
  const value = await work();
  const ms = Math.round(performance.now() - startedAt);
  peak = Math.max(peak, process.memoryUsage().rss);
  clearInterval(timer);
  return { ms, moreMb: Math.round((peak - before) / MB), value };
};

export const take = async (bytes: Buffer) => {
  const answer = await importFile(actor, {
    kind: "students",
    year: YEAR,
    filename: "f.xlsx",
    bytes: [bytes],
    confirmMassChange: true,
  });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
};

/** Upload and check: what a person waits for before the preview. Returns the batch. */
export const preview = async (bytes: Buffer): Promise<string> => {
  const created = await createBatch(actor, { kind: "students", year: YEAR });
  if (!created.ok) throw new Error(created.reason);
  const { batchId } = created.value;
  const added = await addFile(actor, { batchId, filename: "f.xlsx", stored: await storeFile([bytes]) });
  if (!added.ok) throw new Error(added.reason);
  const checking = await startValidate(actor, { batchId });
  if (!checking.ok) throw new Error(checking.reason);
  await runJobHere(intakeJobs, checking.value.jobId);
  return batchId;
};

const bareRead = async (bytes: Buffer): Promise<number> => {
  let cells = 0;
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), {
    sharedStrings: "cache",
    worksheets: "emit",
  });
  for await (const sheet of reader) for await (const row of sheet) cells += row.cellCount;
  return cells;
};

/** The statement of applying alone: the same records into the same table, nothing around it. */
const bareInsert = async (): Promise<Measured<unknown>> => {
  const students = await db().student.findMany();
  await db().$executeRaw`TRUNCATE "دانش_آموزان" CASCADE`;
  const ids = newIds(students.length);
  const records = students.map(({ birthDate, gpa, sources: _s, ...student }, i) => ({
    ...student,
    id: ids[i] ?? "",
    birthDate: birthDate?.toISOString().slice(0, 10) ?? null,
    gpa: Number(gpa),
  }));
  const plain = records.map(({ createdAt: _c, updatedAt: _u, ...record }) => record);
  return await measure(() => inTx((tx) => writeStudents(tx, plain), { timeoutMs: 60_000 }));
};

export const apply = async (batchId: string): Promise<unknown> => {
  const started = await startApply(actor, { batchId, confirmMassChange: true });
  if (!started.ok) throw new Error(started.reason);
  return await runJobHere(intakeJobs, started.value.jobId);
};

const versions = async (): Promise<unknown> =>
  await db()
    .$queryRaw`SELECT sum("نسخه") AS v, max("زمان_تغییر") AS t, (SELECT count(*) FROM outbox_events WHERE type LIKE '%student%') AS e FROM "دانش_آموزان"`;

const isSame = (a: unknown, b: unknown): boolean =>
  String(Object.values((a as object[])[0] ?? {})) === String(Object.values((b as object[])[0] ?? {}));

/** Import of a workbook against the bare reader and the bare insert. Source: Design §9. */
export const bench = {
  name: "import",
  run: async () => {
    await db()
      .$executeRaw`INSERT INTO schools (code, name) SELECT 100 + i, 'مدرسه ' || i FROM generate_series(0, 949) i`;
    const bytes = await workbookOf(10_000);
    await preview(await workbookOf(200));
    const bare = await measure(() => bareRead(bytes));
    const { value: checked, parserMb } = await withParserMemory(() => measure(() => preview(bytes)));
    const applied = await measure(() => apply(checked.value));
    const before = await versions();
    const again = await measure(() => take(bytes));
    const writes = isSame(before, await versions()) ? 0 : 1;
    const insert = await bareInsert();
    const bomb = makeZip([...bookParts([{}]), { name: "xl/media/a.bin", data: Buffer.alloc(400 * MB) }]);
    const refused = await measure(() =>
      openWorkbook(bomb, "f.xlsx").catch((error: { code: string }) => error.code),
    );
    const large = await workbookOf(100_000);
    const { value: big, parserMb: bigParserMb } = await withParserMemory(() => measure(() => preview(large)));
    return [
      {
        what: "10k×20 parse to preview ÷ bare streaming read",
        value: checked.ms,
        baseline: bare.ms,
        ratio: checked.ms / bare.ms,
        unit: "ms",
        rssMb: checked.moreMb,
      },
      { what: "10k×20 parse to preview", value: checked.ms, bar: 3_000, unit: "ms" },
      { what: "more RSS of it", value: checked.moreMb, bar: 300, unit: "MB" },
      { what: "more RSS of its parsing process", value: parserMb, bar: 300, unit: "MB" },
      {
        what: "apply 10k ÷ bare insert of the same rows",
        value: applied.ms,
        baseline: insert.ms,
        ratio: applied.ms / insert.ms,
        unit: "ms",
        rssMb: applied.moreMb,
      },
      {
        what: "identical 10k again, upload to applied",
        value: again.ms,
        bar: 1_000,
        unit: "ms",
        rssMb: again.moreMb,
      },
      { what: "domain rows written by it", value: writes, bar: 0, unit: "rows" },
      { what: "bomb refused", value: refused.ms, bar: 200, unit: "ms", rssMb: refused.moreMb },
      {
        what: "100k×20 parse to preview, more RSS",
        value: big.moreMb,
        bar: 500,
        unit: "MB",
        rssMb: big.moreMb,
      },
      { what: "more RSS of its parsing process", value: bigParserMb, bar: 500, unit: "MB" },
      {
        what: "100k×20 parse to preview ÷ ten times 10k×20",
        value: big.ms,
        baseline: 10 * checked.ms,
        ratio: big.ms / (10 * checked.ms),
        bar: 1.2,
        unit: "ms",
      },
    ];
  },
};
