import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { takeListFile } from "@/lib/lists/file/commands";
import { openListRows } from "@/lib/lists/file/queries";
import { sheetWords } from "@/lib/lists/words/queries";
import { seedLargeOffice } from "./large-office";
import { best, type Measured, measure, rounds, writeBare } from "./measured";

const ROUNDS = 2;
const staff = systemActor("bench");

const opened = async () => {
  const words = await sheetWords(staff, { locale: "fa", calendar: undefined });
  return await openListRows(staff, "students", { search: {}, words, now: new Date() });
};

const ours = async (format: "xlsx" | "csv"): Promise<Measured> => {
  // A console has its client, and the client its compiler of queries, long before a download.
  await db().student.count();
  return await measure(async () => {
    const asked = { query: "", format, locale: "fa", calendar: undefined, now: new Date() } as const;
    const { bytes } = await takeListFile(staff, "students", asked);
    await pipeline(Readable.from(bytes), createWriteStream("/dev/null"));
  });
};

/** The cells are read first; only writing them is measured. */
const bare = async (): Promise<Measured> => {
  const { header, pages } = await opened();
  const cells: (readonly string[])[] = [];
  for await (const page of pages) cells.push(...page);
  return await writeBare(header, cells);
};

/** The file of a list of 100,000 students, read and written, against only writing its cells. Source: Design §9. */
export const bench = {
  name: "list-file",
  run: async () => {
    await seedLargeOffice();
    const [xlsx, csv] = [await rounds(ROUNDS, () => ours("xlsx")), await rounds(ROUNDS, () => ours("csv"))];
    const plain = best(await rounds(ROUNDS, bare)).ms;
    const row = (what: string, measured: readonly Measured[]) => {
      const { ms } = best(measured);
      return { what, value: ms, baseline: plain, ratio: ms / plain, bar: 1.5, unit: "ms" };
    };
    const rssMb = Math.max(...[...xlsx, ...csv].map(({ moreMb }) => moreMb));
    return [
      row("100k students, xlsx ÷ bare streaming writer", xlsx),
      row("100k students, csv ÷ bare streaming writer", csv),
      { what: "more RSS of it", value: rssMb, bar: 200, unit: "MB", rssMb },
    ];
  },
};
