import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { openWorkbook } from "@/lib/excel/read";
import type { SheetRow } from "@/lib/excel/sheet";
import { type Cell, csvOf, makeXlsx, makeZip, type SheetOptions, xlsxOf } from "../../support/workbook";

const readAll = async (bytes: Uint8Array, filename = "f.xlsx", sheet = 0): Promise<SheetRow[]> => {
  const rows: SheetRow[] = [];
  const book = await openWorkbook(bytes, filename);
  for await (const batch of book.sheets[sheet]?.rows() ?? []) rows.push(...batch);
  return rows;
};
const xml = (text: string): Cell => ({ xml: text });
const shared =
  "<si><t>علی</t></si><si><r><t>نام </t></r><r><rPr><b/></rPr><t>خانوادگی</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si><si><t xml:space='preserve'>  a </t></si><si><t>line_x000D_break</t></si><si/>";
const formats = [
  "yyyy/mm/dd",
  "[$-fa-IR,16]yyyy/mm/dd;@",
  '"day" 0',
  "0000000000",
  "[h]:mm",
  "General",
  "dd\\-mmm",
  "h:mm",
];

describe("cell zoo", () => {
  test.each<[string, string, string | undefined]>([
    ["integer", "<c><v>35</v></c>", "35"],
    ["large integer", "<c><v>1234567890123</v></c>", "1234567890123"],
    ["scientific integer", "<c><v>1.23456789E9</v></c>", "1234567890"],
    ["float", "<c><v>18.25</v></c>", "18.25"],
    ["float as Excel stores it", "<c><v>18.350000000000001</v></c>", "18.35"],
    ["negative", "<c><v>-4</v></c>", "-4"],
    ["very large", "<c><v>1e300</v></c>", "1e+300"],
    ["shared string", '<c t="s"><v>0</v></c>', "علی"],
    ["rich text", '<c t="s"><v>1</v></c>', "نام خانوادگی"],
    ["spaces kept", '<c t="s"><v>2</v></c>', "  a "],
    ["escaped control", '<c t="s"><v>3</v></c>', "line\rbreak"],
    ["empty shared string", '<c t="s"><v>4</v></c>', undefined],
    ["inline string", '<c t="inlineStr"><is><t>متن</t></is></c>', "متن"],
    ["inline rich text", '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"],
    ["entities", '<c t="inlineStr"><is><t>a&amp;b &lt;c&gt; &#1740;</t></is></c>', "a&b <c> ی"],
    ["cdata", '<c t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>', "a<b"],
    ["true", '<c t="b"><v>1</v></c>', "TRUE"],
    ["false", '<c t="b"><v>0</v></c>', "FALSE"],
    ["error", '<c t="e"><v>#N/A</v></c>', "#N/A"],
    ["formula with a number", "<c><f>A1+1</f><v>7</v></c>", "7"],
    ["formula with a text", '<c t="str"><f>A1&amp;"x"</f><v>1x</v></c>', "1x"],
    ["formula without a value", "<c><f>A1</f></c>", undefined],
    ["date by built-in format", '<c s="9"><v>45884</v></c>', "2025-08-15"],
    ["date by own format", '<c s="1"><v>45884</v></c>', "2025-08-15"],
    ["date shown in Jalali", '<c s="2"><v>45884</v></c>', "2025-08-15"],
    ["date with escaped separator", '<c s="7"><v>45884</v></c>', "2025-08-15"],
    ["date with time", '<c s="1"><v>45884.75</v></c>', "2025-08-15T18:00:00"],
    ["quoted letters make no date", '<c s="3"><v>45884</v></c>', "45884"],
    ["number format with zeros", '<c s="4"><v>12345678</v></c>', "12345678"],
    ["elapsed hours", '<c s="5"><v>1.5</v></c>', "36:00"],
    ["a range that Excel took for a time", '<c s="8"><v>0.89305555555555</v></c>', "21:26"],
    ["general", '<c s="6"><v>45884</v></c>', "45884"],
    ["style without value", '<c s="1"/>', undefined],
    ["ISO date cell", '<c t="d"><v>2025-08-15T00:00:00</v></c>', "2025-08-15T00:00:00"],
    ["unknown style", '<c s="99"><v>3</v></c>', "3"],
    ["prefixed elements", '<c t="inlineStr"><x:is><x:t>p</x:t></x:is></c>', "p"],
  ])("%s", async (_, cell, expected) => {
    const rows = await readAll(makeXlsx([{ rows: [[xml(cell), "."]] }], { strings: shared, formats }));
    expect(rows[0]?.cells[0]).toBe(expected);
  });

  test("1904 dates", async () => {
    const bytes = makeXlsx([{ rows: [[xml('<c s="1"><v>44422</v></c>')]] }], { formats, date1904: true });
    expect((await readAll(bytes))[0]?.cells).toEqual(["2025-08-15"]);
  });

  test("formulas are named by column", async () => {
    const rows = await readAll(xlsxOf([["a", xml("<c><f>1</f><v>1</v></c>"), xml("<c><f>2</f></c>")]]));
    expect(rows[0]?.formulas).toEqual([1]);
  });
});

test("rows keep Excel's numbers; gaps, trailing empties and cells without references are no trouble", async () => {
  const sheet = `<worksheet><sheetData><row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row r="7"><c s="1"/></row>
    <row r="9"><c><v>3</v></c></row><row><c r="AA10"><v>4</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells></worksheet>`;
  const bytes = makeXlsx([{ xml: sheet }]);
  const rows = await readAll(bytes);
  expect(rows.map((r) => r.rowNo)).toEqual([3, 9, 10]);
  expect(rows[0]?.cells).toEqual([undefined, "1", "2"]);
  expect(rows[2]?.cells).toHaveLength(27);
  const book = await openWorkbook(bytes, "f.xlsx");
  for await (const _ of book.sheets[0]?.rows() ?? []);
  expect(book.sheets[0]?.facts().merged).toEqual(["A1:C1"]);
});

test("hidden sheets are named as such", async () => {
  const book = await openWorkbook(
    makeXlsx([{ name: "پنهان", hidden: true }, { name: "دانش‌آموزان" }]),
    "f.xlsx",
  );
  expect(book.sheets.map(({ name, hidden }) => ({ name, hidden }))).toEqual([
    { name: "پنهان", hidden: true },
    { name: "دانش‌آموزان", hidden: false },
  ]);
});

test("reads what exceljs writes", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("S", { views: [{ rightToLeft: true }] });
  sheet.addRow(["کد ملی", "تاریخ", "عدد", "بله", "فرمول", "پیوند", "غنی"]);
  sheet.addRow([
    "0012345678",
    new Date(Date.UTC(2025, 7, 15)),
    12.5,
    true,
    { formula: "1+1", result: 2 },
    { text: "متن", hyperlink: "http://example.com" },
    { richText: [{ text: "a" }, { text: "b", font: { bold: true } }] },
  ]);
  const rows = await readAll(Buffer.from(await book.xlsx.writeBuffer()));
  expect(rows[1]).toEqual({
    rowNo: 2,
    cells: ["0012345678", "2025-08-15", "12.5", "TRUE", "2", "متن", "ab"],
    formulas: [4],
  });
});

