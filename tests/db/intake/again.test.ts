import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { storeFile } from "@/lib/db/files";
import { addFile, createBatch, startValidate } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { editRow } from "@/lib/intake/row/commands";
import { runJobHere } from "@/lib/jobs/queue";
import { useDatabase } from "../../support/db";
import { type Cell, xlsxOf } from "../../support/workbook";
import {
  applyBatch,
  checkedBatch,
  fingerprint,
  makeStudentCells,
  manyStudents,
  operator,
  studentTable,
  YEAR,
} from "./files";

useDatabase();

/** Opens a batch with bytes that are known already. */
const opened = async (bytes: Buffer): Promise<string> => {
  const created = await createBatch(operator, { kind: "students", year: YEAR });
  if (!created.ok) throw new Error(created.reason);
  const { batchId } = created.value;
  const added = await addFile(operator, {
    batchId,
    filename: "again.xlsx",
    stored: await storeFile([bytes]),
  });
  if (!added.ok) throw new Error(added.reason);
  return batchId;
};
const check = async (batchId: string): Promise<void> => {
  const checking = await startValidate(operator, { batchId });
  if (!checking.ok) throw new Error(checking.reason);
  await runJobHere(intakeJobs, checking.value.jobId);
};

/** Everything a check says of a batch: state, counts, layout, and every row with its findings. */
const answerOf = async (batchId: string) => {
  const {
    status,
    rows,
    newRows,
    changedRows,
    unchangedRows,
    quarantinedRows,
    repairedRows,
    missingRows,
    centers,
  } = await db().importBatch.findUniqueOrThrow({ where: { id: batchId } });
  const files = await db().importFile.findMany({
    where: { batchId },
    select: { layout: true, rowCount: true },
  });
  const found = await db().importRow.findMany({
    where: { batchId },
    orderBy: { position: "asc" },
    omit: { id: true, batchId: true, fileId: true },
    include: { issues: { orderBy: { id: "asc" }, omit: { id: true, rowId: true, batchId: true } } },
  });
  const counts = { rows, newRows, changedRows, unchangedRows, quarantinedRows, repairedRows, missingRows };
  return { status, ...counts, centers, files, found };
};

const forget = () => db().importFile.updateMany({ data: { reading: null } });

/** What a check of these bytes says now: from stored rows (`read: false`), and from the workbook. */
const bothWays = async (bytes: Buffer) => {
  const stored = await opened(bytes);
  // The workbook is not there to be read: whatever is told comes from the rows.
  await db().$executeRaw`UPDATE stored_file_parts SET bytes = '\\x00'`;
  await check(stored);
  const fromRows = await answerOf(stored);
  const known = await db().importFile.findFirstOrThrow({ where: { batchId: stored } });
  await db().$executeRaw`DELETE FROM stored_files WHERE sha256 = ${known.sha256}`;
  await forget();
  const read = await opened(bytes);
  await check(read);
  return [fromRows, await answerOf(read)] as const;
};

const messy = (from: number): Cell[][] =>
  studentTable([
    ...manyStudents(from + 40).slice(from),
    makeStudentCells(from + 41, { gender: "پسر", mobile: "+98 912 ۱۲۳ ۴۵ ۶۷" }),
    makeStudentCells(from + 42, { group: "999" }),
    makeStudentCells(from + 43, { mobile: "12" }),
    makeStudentCells(from + 44, { school: "123456" }),
    makeStudentCells(from + 1, { first: "دیگری" }),
  ]);

test("bytes that were read before are judged from their stored rows, exactly as a reading of the workbook judges them", async () => {
  const bytes = xlsxOf(messy(0));
  await checkedBatch("students", [messy(0)]);
  const [stored, read] = await bothWays(bytes);
  expect(stored).toEqual(read);
  expect(stored.quarantinedRows).toBeGreaterThan(1);
  expect(stored.newRows).toBeGreaterThan(38);
});

test("what has changed since the first upload is seen: records, groups and the roster of today decide", async () => {
  const table = messy(100);
  expect(await applyBatch(await checkedBatch("students", [table]), { skipQuarantined: true })).toContain(
    "APPLIED",
  );
  const before = await fingerprint();
  const [same] = await bothWays(xlsxOf(table));
  expect(same.changedRows + same.newRows).toBe(0);
  expect(await fingerprint()).toBe(before);

  await checkedBatch("students", [table]);
  await db()
    .$executeRaw`UPDATE "دانش_آموزان" SET "نام" = 'عوض', "نسخه" = "نسخه" + 1 WHERE "شماره_تلفن" = '09120000103'`;
  await db()
    .$executeRaw`UPDATE "دانش_آموزان" SET "سال_تحصیلی" = ${YEAR + 1} WHERE "شماره_تلفن" = '09120000104'`;
  await db().$executeRaw`INSERT INTO special_schools (year, school_code) VALUES (${YEAR}, 655)`;
  await db().school.create({ data: { code: 123456, name: "تازه" } });
  const [stored, read] = await bothWays(xlsxOf(table));
  expect(stored).toEqual(read);
  expect(stored.changedRows).toBeGreaterThan(1);
  const older = stored.found.filter(({ issues }) => issues.some(({ code }) => code === "OLDER_YEAR"));
  expect(older).toHaveLength(1);

  await checkedBatch("students", [table]);
  await db().group.update({ where: { code: 3 }, data: { active: false } });
  const [without, readWithout] = await bothWays(xlsxOf(table));
  await db().group.update({ where: { code: 3 }, data: { active: true } });
  expect(without).toEqual(readWithout);
  expect(without.quarantinedRows).toBe(45);
});

test("rows that somebody edited, half-read files and cells that say more than the rows are read from the workbook again", async () => {
  const readings = async () =>
    (await db().importFile.findMany({ select: { reading: true } })).map((f) => f.reading);
  await forget();
  const table = studentTable(manyStudents(310).slice(300));
  const first = await checkedBatch("students", [table]);
  const [row] = await db().importRow.findMany({ where: { batchId: first }, take: 1 });
  const edited = await editRow(operator, {
    rowId: String(row?.id),
    version: row?.version ?? 0,
    cells: { firstName: "به دست" },
  });
  expect(edited.ok).toBe(true);
  const second = await answerOf(await checkedBatch("students", [table]));
  expect(JSON.stringify(second.found)).not.toContain("به دست");

  await forget();
  const formula = [...table, Object.values(makeStudentCells(399))] as Cell[][];
  const cells = formula.at(-1);
  if (cells) cells[1] = { xml: '<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>' };
  await checkedBatch("students", [formula]);
  expect(new Set(await readings())).toEqual(new Set([null]));
});
