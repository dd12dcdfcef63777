import fs from "node:fs";
import path from "node:path";
import ExcelJS from "exceljs";
import type { Kind } from "@/lib/intake/columns";
import { makeMentors } from "./mentors";
import { makeManagers, makeRoster, makeSchools } from "./office";
import { managerSheet, mentorSheet, rosterSheet, type Sheet, schoolSheet, studentSheet } from "./sheets";
import type { DemoSize } from "./size";
import { makeStudents } from "./students";

export type DemoFile = { readonly kind: Kind; readonly path: string };

/** Times of the document are fixed: the same size gives the same content. */
const MADE = new Date("2025-08-01T06:00:00Z");

/** Writes a sheet row by row, as Excel users make them: numbers are numbers, the page runs from right to left. */
const write = async (file: string, sheet: Sheet): Promise<void> => {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useStyles: true });
  workbook.created = MADE;
  workbook.modified = MADE;
  const page = workbook.addWorksheet(sheet.name, { views: [{ rightToLeft: true }] });
  for (const line of sheet.above) page.addRow([...line]).commit();
  const head = page.addRow([...sheet.headings]);
  head.font = { bold: true };
  head.commit();
  for (const row of sheet.rows) page.addRow([...row]).commit();
  page.commit();
  await workbook.commit();
};

/** Makes the workbooks of an invented office of this size, in the order in which they are imported. */
export const writeWorkbooks = async (size: DemoSize, folder: string): Promise<readonly DemoFile[]> => {
  fs.mkdirSync(folder, { recursive: true });
  const schools = makeSchools();
  const roster = makeRoster(schools);
  const managers = makeManagers();
  const sheets: readonly (readonly [Kind, Sheet])[] = [
    ["schools", schoolSheet(schools)],
    ["special-schools", rosterSheet(roster)],
    ["managers", managerSheet(managers)],
    ["mentors", mentorSheet(makeMentors(size, managers, roster))],
    ["students", studentSheet(makeStudents(size, schools, roster))],
  ];
  const files: DemoFile[] = [];
  for (const [kind, sheet] of sheets) {
    const file = path.join(folder, `${kind}.xlsx`);
    await write(file, sheet);
    files.push({ kind, path: file });
  }
  return files;
};
