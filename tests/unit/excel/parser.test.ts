import { afterEach, describe, expect, test } from "vitest";
import { LIMITS } from "@/lib/excel/limits";
import { type Parser, startParser } from "@/lib/excel/parser";
import { openWorkbook } from "@/lib/excel/read";
import type { SheetRow } from "@/lib/excel/sheet";
import type { AppError } from "@/lib/shared/errors";
import { csvOf, makeXlsx, xlsxOf } from "../../support/workbook";

const CAPS: { heapMb: number; silenceMs: number } = { heapMb: 512, silenceMs: LIMITS.parseSilenceMs };
const started: Parser[] = [];
const parserOf = (caps = CAPS): Parser => {
  const parser = startParser(caps);
  started.push(parser);
  return parser;
};
afterEach(() => {
  for (const parser of started.splice(0)) parser.close();
});

const refusalOf = async (bytes: Uint8Array, filename: string, caps = CAPS): Promise<[string, unknown]> => {
  try {
    const book = await parserOf(caps).open(bytes, filename);
    for (const sheet of book.sheets) for await (const _ of sheet.rows());
    return ["", null];
  } catch (error) {
    return [(error as AppError).code, (error as AppError).details.limit];
  }
};

const table = Array.from({ length: 5_000 }, (_, i) => [`${i}`, i % 3 ? `نام ${i}` : null, i * 1.5]);
const hoard = Array.from({ length: 400_000 }, (_, i) => `<si><t>${i}-${(i * 7919) % 1e6}</t></si>`).join("");

describe("a workbook read in a process of its own", () => {
  test.each([
    ["f.xlsx", xlsxOf(table)],
    ["f.csv", csvOf(table)],
  ])("gives the very rows it gives here: %s", async (name, bytes) => {
    const read = async (sheet: { rows: () => AsyncGenerator<SheetRow[]> } | undefined) => {
      const rows: SheetRow[] = [];
      for await (const batch of sheet?.rows() ?? []) rows.push(...batch);
      return rows;
    };
    const there = await read((await parserOf().open(bytes, name)).sheets[0]);
    expect(there).toEqual(await read((await openWorkbook(bytes, name)).sheets[0]));
    expect(there).toHaveLength(5_000);
  });

  test.each(["/", import.meta.dirname])(
    "is read whatever folder the process is started in: %s",
    async (folder) => {
      const before = process.cwd();
      process.chdir(folder);
      try {
        const book = await parserOf().open(csvOf([["الف"]]), "f.csv");
        expect(book.sheets).toHaveLength(1);
      } finally {
        process.chdir(before);
      }
    },
  );

  test("a sheet may be left early for another one", async () => {
    const rows = table.map((row) => row.slice(0, 1));
    const book = await parserOf().open(makeXlsx([{ rows }, { rows: [["b"]] }, { rows }]), "f.xlsx");
    for (const sheet of [0, 2]) for await (const _ of book.sheets[sheet]?.rows() ?? []) break;
    const second: SheetRow[] = [];
    for await (const batch of book.sheets[1]?.rows() ?? []) second.push(...batch);
    expect(second).toEqual([{ rowNo: 1, cells: ["b"] }]);
  });

  test("merged cells and hidden columns are known after the rows", async () => {
    const xml = `<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C1"/></mergeCells></worksheet>`;
    const book = await parserOf().open(makeXlsx([{ xml }]), "f.xlsx");
    for await (const _ of book.sheets[0]?.rows() ?? []);
    expect(book.sheets[0]?.facts()).toEqual({ merged: ["A1:C1"], hiddenColumns: [1, 2] });
  });

  test("refuses with the code it has here", async () => {
    expect(await refusalOf(Buffer.from("<html></html>"), "f.xlsx")).toEqual(["FILE_TYPE", undefined]);
    const broken = makeXlsx([{ xml: "<worksheet><sheetData><row><c></row></sheetData></worksheet>" }]);
    expect(await refusalOf(broken, "f.xlsx")).toEqual(["FILE_DAMAGED", undefined]);
  });

  test("a file that eats its memory ends as PARSE_LIMIT, and this process lives on", async () => {
    const bytes = makeXlsx([{ rows: [["a"]] }], { strings: hoard });
    expect(await refusalOf(bytes, "f.xlsx", { ...CAPS, heapMb: 24 })).toEqual(["PARSE_LIMIT", "memory"]);
    expect(await refusalOf(bytes, "f.xlsx")).toEqual(["", null]);
  });

  test("a file that takes its time ends as PARSE_LIMIT", async () => {
    const bytes = makeXlsx([{ rows: [["a"]] }], { strings: hoard });
    expect(await refusalOf(bytes, "f.xlsx", { ...CAPS, silenceMs: 1 })).toEqual(["PARSE_LIMIT", "time"]);
  });
});
