import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openWorkbook } from "@/lib/excel/read";
import type { SheetRow } from "@/lib/excel/sheet";

/** What LibreOffice wrote (`tests/fixtures/libreoffice/make.mjs`), by what was put in. */
const READ: Readonly<Record<string, string | undefined>> = {
  text: "علی",
  "id as text": "0012345679",
  integer: "1234567890123",
  float: "18.35",
  negative: "-4",
  percent: "0.25",
  boolean: "TRUE",
  date: "2025-08-15",
  time: "21:26",
  "formula with a number": "3",
  "formula with a text": "ab",
  error: "#DIV/0!",
  hyperlink: "پیوند",
  "rich text": "نیمپررنگ",
  "two lines": "یک\nدو",
  "half-space": "می\u200cرود",
  merged: "پهن",
  empty: undefined,
};

describe.each(["cells", "cells-1904"])("a workbook of LibreOffice: %s", (name) => {
  test("every kind of cell is read as it was meant; merged cells and hidden columns are known", async () => {
    const file = path.join(import.meta.dirname, "../../fixtures/libreoffice", `${name}.xlsx`);
    const book = await openWorkbook(readFileSync(file), "f.xlsx");
    const rows: SheetRow[] = [];
    for await (const batch of book.sheets[0]?.rows() ?? []) rows.push(...batch);
    expect(book.sheets[0]?.name).toBe("کار");
    expect(Object.fromEntries(rows.slice(1).map(({ cells }) => [cells[0], cells[2]]))).toEqual(READ);
    expect(rows.filter(({ formulas }) => formulas).map(({ rowNo }) => rowNo)).toEqual([11, 12, 13]);
    expect(book.sheets[0]?.facts()).toEqual({ merged: ["C18:D18"], hiddenColumns: [1] });
  });
});
