import { readFileSync } from "node:fs";
import { startParser } from "@/lib/excel/parser";
import { csvOf } from "../support/workbook";

const KB_PER_MB = 1_024;

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

/** Highest resident memory of any child of this process since it began, in MB; 0 where the system tells none (not Linux). */
const childrenPeakMb = (): number => {
  const children = read(`/proc/${process.pid}/task/${process.pid}/children`).split(" ").filter(Boolean);
  const peaks = children.map((pid) => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0));
  return Math.max(0, ...peaks) / KB_PER_MB;
};

const whileWorking = async <T>(work: () => Promise<T>): Promise<{ value: T; peakMb: number }> => {
  let peakMb = 0;
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, childrenPeakMb());
  }, 20);
  const value = await work().finally(() => clearInterval(timer));
  return { value, peakMb };
};

/** What a parsing process takes before it has read anything. */
const idleMb = async (): Promise<number> => {
  const { peakMb } = await whileWorking(async () => {
    const parser = startParser();
    const book = await parser.open(csvOf([["a"]]), "f.csv");
    for await (const _ of book.sheets[0]?.rows() ?? []);
    await new Promise((resolve) => setTimeout(resolve, 60));
    parser.close();
  });
  return peakMb;
};

/** Does the work and tells how much more memory its parsing process took than one that reads nothing, in MB. */
export const withParserMemory = async <T>(
  work: () => Promise<T>,
): Promise<{ value: T; parserMb: number }> => {
  const idle = await idleMb();
  const { value, peakMb } = await whileWorking(work);
  return { value, parserMb: Math.max(0, Math.round(peakMb - idle)) };
};
