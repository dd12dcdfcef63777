import { beforeEach } from "vitest";
import { db } from "@/lib/db/client";
import { readFile } from "@/lib/db/files";
import { openWorkbook } from "@/lib/excel/read";
import { runJobHere } from "@/lib/jobs/queue";
import { startExport } from "@/lib/reporting/commands";
import { reportingJobs } from "@/lib/reporting/jobs";
import { getExport } from "@/lib/reporting/queries";
import { type StartExport, startExportSchema } from "@/lib/reporting/schema";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";

/** Who exports, where it does not matter. */
export const staff = actorOf("OPERATOR");
/** What is asked: the whole year unless told otherwise. */
export const ask = (over: Partial<StartExport> = {}) =>
  startExportSchema.parse({ year: 1404, scope: "YEAR", ...over });

/** Gives the test file a database of its own without people and exports; call it once at the top. */
export const useExports = (): void => {
  useDatabase();
  beforeEach(async () => {
    await db().$executeRaw`TRUNCATE exports, "تخصیص_ها", runs, "دانش_آموزان", "منتورها" CASCADE`;
  });
};

/** Makes an export in this process. */
export const make = async (over: Partial<StartExport> = {}, actor = staff) => {
  const started = await startExport(actor, ask(over));
  if (!started.ok) throw new Error(started.reason);
  await runJobHere(reportingJobs, started.value.jobId);
  const made = await getExport(staff, started.value.exportId);
  if (!made) throw new Error("not found");
  return made;
};
/** The cells of a stored file, by its sha256. */
export const rowsOf = async (sha: string, name = "x.xlsx"): Promise<string[][]> => {
  const parts: Buffer[] = [];
  for await (const part of readFile(sha)) parts.push(part);
  const rows: string[][] = [];
  for (const sheet of (await openWorkbook(Buffer.concat(parts), name)).sheets)
    for await (const page of sheet.rows())
      rows.push(...page.map((row) => Array.from(row.cells, (cell) => cell ?? "")));
  return rows;
};
/** The counters of an export, in the order of its file. */
export const countersOf = async (made: { files: { sha256: string }[] }) =>
  (await rowsOf(made.files[0]?.sha256 ?? "")).slice(1).map((row) => row[1]);
