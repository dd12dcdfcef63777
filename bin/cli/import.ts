import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { writePartFile } from "@/lib/excel/part-file";
import { KINDS } from "@/lib/intake/columns";
import { takeProblemFile } from "@/lib/intake/problem/commands";
import { findBatchFile } from "@/lib/intake/problem/queries";
import { layoutChoice, mappingSchema, type Values, valuesSchema } from "@/lib/intake/schema";
import { makeTemplate } from "@/lib/intake/template/queries";
import { type ImportDocument, importFile } from "@/lib/intake/whole/commands";
import { takeOverDueJobs } from "@/lib/jobs/queue";
import { endOfDayInTehran, parseDate } from "@/lib/shared/calendar";
import { AppError } from "@/lib/shared/errors";
import { command, usage } from "./command";
import { handlers } from "./handlers";
import { file, flag, must, required, word, year } from "./values";
import type { Words } from "./words";

const INSTANT = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/;

/** `none`, an instant, or a day (Jalali or Gregorian): then until its end in Tehran. */
const loadsInclude = word
  .transform((text) => {
    if (text === "none") return null;
    if (INSTANT.test(text)) return new Date(text);
    const day = parseDate(text);
    return day ? endOfDayInTehran(day) : new Date(Number.NaN);
  })
  .pipe(z.date().nullable());

/** The row of headings, by Excel's number. */
const headerRow = word
  .pipe(z.string().regex(/^\d{1,5}$/))
  .transform(Number)
  .pipe(layoutChoice.headerRow.unwrap().unwrap());

const requireFile = async (target: string): Promise<void> => {
  const found = await stat(target).catch(() => null);
  if (!found?.isFile()) throw new AppError("NOT_FOUND", { path: target });
};

type Choices = { mapping?: Record<string, string | null>; values?: Values };

/** What is called otherwise in the file, as JSON: heading → field, and under `values` field → {text: text it stands for}. */
const readMapping = async (target: string | undefined): Promise<Choices> => {
  if (target === undefined) return {};
  await requireFile(target);
  try {
    const { values, ...headings } = z
      .looseObject({ values: valuesSchema.optional() })
      .parse(JSON.parse(await readFile(target, "utf8")));
    return { mapping: mappingSchema.parse(headings), ...(values === undefined ? {} : { values }) };
  } catch {
    throw usage("invalid", { name: "--mapping", value: target });
  }
};

export const linesOf = (document: ImportDocument, { t, has }: Words): string[] => [
  t("cli.import.title", { state: t(`ui.status.${document.state}`) }),
  t("cli.import.counts", { ...document }),
  t("cli.import.extra", { ...document }),
  ...document.issues.map(({ code, count }) =>
    t("cli.import.issue", { code, count, words: has(`issues.${code}`) ? t(`issues.${code}`) : "" }),
  ),
  `  batch ${document.batchId}`,
];

/** One file the whole way: checked, and applied when every row is valid. Source: Contracts §7. */
const importing = command({
  name: "import",
  args: ["kind", "file"],
  input: {
    kind: word.pipe(z.enum(KINDS)),
    file,
    year: year.optional(),
    dryRun: flag,
    acceptValid: flag,
    allOrNothing: flag,
    full: z.boolean().optional(),
    confirmMassChange: flag,
    loadsInclude: loadsInclude.optional(),
    mapping: file.optional(),
    sheet: z.string().min(1).optional(),
    headerRow: headerRow.optional(),
  },
  run: async ({ file: target, mapping, ...asked }, { staff, words }) => {
    if (asked.acceptValid && asked.allOrNothing)
      throw usage("either", { name: "--accept-valid", other: "--all-or-nothing" });
    await requireFile(target);
    const document = must(
      await importFile(staff, {
        ...asked,
        ...(await readMapping(mapping)),
        filename: path.basename(target),
        bytes: createReadStream(target),
        onIdle: () => takeOverDueJobs(handlers),
      }),
    );
    return { document, lines: linesOf(document, words) };
  },
});

/** Writes the template of a kind: an .xlsx to fill in, in the language of the words. */
const template = command({
  name: "import template",
  args: ["kind"],
  input: { kind: word.pipe(z.enum(KINDS)), out: file },
  run: async ({ kind, out }, { staff, words }) => {
    const { bytes } = await makeTemplate(staff, { kind, language: words.locale });
    const { sha256, size } = await writePartFile(out, [bytes]);
    return {
      document: { path: out, kind, language: words.locale, sha256, size },
      lines: [words.t("cli.import.template", { path: out })],
    };
  },
});

/** Writes a batch's file back with what is wrong in it. */
const problems = command({
  name: "import problems",
  args: ["batch"],
  input: { batch: word, out: file, file: z.string().min(1).optional() },
  run: async ({ batch, out, file: filename }, { staff, words }) => {
    const { id: batchId, fileId } = required(await findBatchFile(staff, { batch, filename }));
    const { bytes } = must(await takeProblemFile(staff, { batchId, fileId, language: words.locale }));
    const { sha256, size } = await writePartFile(out, bytes);
    return {
      document: { path: out, batchId, fileId, sha256, size },
      lines: [words.t("cli.import.problems", { path: out })],
    };
  },
});

export const commands = [importing, template, problems];
