import { describe, expect, test } from "vitest";
import { LIMITS } from "@/lib/excel/limits";
import { openWorkbook } from "@/lib/excel/read";
import type { AppError } from "@/lib/shared/errors";
import { bookParts, csvOf, makeXlsx, makeZip, xlsxOf } from "../../support/workbook";

/** Code with which a file is refused, wherever on the way; null if it is read to its end. */
const codeOf = async (bytes: Uint8Array, filename = "f.xlsx"): Promise<string | null> => {
  try {
    const book = await openWorkbook(bytes, filename);
    for (const sheet of book.sheets) for await (const _ of sheet.rows());
    return null;
  } catch (error) {
    return (error as AppError).code;
  }
};
const sheetOf = (rows: string): Buffer =>
  makeXlsx([{ xml: `<worksheet><sheetData>${rows}</sheetData></worksheet>` }]);
const withPart = (name: string, data: Buffer | string = "x"): Buffer =>
  makeXlsx([{ rows: [["a"]] }], { parts: [{ name, data }] });
const ole = (stream: string): Buffer =>
  Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(stream, "utf16le")]);
const good = xlsxOf([
  ["a", "b"],
  [1, 2],
]);
/** Bars of milliseconds belong to the bench; here a slow machine must not look like a fault. */
const HANG_MS = 10_000;
const deepBomb = "<x>".padEnd(30 * 1024 * 1024, " ");

describe("refused before a cell is read", () => {
  test.each<[string, Buffer, string, string]>([
    ["nothing", Buffer.alloc(0), "f.xlsx", "FILE_EMPTY"],
    ["blank csv", Buffer.from("\ufeff \r\n,,\r\n"), "f.csv", "FILE_EMPTY"],
    ["old .xls", ole("Workbook"), "f.xls", "FILE_TYPE"],
    ["old .xls called .xlsx", ole("Workbook"), "f.xlsx", "FILE_TYPE"],
    ["password", ole("EncryptedPackage"), "f.xlsx", "FILE_ENCRYPTED"],
    ["html called .xlsx", Buffer.from("<html><table></table></html>"), "f.xlsx", "FILE_TYPE"],
    ["html called .csv", Buffer.from(" <!DOCTYPE html><table>"), "f.csv", "FILE_TYPE"],
    ["csv called .xlsx", csvOf([["a", "b"]]), "f.xlsx", "FILE_TYPE"],
    ["xlsx called .csv", good, "f.csv", "FILE_TYPE"],
    ["pdf", Buffer.from("%PDF-1.7"), "f.pdf", "FILE_TYPE"],
    ["text without extension", Buffer.from("a,b"), "f", "FILE_TYPE"],
    [
      "zip of two files",
      makeZip([
        { name: "a.csv", data: "a" },
        { name: "b.csv", data: "b" },
      ]),
      "f.zip",
      "FILE_TYPE",
    ],
    [
      "zip in a zip",
      makeZip([{ name: "a.zip", data: makeZip([{ name: "a.csv", data: "a" }]) }]),
      "f.zip",
      "FILE_TYPE",
    ],
    ["zip of something else", makeZip([{ name: "a.exe", data: "a" }]), "f.zip", "FILE_TYPE"],
    ["zip called .xlsx", makeZip([{ name: "a.csv", data: "a" }]), "f.xlsx", "FILE_TYPE"],
    [
      "a document",
      makeZip([
        { name: "[Content_Types].xml", data: "<Types/>" },
        { name: "word/document.xml", data: "" },
      ]),
      "f.xlsx",
      "FILE_TYPE",
    ],
    ["macros", withPart("xl/vbaProject.bin"), "f.xlsm", "FILE_MACROS"],
    ["external links", withPart("xl/externalLinks/externalLink1.xml"), "f.xlsx", "FILE_EXTERNAL_LINKS"],
    [
      "encrypted entry",
      makeZip(bookParts([{}]).map((p) => ({ ...p, flags: 1 }))),
      "f.xlsx",
      "FILE_ENCRYPTED",
    ],
    ["name that climbs out", withPart("../../etc/passwd"), "f.xlsx", "FILE_DAMAGED"],
    ["absolute name", withPart("/etc/passwd"), "f.xlsx", "FILE_DAMAGED"],
    ["windows name", withPart("C:\\x"), "f.xlsx", "FILE_DAMAGED"],
    ["doubled name", makeZip([...bookParts([{}]), ...bookParts([{}])]), "f.xlsx", "FILE_DAMAGED"],
    [
      "unknown packing",
      makeZip(bookParts([{}]).map((p) => ({ ...p, method: 0 as const }))),
      "f.xlsx",
      "FILE_EMPTY_OK",
    ],
    ["bomb by ratio", withPart("xl/media/a.bin", deepBomb), "f.xlsx", "FILE_BOMB"],
    [
      "bomb in a zip",
      makeZip([{ name: "a.csv", data: Buffer.alloc(20 * 1024 * 1024, 97) }]),
      "f.zip",
      "FILE_BOMB",
    ],
    [
      "lie about the size",
      makeZip([{ name: "a.csv", data: "a".repeat(5_000), size: 100 }]),
      "f.zip",
      "FILE_DAMAGED",
    ],
    ["wrong checksum", makeZip([{ name: "a.csv", data: "a,b\n", crc: 1 }]), "f.zip", "FILE_DAMAGED"],
    [
      "too many entries",
      makeZip(Array.from({ length: LIMITS.zipEntries + 1 }, (_, i) => ({ name: `${i}`, data: "" }))),
      "f.zip",
      "FILE_BOMB",
    ],
    ["too large", Buffer.alloc(LIMITS.fileBytes + 1), "f.xlsx", "FILE_TOO_LARGE"],
  ])("%s", async (_, bytes, name, code) => {
    const started = performance.now();
    expect(await codeOf(bytes, name)).toBe(code === "FILE_EMPTY_OK" ? null : code);
    expect(performance.now() - started).toBeLessThan(HANG_MS);
  });
});

