import ExcelJS, { type Worksheet } from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { Layout } from "@/lib/intake/check/layout";
import { COLUMNS, KINDS, type Kind } from "@/lib/intake/columns";
import { KEY_FIELD } from "@/lib/intake/sample-row";
import { makeTemplate } from "@/lib/intake/template/queries";
import { importFile } from "@/lib/intake/whole/commands";
import { useDatabase } from "../../support/db";
import { done, MANAGERS, makeStudentCells, nationalIdOf, operator, studentTable, take, YEAR } from "./files";

useDatabase();

const LANGUAGES = ["fa", "en"] as const;
const CASES = KINDS.flatMap((kind) => LANGUAGES.map((language) => ({ kind, language })));
const reader = systemActor("test-template");

type Rules = {
  dataValidations: { model: Record<string, { type: string; prompt: string; formulae: string[] }> };
};

const open = async (kind: Kind, language: "fa" | "en") => {
  const { bytes, filename } = await makeTemplate(reader, { kind, language });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const [sheet, help, lists] = book.worksheets as [Worksheet, Worksheet, Worksheet];
  return { book, sheet, help, lists, bytes, filename };
};

const columnOf = (kind: Kind, field: string): number =>
  COLUMNS[kind].findIndex((column) => column.field === field) + 1;

/** A number no other template row of the test has. */
let serial = 0;
const keyOf = (kind: Kind): string => {
  serial += 1;
  if (kind === "students") return nationalIdOf(500_000_000 + serial);
  if (kind === "counters") return makeStudentCells(1).id;
  return String(kind === "groups" ? 500 + serial : 2000 + serial);
};

beforeAll(async () => {
  await done(take("managers", MANAGERS));
  await done(take("students", studentTable([makeStudentCells(1)])));
});

describe.each(CASES)("template $kind $language", ({ kind, language }) => {
  test("is laid out for people: direction, frozen headings, texts, drop-downs, a help sheet", async () => {
    const { sheet, help, lists, filename } = await open(kind, language);
    expect(filename).toBe(`takhsis-${kind}-${language}.xlsx`);
    expect(sheet.views[0]).toMatchObject({ rightToLeft: language === "fa", state: "frozen", ySplit: 1 });
    expect(lists.state).toBe("hidden");
    expect(sheet.columnCount).toBe(COLUMNS[kind].length);
    for (const { field } of COLUMNS[kind])
      if (/mobile|nationalId|counter|code|id$/i.test(field))
        expect(sheet.getColumn(columnOf(kind, field)).numFmt).toBe("@");
    const words = help.getSheetValues().flat().join(" ");
    for (let i = 1; i <= sheet.columnCount; i += 1)
      expect(words).toContain(String(sheet.getCell(1, i).value));
    // The library spreads a range over its cells: the rule of a column is that of its second row.
    const all = Object.entries((sheet as unknown as Rules).dataValidations.model);
    const rules = all.flatMap(([cell, rule]) => (/^[A-Z]+2$/.test(cell) ? [rule] : []));
    expect(rules).toHaveLength(COLUMNS[kind].length);
    for (const { type, formulae } of rules) if (type === "list") expect(formulae[0]).toMatch(/\$\d+$/);
  });

  test("filled with valid rows it comes in without a single finding; its sample row is left out and named", async () => {
    const { book, sheet } = await open(kind, language);
    const row = sheet.getRow(3);
    for (let i = 1; i <= sheet.columnCount; i += 1) row.getCell(i).value = sheet.getCell(2, i).value;
    row.getCell(columnOf(kind, KEY_FIELD[kind])).value = keyOf(kind);
    const bytes = Buffer.from(await book.xlsx.writeBuffer());
    const year = kind === "special-schools" ? null : YEAR;
    const answer = await importFile(operator, {
      kind,
      year,
      filename: "f.xlsx",
      bytes: [bytes],
      confirmMassChange: true,
    });
    if (!answer.ok) throw new Error(`${answer.reason} ${JSON.stringify(answer.details)}`);
    expect(answer.value).toMatchObject({ state: "APPLIED", rows: 1, quarantined: 0, issues: [] });
    const file = await db().importFile.findFirstOrThrow({ where: { batchId: answer.value.batchId } });
    const layout = file.layout as unknown as Layout;
    expect(layout.columns.map(({ field }) => field)).toEqual(COLUMNS[kind].map(({ field }) => field));
    expect(layout).toMatchObject({ headerRow: 1, unknown: [], sampleRows: [2] });
  });
});

test("an empty template is an empty file", async () => {
  const { bytes } = await makeTemplate(reader, { kind: "schools", language: "fa" });
  const answer = await importFile(operator, { kind: "schools", filename: "f.xlsx", bytes: [bytes] });
  expect(answer).toMatchObject({ ok: false, reason: "FILE_EMPTY" });
});
