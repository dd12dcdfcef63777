import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { assignCounter, backfillCounters } from "@/lib/counter/commands";
import { verifyCounters } from "@/lib/counter/queries";
import { AppError } from "@/lib/shared/errors";
import { command } from "./command";
import { file, flag, must, word } from "./values";
import type { Words } from "./words";

const assign = command({
  name: "counter assign",
  args: ["nationalId", "gender", "yearCode"],
  input: { nationalId: word, gender: word, yearCode: word },
  run: async (asked, { staff, words: { t } }) => {
    const given = must(await assignCounter(staff, asked));
    const line = t(given.reused ? "cli.counter.reused" : "cli.counter.issued", { counter: given.counter });
    return { document: given, lines: [line, ...given.remarks.map((code) => `  ! ${code}`)] };
  },
});

type Line = { nationalId: string; code: string; details: Readonly<Record<string, string | number>> };

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** `national_id,code,message,details`. Source: Domain §6. */
const reportCsv = (lines: readonly Line[], { t, has }: Words): string => {
  const messageOf = (code: string) => [`cli.counter.codes.${code}`, `errors.${code}`].find(has);
  const rows = lines.map(({ nationalId, code, details }) => {
    const key = messageOf(code);
    return [nationalId, code, quoted(key ? t(key) : ""), quoted(JSON.stringify(details))].join(",");
  });
  return `\ufeff${["national_id,code,message,details", ...rows].join("\r\n")}\r\n`;
};

const read = async (target: string): Promise<string> => {
  try {
    return await readFile(target, "utf8");
  } catch (error) {
    throw new AppError("NOT_FOUND", { path: target, reason: (error as NodeJS.ErrnoException).code ?? "" });
  }
};

const write = async (target: string, text: string): Promise<void> => {
  try {
    await writeFile(target, text);
  } catch (error) {
    throw new AppError("EXPORT_IO_ERROR", {
      path: target,
      reason: (error as NodeJS.ErrnoException).code ?? "",
    });
  }
};

/** A dry run unless told to apply. */
const backfill = command({
  name: "counter backfill",
  args: ["csv", "yearCode"],
  input: {
    csv: file,
    yearCode: word.pipe(z.string().regex(/^\d{2}$/)),
    apply: flag,
    report: file.optional(),
  },
  run: async ({ csv, yearCode, apply, report }, { staff, words }) => {
    const text = await read(csv);
    if (report) await write(report, "");
    const { lines, ...counts } = must(await backfillCounters(staff, { csv: text, yearCode, apply }));
    if (report) await write(report, reportCsv(lines, words));
    const document = { ...counts, lines, ...(report ? { report } : {}) };
    const told = [words.t(apply ? "cli.counter.applied" : "cli.counter.dryRun", counts)];
    return { document, lines: report ? [...told, `  ${report}`] : told };
  },
});

/** Faults are a refusal: something that must hold does not. */
const verify = command({
  name: "counter verify",
  input: {},
  run: async (_, { staff, words: { t } }) => {
    const check = await verifyCounters(staff);
    if (check.faults.length > 0) throw new AppError("DB_INCONSISTENT", { faults: check.faults });
    return {
      document: { ok: true, ...check },
      lines: [t("cli.counter.verified", { counters: check.counters })],
    };
  },
});

export const commands = [assign, backfill, verify];