describe("refused while reading", () => {
  const rows = (n: number): string =>
    Array.from({ length: n }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`).join("");
  test.each<[string, Buffer, string]>([
    ["a million one-cell rows", sheetOf(rows(1_000_000)), "TOO_MANY_ROWS"],
    [
      "the last cell of all",
      sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
      "TOO_MANY_COLUMNS",
    ],
    ["16,384 columns", xlsxOf([Array.from({ length: 16_384 }, (_, i) => i)]), "TOO_MANY_COLUMNS"],
    [
      "a ten megabyte cell",
      sheetOf(`<row r="1"><c t="inlineStr"><is><t>${randomText(10_000_000)}</t></is></c></row>`),
      "CELL_TOO_LARGE",
    ],
    [
      "a cell just too long",
      sheetOf(`<row r="1"><c t="inlineStr"><is><t>${randomText(32_768)}</t></is></c></row>`),
      "CELL_TOO_LARGE",
    ],
    [
      "an endless attribute",
      sheetOf(`<row r="1" x="${randomText(5_000_000)}"><c><v>1</v></c></row>`),
      "CELL_TOO_LARGE",
    ],
    [
      "entity tricks",
      makeXlsx([
        {
          xml: '<!DOCTYPE a [<!ENTITY x "y">]><worksheet><sheetData><row r="1"><c t="str"><v>&x;</v></c></row></sheetData></worksheet>',
        },
      ]),
      "FILE_DAMAGED",
    ],
    ["unknown entity", sheetOf('<row r="1"><c t="str"><v>&x;</v></c></row>'), "FILE_DAMAGED"],
    ["broken XML", sheetOf("<row><c></row>"), "FILE_DAMAGED"],
    ["missing shared string", sheetOf('<row r="1"><c t="s"><v>9</v></c></row>'), "FILE_DAMAGED"],
    ["bad reference", sheetOf('<row r="1"><c r="ZZZZ1"><v>9</v></c></row>'), "FILE_DAMAGED"],
    ["row out of bounds", sheetOf('<row r="1048577"><c><v>9</v></c></row>'), "FILE_DAMAGED"],
  ])("%s", async (_, bytes, code) => {
    const started = performance.now();
    expect(await codeOf(bytes)).toBe(code);
    expect(performance.now() - started).toBeLessThan(HANG_MS);
  });

  test.each<[string, Buffer, string]>([
    ["windows-1256", Buffer.from([0xe1, 0xc7, 0x2c, 0xcd]), "ENCODING"],
    ["utf-16", Buffer.from("\ufeffa,b", "utf16le"), "ENCODING"],
    ["open quote", Buffer.from('a,b\n"c,d\n'), "FILE_DAMAGED"],
    ["600 columns", csvOf([Array.from({ length: 600 }, (_, i) => i)]), "TOO_MANY_COLUMNS"],
    ["long cell", csvOf([["a".repeat(40_000)]]), "CELL_TOO_LARGE"],
  ])("csv: %s", async (_, bytes, code) => {
    expect(await codeOf(bytes, "f.csv")).toBe(code);
  });

  test("empty styled cells beyond the last column are tolerated", async () => {
    expect(await codeOf(sheetOf('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>'))).toBeNull();
  });
});

test("a truncated or mutated workbook ends in a code, never in a hang or a crash", async () => {
  const random = lcg(7);
  for (let i = 0; i < 400; i += 1) {
    const cut = i % 2 === 0;
    const bytes = Buffer.from(cut ? good.subarray(0, Math.floor(random() * good.length)) : good);
    for (let n = 0; !cut && n < 3; n += 1)
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    const code = await codeOf(bytes);
    expect([null, "FILE_DAMAGED", "FILE_TYPE", "FILE_EMPTY", "FILE_BOMB", "FILE_ENCRYPTED"]).toContain(code);
  }
});

function randomText(length: number): string {
  const random = lcg(length);
  return Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join("");
}

/** Numbers in [0, 1) from a seed: a failing mutation can be repeated. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
