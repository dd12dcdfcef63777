import ExcelJS, { type Worksheet } from "exceljs";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Layout } from "@/lib/intake/check/layout";
import { takeProblemFile } from "@/lib/intake/problem/commands";
import { makeProblemFile } from "@/lib/intake/problem/queries";
import { importFile } from "@/lib/intake/whole/commands";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { type Cell, csvOf, makeXlsx } from "../../support/workbook";
import { makeStudentCells, operator, STUDENT_HEADINGS, studentTable, YEAR } from "./files";

useDatabase();

const bring = async (bytes: Buffer, filename = "f.xlsx") => {
  const request = { kind: "students", year: YEAR, filename, bytes: [bytes], acceptValid: true } as const;
  const answer = await importFile(operator, { ...request, confirmMassChange: true });
  if (!answer.ok) throw new Error(`${answer.reason} ${JSON.stringify(answer.details)}`);
  return answer.value;
};

const bytesOf = async (batchId: string, actor = operator, language: "fa" | "en" = "fa"): Promise<Buffer> => {
  const made = await makeProblemFile(actor, { batchId, language });
  if (!made.ok) throw new Error(made.reason);
  const chunks: Buffer[] = [];
  for await (const chunk of made.value.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const open = async (bytes: Buffer): Promise<{ book: ExcelJS.Workbook; sheet: Worksheet }> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return { book, sheet: book.worksheets[0] as Worksheet };
};
const textsOf = (sheet: Worksheet, row: number): string[] =>
  Array.from({ length: sheet.columnCount }, (_, i) => sheet.getCell(row, i + 1).text);
const colourOf = (sheet: Worksheet, cell: string): string | undefined => {
  const { fill } = sheet.getCell(cell);
  return fill?.type === "pattern" && fill.pattern === "solid" ? fill.fgColor?.argb : undefined;
};
const RED = "FFFF9C9C";
const AMBER = "FFFFE3A3";

const openRows = () => db().importRow.count({ where: { status: "QUARANTINED" } });
const width = STUDENT_HEADINGS.length + 1;

/** Two title rows, a heading nobody knows, good and bad rows; the bad ones by number: 5 no id at all, 6 group, 7 warning. */
const messy = (first: number): Cell[][] => {
  const cells = (n: number, other: Parameters<typeof makeStudentCells>[1] = {}): Cell[] => [
    ...Object.values(makeStudentCells(first + n, other)),
    `یادداشت ${n}`,
  ];
  return [
    ["گزارش"],
    [],
    [...STUDENT_HEADINGS, "یادداشت"],
    cells(1, { school: "0" }),
    cells(2, { school: "0", id: "12" }),
    cells(3, { school: "0", group: "102" }),
    cells(4, { school: "777" }),
  ];
};

describe("the problem file", () => {
  test("is the uploader's own, with what is wrong, where, and what to do", async () => {
    const { batchId } = await bring(makeXlsx([{ name: "برگهٔ من", rows: messy(100) }]));
    const { sheet } = await open(await bytesOf(batchId));
    expect(sheet.name).toBe("برگهٔ من");
    expect(sheet.views[0]).toMatchObject({ rightToLeft: true, ySplit: 3 });
    expect(textsOf(sheet, 1)[0]).toBe("گزارش");
    expect(textsOf(sheet, 3)).toEqual([
      ...STUDENT_HEADINGS,
      "یادداشت",
      "وضعیت",
      "کد خطا",
      "توضیح",
      "پیشنهاد",
      "takhsis-row",
    ]);
    for (const [row, cells] of messy(100).slice(3).entries())
      expect(textsOf(sheet, row + 4).slice(0, width)).toEqual(cells);
    const [status, code, words, advice] = textsOf(sheet, 5).slice(width);
    expect([status, code]).toEqual(["قرنطینه", "NID_FORMAT"]);
    expect(words).not.toBe("");
    expect(advice).toContain("کد ملی");
    expect(textsOf(sheet, 6)[width + 1]).toBe("GROUP_UNKNOWN");
    expect([colourOf(sheet, "A5"), colourOf(sheet, "E6"), colourOf(sheet, "A6")]).toEqual([
      RED,
      RED,
      undefined,
    ]);
    expect(colourOf(sheet, "I7")).toBe(AMBER);
    expect(textsOf(sheet, 4)[width + 1]).toBe("");
    expect(sheet.getColumn(width + 5).hidden).toBe(true);
  });

  test("corrected, sorted and uploaded again it closes the quarantined rows, also those without an id", async () => {
    const { batchId } = await bring(makeXlsx([{ rows: messy(200) }]));
    const before = await openRows();
    const { book, sheet } = await open(await bytesOf(batchId, operator, "en"));
    sheet.getCell("A5").value = makeStudentCells(202).id;
    sheet.getCell("E6").value = "3";
    const rows = [4, 5, 6, 7].map((row) => textsOf(sheet, row)).reverse();
    rows.forEach((cells, i) => {
      cells.forEach((cell, column) => {
        sheet.getCell(i + 4, column + 1).value = cell;
      });
    });
    const again = await bring(Buffer.from(await book.xlsx.writeBuffer()));
    expect(again).toMatchObject({ state: "APPLIED", rows: 4, new: 2, unchanged: 2, quarantined: 0 });
    expect(await openRows()).toBe(before - 2);
    const file = await db().importFile.findFirstOrThrow({ where: { batchId: again.batchId } });
    const layout = file.layout as unknown as Layout;
    expect(layout.unknown.map(({ header }) => header)).toEqual(["یادداشت"]);
    expect(layout.problemColumns).toHaveLength(5);
  });

  test("what is still wrong is listed once, and the next problem file has our columns once", async () => {
    const { batchId } = await bring(makeXlsx([{ rows: messy(300) }]));
    const before = await openRows();
    const { book, sheet } = await open(await bytesOf(batchId));
    sheet.getCell("A5").value = "13";
    const again = await bring(Buffer.from(await book.xlsx.writeBuffer()));
    expect(again).toMatchObject({ quarantined: 2 });
    expect(await openRows()).toBe(before);
    const next = await open(await bytesOf(again.batchId));
    expect(textsOf(next.sheet, 3).filter((text) => text === "وضعیت")).toHaveLength(1);
    expect(next.sheet.columnCount).toBe(width + 5);
  });

  test("of a csv it is a workbook", async () => {
    const table = studentTable([makeStudentCells(400, { gender: "؟", school: "0" })]);
    const { batchId } = await bring(csvOf(table), "f.csv");
    const { sheet } = await open(await bytesOf(batchId));
    expect(textsOf(sheet, 2)[STUDENT_HEADINGS.length + 1]).toBe("GENDER_UNKNOWN");
    expect(colourOf(sheet, "D2")).toBe(RED);
  });

  test("who took it is written down", async () => {
    const { batchId } = await bring(makeXlsx([{ rows: messy(600) }]));
    const { id: fileId } = await db().importFile.findFirstOrThrow({ where: { batchId } });
    const taken = await takeProblemFile(operator, { batchId, fileId, language: "fa" });
    expect(taken.ok).toBe(true);
    const where = { action: "intake.batch.take-problems", resourceId: batchId };
    expect(await db().auditLog.count({ where })).toBe(1);
  });

  test("is for those who may correct all of it", async () => {
    const { batchId } = await bring(makeXlsx([{ rows: messy(500) }]));
    const refusal = async (centers: number[], id = batchId) => {
      const made = await makeProblemFile(actorOf("OPERATOR", { centers }), { batchId: id, language: "fa" });
      return made.ok ? "" : made.reason;
    };
    expect(await refusal([0])).toBe("CENTER_OUT_OF_SCOPE");
    expect(await refusal([99])).toBe("NOT_FOUND");
    expect(await refusal([], "no-id")).toBe("NOT_FOUND");
  });
});
