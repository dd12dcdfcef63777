import { findBatch } from "@/lib/intake/holder/queries";
import { startUndo } from "@/lib/intake/undo/commands";
import { getUndoReport } from "@/lib/intake/undo/queries";
import { command } from "./command";
import { flag, must, required, runId } from "./values";
import { doJob, patiently } from "./work";

/** Takes an applied batch back; with `--dry-run` it only tells what would go back and what would stay. */
const undo = command({
  name: "import undo",
  args: ["batch"],
  input: { batch: runId, dryRun: flag },
  run: async ({ batch: name, dryRun }, { staff, words: { t, has } }) => {
    const { id, number } = required(await findBatch(staff, name));
    if (!dryRun) await doJob(must(await patiently(() => startUndo(staff, { batchId: id }))).jobId);
    const report = required(await getUndoReport(staff, id));
    const { reversed, kept, errored } = report;
    const why = (code: string): string =>
      t(`import.undo.short.${has(`import.undo.short.${code}`) ? code : "OTHER"}`);
    const lines = [
      t(dryRun ? "cli.undo.preview" : "cli.undo.done", { number, reversed, kept, errored }),
      ...report.reasons.map(({ code, count }) => t("cli.undo.reason", { why: why(code), count })),
    ];
    return { document: report, lines };
  },
});

export const commands = [undo];
