import type { DataValidation, Workbook, Worksheet } from "exceljs";
import { columnLetter } from "./sheet";

/** A column for people to fill in; `choices` become a drop-down that allows other values after a warning. */
export type FormColumn = {
  readonly header: string;
  readonly form: "text" | "number";
  readonly required: boolean;
  readonly width: number;
  /** Shown when a cell of the column is chosen. */
  readonly hint: string;
  readonly choices: readonly string[];
};

export type FormBook = {
  readonly rightToLeft: boolean;
  readonly sheet: string;
  readonly columns: readonly FormColumn[];
  /** One row that shows how it is done; drawn as no data. */
  readonly sample: readonly string[];
  /** The second sheet: a heading row, then a row for each thing to know. */
  readonly help: {
    readonly name: string;
    readonly lead: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
  readonly lists: string;
  readonly words: { readonly choiceTitle: string; readonly choiceText: string };
};

/** Rows that get drop-downs: more than anybody types. */
const ROWS = 5_000;
const FONT = { name: "Tahoma", size: 10 };
const HEAD = { type: "pattern", pattern: "solid", fgColor: { argb: "FF0F5C5C" } } as const;
const MUST = { type: "pattern", pattern: "solid", fgColor: { argb: "FF8A4B00" } } as const;

/**
 * A workbook to fill in: a sheet with frozen headings, text columns and drop-downs, a help sheet, and a hidden sheet with the
 * words of the drop-downs. Bytes of an .xlsx.
 */
export const formBookBytes = async (form: FormBook): Promise<Buffer> => {
  const { default: ExcelJS } = await import("exceljs");
  const book = new ExcelJS.Workbook();
  book.created = new Date(Date.UTC(1980, 0, 1));
  book.modified = book.created;
  addData(book, form);
  addHelp(book, form);
  const lists = book.addWorksheet(form.lists, { state: "hidden" });
  form.columns.forEach(({ choices }, i) => {
    choices.forEach((choice, row) => {
      lists.getCell(row + 1, i + 1).value = choice;
    });
  });
  return Buffer.from(await book.xlsx.writeBuffer());
};

const addData = (book: Workbook, form: FormBook): void => {
  const sheet = book.addWorksheet(form.sheet, {
    views: [{ state: "frozen", ySplit: 1, rightToLeft: form.rightToLeft }],
  });
  form.columns.forEach((column, i) => {
    const target = sheet.getColumn(i + 1);
    target.width = column.width;
    target.numFmt = column.form === "text" ? "@" : "General";
    target.font = FONT;
  });
  const head = sheet.addRow(form.columns.map(({ header }) => header));
  head.height = 22;
  head.eachCell((cell, i) => {
    cell.numFmt = "@";
    cell.font = { ...FONT, bold: true, color: { argb: "FFFFFFFF" } };
    cell.fill = form.columns[i - 1]?.required ? MUST : HEAD;
    cell.alignment = { vertical: "middle", horizontal: "center" };
  });
  const sample = sheet.addRow(form.sample.map((text) => (text === "" ? null : text)));
  sample.eachCell((cell) => {
    cell.numFmt = "@";
    cell.font = { ...FONT, italic: true, color: { argb: "FF8C8C8C" } };
  });
  form.columns.forEach((column, i) => {
    addRule(sheet, column, { letter: columnLetter(i), form });
  });
};

/** exceljs keeps rules by range, and its types do not say so. */
type WithRules = { dataValidations: { add: (range: string, rule: DataValidation) => void } };

const addRule = (
  sheet: Worksheet,
  { choices, hint, header }: FormColumn,
  { letter, form }: { letter: string; form: FormBook },
): void => {
  const range = `${letter}2:${letter}${ROWS}`;
  const prompt = { showInputMessage: true, promptTitle: header.slice(0, 32), prompt: hint.slice(0, 250) };
  const rules = (sheet as unknown as WithRules).dataValidations;
  if (choices.length > 0)
    rules.add(range, {
      type: "list",
      allowBlank: true,
      formulae: [`'${form.lists}'!$${letter}$1:$${letter}$${choices.length}`],
      showErrorMessage: true,
      errorStyle: "warning",
      errorTitle: form.words.choiceTitle,
      error: form.words.choiceText,
      ...prompt,
    });
  else
    rules.add(range, {
      type: "textLength",
      operator: "lessThan",
      formulae: [32_768],
      allowBlank: true,
      ...prompt,
    });
};

const HELP_WIDTHS = [30, 12, 60, 60, 22];

const addHelp = (book: Workbook, { help, rightToLeft }: FormBook): void => {
  const sheet = book.addWorksheet(help.name, { views: [{ rightToLeft, state: "normal" }] });
  HELP_WIDTHS.forEach((width, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  for (const line of help.lead) sheet.addRow([line]).font = FONT;
  sheet.addRow([]);
  const top = sheet.rowCount + 1;
  for (const row of help.rows) {
    const added = sheet.addRow([...row]);
    added.font = FONT;
    added.alignment = { wrapText: true, vertical: "top" };
  }
  const head = sheet.getRow(top);
  head.font = { ...FONT, bold: true };
  sheet.getRow(1).font = { ...FONT, bold: true, size: 13 };
};
