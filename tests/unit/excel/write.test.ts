import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import ExcelJS from "exceljs";
import { afterAll, expect, test } from "vitest";
import { csvBytes } from "@/lib/excel/csv-writer";
import { writePartFile } from "@/lib/excel/part-file";
import { openWorkbook } from "@/lib/excel/read";
import type { TextSheet } from "@/lib/excel/sheet-xml";
import { workbookBytes } from "@/lib/excel/write";

const folder = mkdtempSync(path.join(os.tmpdir(), "takhsis-write-"));
afterAll(() => rmSync(folder, { recursive: true }));

const bytesOf = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};
const sheet = (rows: TextSheet["pages"]): TextSheet => ({
  name: "Sabt",
  header: ["کد", "نام", "شرح"],
  pages: rows,
  rightToLeft: true,
});
const load = async (bytes: Buffer) => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book;
};

test("the same cells give the same bytes two seconds apart", async () => {
  const rows = [[["0012", "سارا", null]]];
  const first = await bytesOf(workbookBytes([sheet(rows)]));
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  const second = await bytesOf(workbookBytes([sheet(rows)]));
  expect(second.equals(first)).toBe(true);
});

test("how rows are paged does not reach the bytes", async () => {
  const row = ["0012", "سارا", "x".repeat(5_000)];
  const one = await bytesOf(workbookBytes([sheet([Array.from({ length: 60 }, () => row)])]));
  const many = await bytesOf(workbookBytes([sheet(Array.from({ length: 60 }, () => [row]))]));
  expect(many.equals(one)).toBe(true);
});

test("another reader finds text cells, no cell where blank, right to left, headings frozen, fixed dates", async () => {
  const book = await load(await bytesOf(workbookBytes([sheet([[["0012", null, ""]]])])));
  const found = book.worksheets[0];
  expect(book.worksheets.map((s) => s.name)).toEqual(["Sabt"]);
  expect(found?.views[0]).toMatchObject({ rightToLeft: true, state: "frozen", ySplit: 1 });
  expect(book.created.toISOString()).toBe("1980-01-01T00:00:00.000Z");
  expect(found?.getRow(1).values).toEqual([undefined, "کد", "نام", "شرح"]);
  expect(found?.getCell("A2")).toMatchObject({
    type: ExcelJS.ValueType.String,
    value: "0012",
    numFmt: "@",
  });
  expect(found?.getRow(2).cellCount).toBe(1);
});

test("markup, quotes, edge spaces, tabs and what looks like an escape come back as written", async () => {
  const texts = ["<b> & \"c\" 'd'", "  لبه  ", "a\tb", "_x0041_", "]]>", "\u0007\r"];
  const bytes = await bytesOf(workbookBytes([sheet([texts.map((text) => [text, null, null])])]));
  const found: (string | undefined)[] = [];
  for (const { rows } of (await openWorkbook(bytes, "out.xlsx")).sheets)
    for await (const page of rows()) found.push(...page.map((row) => row.cells[0]));
  expect(found.slice(1)).toEqual(texts);
});

test("every zip entry carries 1980-01-01 in both of its headers", async () => {
  const bytes = await bytesOf(workbookBytes([sheet([])]));
  const stamps: number[] = [];
  for (let at = 0; at + 16 < bytes.length; at += 1) {
    const mark = bytes.readUInt32LE(at);
    if (mark === 0x04034b50) stamps.push(bytes.readUInt32LE(at + 10));
    if (mark === 0x02014b50) stamps.push(bytes.readUInt32LE(at + 12));
  }
  expect(stamps).toHaveLength(16);
  expect(new Set(stamps)).toEqual(new Set([0x0021_0000]));
});

test("a broken row source breaks the workbook, it is not cut short", async () => {
  async function* broken() {
    yield [["1", "2", "3"]];
    throw new Error("source gone");
  }
  await expect(bytesOf(workbookBytes([sheet(broken())]))).rejects.toThrow("source gone");
});

test("csv: every field quoted, CRLF, no BOM", async () => {
  const bytes = await bytesOf(csvBytes(["a", "b"], [[['x "y"', null]], []]));
  expect(bytes.toString()).toBe('"a","b"\r\n"x ""y""",""\r\n');
});

test("a file is whole or absent: a stream that breaks leaves neither it nor a part", async () => {
  const target = path.join(folder, "deep", "out.bin");
  const good = await writePartFile(target, [Buffer.from("abc")]);
  expect(good).toMatchObject({ size: 3 });
  expect(readFileSync(target, "utf8")).toBe("abc");
  async function* broken() {
    yield Buffer.from("new");
    throw new Error("disk full");
  }
  await expect(writePartFile(target, broken())).rejects.toThrow("disk full");
  expect(readFileSync(target, "utf8")).toBe("abc");
  expect(readdirSync(path.dirname(target))).toEqual(["out.bin"]);
});
