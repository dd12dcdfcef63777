import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { storeFile } from "@/lib/db/files";
import { addFile, createBatch, startValidate } from "@/lib/intake/batch/commands";
import type { Layout } from "@/lib/intake/check/layout";
import { intakeJobs } from "@/lib/intake/jobs";
import { chooseLayout } from "@/lib/intake/layout/commands";
import { runJobHere } from "@/lib/jobs/queue";
import type { JobId } from "@/lib/shared/ids";
import { useDatabase } from "../../support/db";
import { makeXlsx, type SheetOptions } from "../../support/workbook";
import { batchOf, makeStudentCells, nationalIdOf, operator, studentTable, YEAR } from "./files";

useDatabase();

const rows = studentTable([makeStudentCells(1), makeStudentCells(2)]);
const fileOf = (batchId: string) => db().importFile.findFirstOrThrow({ where: { batchId } });
const layoutOf = async (batchId: string) => (await fileOf(batchId)).layout as unknown as Layout;
const run = (jobId: JobId) => runJobHere(intakeJobs, jobId).catch(() => undefined);

const check = async (sheets: readonly SheetOptions[]): Promise<string> => {
  const created = await createBatch(operator, { kind: "students", year: YEAR });
  if (!created.ok) throw new Error(created.reason);
  const { batchId } = created.value;
  await addFile(operator, { batchId, filename: "f.xlsx", stored: await storeFile([makeXlsx(sheets)]) });
  const checking = await startValidate(operator, { batchId });
  if (!checking.ok) throw new Error(checking.reason);
  await run(checking.value.jobId);
  return batchId;
};

const choose = async (batchId: string, sheet: string | null, headerRow: number | null): Promise<void> => {
  const chosen = await chooseLayout(operator, {
    batchId,
    fileId: (await fileOf(batchId)).id,
    sheet,
    headerRow,
  });
  if (!chosen.ok) throw new Error(chosen.reason);
  await run(chosen.value.jobId);
};

describe("the layout of a file", () => {
  test("titles, merged cells, hidden sheets and columns are passed over and named", async () => {
    const cells = rows.map((row) => row.slice(0, 11));
    const sheet = [["گزارش ثبت‌نام"], [], ["سال", "1404"], ...cells];
    const xml = sheet
      .map((row, r) => {
        const inner = row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join("");
        return `<row r="${r + 1}">${inner}</row>`;
      })
      .join("");
    const batchId = await check([
      { name: "پنهان", hidden: true, rows },
      { name: "یادداشت", rows: [["فقط متن"]] },
      {
        name: "دانش‌آموزان",
        xml: `<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>${xml}</sheetData><mergeCells><mergeCell ref="A1:F1"/></mergeCells></worksheet>`,
      },
    ]);
    expect(await batchOf(batchId)).toMatchObject({ status: "READY", rows: 2 });
    expect(await layoutOf(batchId)).toMatchObject({
      sheet: "دانش‌آموزان",
      headerRow: 4,
      titleRows: [1, 3],
      merged: ["A1:F1"],
      hiddenColumns: ["B", "C"],
      hiddenSheets: ["پنهان"],
      otherSheets: ["یادداشت"],
    });
  });

  test("the beginning of the sheets is kept for choosing, without anybody's id in it", async () => {
    const batchId = await check([{ name: "S", rows }]);
    const text = JSON.stringify((await layoutOf(batchId)).sheets);
    expect(text).toContain("کد ملی");
    expect(text).not.toContain(nationalIdOf(100_000_001));
    expect(text).not.toContain("0912");
  });

  test("each column is kept with samples and how it was recognised; ids and phones are masked", async () => {
    const batchId = await check([
      { name: "S", rows: rows.map((row, i) => [...row, i === 0 ? "شهر" : "ری"]) },
    ]);
    const layout = await layoutOf(batchId);
    const column = (field: string) => layout.columns.find((one) => one.field === field);
    expect(column("firstName")).toMatchObject({ match: "exact", samples: ["نام1", "نام2"] });
    expect(column("groupCode")).toMatchObject({ header: "کد گروه", match: "synonym", samples: ["3"] });
    expect(layout.unknown).toEqual([{ header: "شهر", column: "L", samples: ["ری"] }]);
    const text = JSON.stringify(layout);
    expect(text).toContain("***");
    expect(text).not.toContain(nationalIdOf(100_000_001));
    expect(text).not.toContain("09120000001");
  });

  test("a file without a required column shows the columns that were found and which one is missing", async () => {
    const batchId = await check([{ name: "S", rows: rows.map((row) => row.filter((_, i) => i !== 3)) }]);
    expect(await batchOf(batchId)).toMatchObject({ status: "FAILED", errorCode: "COLUMN_MISSING" });
    const layout = await layoutOf(batchId);
    expect(layout).toMatchObject({ sheet: "S", headerRow: 1, missing: ["gender"] });
    expect(layout.columns[1]).toMatchObject({ field: "firstName", samples: ["نام1", "نام2"] });
  });

  test("another sheet, also a hidden one, can be chosen, and the guess taken again", async () => {
    const other = studentTable([makeStudentCells(7), makeStudentCells(8), makeStudentCells(9)]);
    const batchId = await check([
      { name: "یک", rows },
      { name: "دو", rows: other, hidden: true },
    ]);
    expect(await batchOf(batchId)).toMatchObject({ rows: 2 });
    await choose(batchId, "دو", null);
    expect(await batchOf(batchId)).toMatchObject({ status: "READY", rows: 3 });
    expect((await layoutOf(batchId)).sheet).toBe("دو");
    await choose(batchId, null, null);
    expect(await batchOf(batchId)).toMatchObject({ rows: 2 });
  });

  test("another header row can be chosen; what stands above it is no data", async () => {
    const batchId = await check([{ name: "S", rows: [...rows, ...rows] }]);
    expect(await layoutOf(batchId)).toMatchObject({ headerRow: 1 });
    await choose(batchId, null, 4);
    expect(await layoutOf(batchId)).toMatchObject({ headerRow: 4, titleRows: [1, 2, 3] });
    expect(await batchOf(batchId)).toMatchObject({ rows: 2 });
  });

  test("a file whose headings are not found shows what there is; a wrong choice is a refusal, not an accident", async () => {
    const batchId = await check([
      {
        name: "S",
        rows: [
          ["الف", "ب"],
          ["1", "2"],
        ],
      },
    ]);
    expect(await batchOf(batchId)).toMatchObject({ status: "FAILED", errorCode: "HEADER_NOT_FOUND" });
    expect((await layoutOf(batchId)).sheets?.[0]?.rows[0]).toEqual({ rowNo: 1, cells: ["الف", "ب"] });
    for (const [sheet, row] of [
      ["نیست", null],
      ["S", 99],
    ] as const) {
      await choose(batchId, sheet, row);
      expect((await batchOf(batchId)).status).toBe("FAILED");
    }
    const elsewhere = await chooseLayout(operator, {
      batchId,
      fileId: batchId,
      sheet: null,
      headerRow: null,
    });
    expect(elsewhere).toMatchObject({ ok: false, reason: "NOT_FOUND" });
  });
});
