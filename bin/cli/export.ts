import type { z } from "zod";
import { exportToDirectory } from "@/lib/reporting/jobs";
import { startExportSchema } from "@/lib/reporting/schema";
import { command, usage } from "./command";
import { requireRun } from "./run-report";
import { center, file, flag, format, must, runId, year } from "./values";

const input = {
  year,
  out: file,
  format: format.default("xlsx"),
  center: center.optional(),
  new: flag,
  run: runId.optional(),
};

/** Without `--new` and `--run` it is the whole year. Source: Contracts §9. */
const exporting = (profile: string) =>
  command({
    name: `export ${profile}`,
    input,
    run: async (asked, { staff, words }) => {
      if (asked.new && asked.run) throw usage("either", { name: "--new", other: "--run" });
      const wanted: z.input<typeof startExportSchema> = {
        profile,
        year: asked.year,
        format: asked.format,
        scope: asked.run ? "RUN" : asked.new ? "NEW" : "YEAR",
        centers: asked.center === undefined ? [] : [asked.center],
        ...(asked.run ? { runId: (await requireRun(staff, asked.run)).id } : {}),
      };
      const made = must(await exportToDirectory(staff, startExportSchema.parse(wanted), asked.out));
      const lines = made.files.flatMap(({ path, sha256, rows }) => [
        words.t("cli.export.file", { path, rows }),
        `  sha256 ${sha256}`,
      ]);
      const warnings = made.warnings.map((warning) => `  ! ${JSON.stringify(warning)}`);
      return { document: made, lines: [...lines, ...warnings] };
    },
  });

export const commands = [exporting("sabt"), exporting("sabt-v1")];
