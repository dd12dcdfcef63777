import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import ExcelJS from "exceljs";

const MB = 1_048_576;
/** How long something took, and how much more memory the process held than before. */
export type Measured = { ms: number; moreMb: number };

/** Runs it once and looks. */
export const measure = async (work: () => Promise<unknown>): Promise<Measured> => {
  const before = process.memoryUsage().rss;
  let peak = before;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const timer = setInterval(look, 10);
  const startedAt = performance.now();
  await work();
  const ms = Math.round(performance.now() - startedAt);
  look();
  clearInterval(timer);
  return { ms, moreMb: Math.round((peak - before) / MB) };
};

/** The quickest round: the others waited for something else. */
export const best = (rounds: readonly Measured[]): Measured => rounds.reduce((a, b) => (b.ms < a.ms ? b : a));

/** So many rounds, each after a cleaning. */
export const rounds = async (n: number, work: () => Promise<Measured>): Promise<Measured[]> => {
  const measured: Measured[] = [];
  for (let round = 0; round < n; round += 1) {
    globalThis.gc?.();
    measured.push(await work());
  }
  return measured;
};

/** The baseline of a workbook: the library's streaming writer with these cells, that are read already. */
export const writeBare = async (
  header: readonly string[],
  cells: readonly (readonly (string | null)[])[],
): Promise<Measured> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "takhsis-bench-"));
  try {
    return await measure(async () => {
      const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path.join(folder, "bare.xlsx") });
      const sheet = book.addWorksheet("Sabt", { views: [{ rightToLeft: true, state: "frozen", ySplit: 1 }] });
      sheet.addRow([...header]).commit();
      for (const row of cells) sheet.addRow(row.map((cell) => cell ?? undefined)).commit();
      await book.commit();
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};