describe("csv", () => {
  const table = [
    ["کد ملی", "نام"],
    ["0012345678", 'علی "ب", ج'],
    ["", "چند\nخط"],
  ];
  test.each([
    ["CRLF", csvOf(table)],
    ["LF", csvOf(table, { eol: "\n" })],
    ["BOM", csvOf(table, { bom: true })],
    [
      "zipped",
      makeZip([
        { name: "a/f.csv", data: csvOf(table) },
        { name: "__MACOSX/._f.csv", data: "x" },
      ]),
    ],
  ])("with %s", async (kind, bytes) => {
    const rows = await readAll(bytes, kind === "zipped" ? "f.zip" : "f.csv");
    expect(rows.map((r) => [...r.cells])).toEqual([table[0], table[1], [undefined, "چند\nخط"]]);
  });

  test("semicolons and tabs separate too; blank lines count as rows", async () => {
    const rows = await readAll(Buffer.from("a;b\n\n1,5;2\n"), "f.csv");
    expect(rows).toEqual([
      { rowNo: 1, cells: ["a", "b"] },
      { rowNo: 3, cells: ["1,5", "2"] },
    ]);
    expect((await readAll(Buffer.from("a\tb\n1\t2"), "f.csv"))[1]?.cells).toEqual(["1", "2"]);
  });
});

test("a zip with one workbook is opened", async () => {
  expect(await readAll(makeZip([{ name: "f.xlsx", data: xlsxOf([["a"]]) }]), "f.ZIP")).toHaveLength(1);
});

test("three writers agree: exceljs, our own XML, and CSV", async () => {
  const table: string[][] = [
    ["کد ملی", "نام"],
    ["0012345678", "علی"],
  ];
  const book = new ExcelJS.Workbook();
  book.addWorksheet("S").addRows(table);
  const made: [Uint8Array, string][] = [
    [Buffer.from(await book.xlsx.writeBuffer()), "f.xlsx"],
    [makeXlsx([{ rows: table } satisfies SheetOptions]), "f.xlsx"],
    [csvOf(table), "f.csv"],
  ];
  for (const [bytes, name] of made) expect((await readAll(bytes, name)).map((r) => r.cells)).toEqual(table);
});
