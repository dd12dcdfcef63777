import ExcelJS, { type Worksheet } from "exceljs";
import { describe, expect, test } from "vitest";
import { openWorkbook } from "@/lib/excel/read";
import { makeProblemFile } from "@/lib/intake/problem/queries";
import { importFile } from "@/lib/intake/whole/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { makeStudentCells, operator, STUDENT_HEADINGS, YEAR } from "./files";

useDatabase();

const SECRET = "برگهٔ دوم";

/** A workbook as an office makes it: a title, widths, colours, number formats, a formula, a filter, and a sheet of its own. */
const officeBook = async (first: number): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("ثبت‌نام", { views: [{ rightToLeft: true, state: "normal" }] });
  sheet.addRow(["گزارش ثبت‌نام"]);
  sheet.mergeCells("A1:D1");
  const head = sheet.addRow([...STUDENT_HEADINGS, "یادداشت", "مبلغ"]);
  head.font = { bold: true, name: "Tahoma" };
  for (const [i, other] of [{}, { group: "102" }, { id: "12" }].entries()) {
    const cells = Object.values(makeStudentCells(first + i, { school: "0", ...other }));
    sheet.addRow([...cells, "تماس گرفته شد", 1_250_000]);
  }
  sheet.getColumn(1).width = 31;
  sheet.getColumn(13).numFmt = "#,##0";
  sheet.getCell("E4").font = { italic: true, color: { argb: "FF0000FF" } };
  sheet.getCell("M5").value = { formula: "SUM(M3:M4)", result: 2_500_000 };
  sheet.autoFilter = "A2:M5";
  book.addWorksheet(SECRET).addRow(["آنچه دفتر برای خودش نوشته است"]);
  return Buffer.from(await book.xlsx.writeBuffer());
};

const bring = async (bytes: Buffer) => {
  const request = {
    kind: "students",
    year: YEAR,
    filename: "دفتر.xlsx",
    bytes: [bytes],
    acceptValid: true,
  } as const;
  const answer = await importFile(operator, { ...request, confirmMassChange: true });
  if (!answer.ok) throw new Error(`${answer.reason} ${JSON.stringify(answer.details)}`);
  return answer.value;
};
const problemsOf = async (batchId: string, actor = operator): Promise<Buffer> => {
  const made = await makeProblemFile(actor, { batchId, language: "fa" });
  if (!made.ok) throw new Error(made.reason);
  const chunks: Buffer[] = [];
  for await (const chunk of made.value.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const open = async (bytes: Buffer): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book;
};
const colourOf = (sheet: Worksheet, cell: string): string | undefined => {
  const { fill } = sheet.getCell(cell);
  return fill?.type === "pattern" && fill.pattern === "solid" ? fill.fgColor?.argb : undefined;
};
const RED = "FFFF9C9C";

describe("a problem file of an office's own workbook", () => {
  test("keeps other sheets, widths, fonts, formats, formulas, merged titles and the filter", async () => {
    const { batchId } = await bring(await officeBook(700));
    const book = await open(await problemsOf(batchId));
    const sheet = book.getWorksheet("ثبت‌نام") as Worksheet;
    expect(book.worksheets.map(({ name }) => name)).toEqual(["ثبت‌نام", SECRET]);
    expect(book.getWorksheet(SECRET)?.getCell("A1").text).toBe("آنچه دفتر برای خودش نوشته است");
    expect(sheet.getColumn(1).width).toBe(31);
    expect(sheet.getCell("M3").numFmt).toBe("#,##0");
    expect(sheet.getCell("M5").value).toMatchObject({ formula: "SUM(M3:M4)", result: 2_500_000 });
    expect(sheet.getCell("B1").isMerged).toBe(true);
    expect(sheet.autoFilter).toBe("A2:M5");
    expect(sheet.getCell("A2").font).toMatchObject({ bold: true, name: "Tahoma" });
    expect(sheet.views[0]).toMatchObject({ rightToLeft: true, state: "frozen", ySplit: 2 });
  });

  test("colours what is wrong without losing what else a cell looks like, and stands beside the office's columns", async () => {
    const { batchId } = await bring(await officeBook(720));
    const sheet = (await open(await problemsOf(batchId))).worksheets[0] as Worksheet;
    expect([colourOf(sheet, "E4"), colourOf(sheet, "A5"), colourOf(sheet, "A4")]).toEqual([
      RED,
      RED,
      undefined,
    ]);
    expect(sheet.getCell("E4").font).toMatchObject({ italic: true, color: { argb: "FF0000FF" } });
    expect(["N2", "O2", "P2", "Q2"].map((cell) => sheet.getCell(cell).text)).toEqual([
      "وضعیت",
      "کد خطا",
      "توضیح",
      "پیشنهاد",
    ]);
    expect(sheet.getCell("O4").text).toBe("GROUP_UNKNOWN");
    expect(sheet.getCell("N2").font).toMatchObject({ bold: true });
    expect(sheet.getColumn(18).hidden).toBe(true);
  });

  test("corrected and uploaded again closes its rows; the next one has our columns once", async () => {
    const { batchId } = await bring(await officeBook(740));
    const book = await open(await problemsOf(batchId));
    const sheet = book.worksheets[0] as Worksheet;
    sheet.getCell("E4").value = "3";
    const again = await bring(Buffer.from(await book.xlsx.writeBuffer()));
    expect(again).toMatchObject({ new: 1, unchanged: 1, quarantined: 1 });
    const next = (await open(await problemsOf(again.batchId))).worksheets[0] as Worksheet;
    const heads = (next.getRow(2).values as unknown[]).filter((text) => text === "وضعیت");
    expect(heads).toHaveLength(1);
    expect([next.getCell("O4").text, next.getCell("O5").text]).toEqual(["", "NID_FORMAT"]);
  });

  test("passes the gate of every upload, and tells people of some centres nothing but the rows", async () => {
    const { batchId } = await bring(await officeBook(760));
    const bytes = await problemsOf(batchId);
    const { sheets } = await openWorkbook(bytes, "f.xlsx");
    expect(sheets.map(({ name }) => name)).toEqual(["ثبت‌نام", SECRET]);
    const all = actorOf("OPERATOR", { centers: [0, 1, 2] });
    const theirs = await open(await problemsOf(batchId, all));
    expect(theirs.worksheets.map(({ name }) => name)).toEqual(["ثبت‌نام"]);
  });
});
