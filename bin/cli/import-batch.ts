import { cancelBatch, startApply } from "@/lib/intake/batch/commands";
import { findBatch } from "@/lib/intake/holder/queries";
import { getBatchSheet, listBatches } from "@/lib/intake/review/queries";
import { readImportDocument } from "@/lib/intake/whole/commands";
import { command, usage } from "./command";
import { linesOf } from "./import";
import { table } from "./table";
import { flag, must, required, runId } from "./values";
import { doJob } from "./work";

const NEWEST = { sort: { key: "number", desc: true }, offset: 0, size: 50 } as const;

/** The newest batches; with `--awaiting` those that wait for the word of somebody else than their uploader. */
const list = command({
  name: "import list",
  input: { awaiting: flag },
  run: async ({ awaiting }, { staff, words: { t } }) => {
    const filters: Readonly<Record<string, string>> = awaiting ? { waits: "me" } : {};
    const { rows, total } = await listBatches(staff, { ...NEWEST, filters });
    const batches = rows.map((one) => ({
      batchId: one.id,
      number: one.number,
      kind: one.kind,
      year: one.year,
      state: one.status,
      rows: one.rows,
      quarantined: one.quarantinedRows,
      applied: one.appliedRows,
      createdBy: one.createdByName,
      createdAt: one.createdAt.toISOString(),
    }));
    const head = ["number", "kind", "year", "state", "rows", "quarantined", "applied"].map((key) =>
      t(`cli.import.head.${key}`),
    );
    const lines = batches.map((one) => [
      one.number,
      t(`import.kind.${one.kind}`),
      one.year ?? "—",
      t(`ui.status.${one.state}`),
      one.rows,
      one.quarantined,
      one.applied,
    ]);
    return { document: { batches, total }, lines: table(head, lines) };
  },
});

/** Where a batch stands, and whom it waits for. */
const show = command({
  name: "import show",
  args: ["batch"],
  input: { batch: runId },
  run: async ({ batch: name }, { staff, words }) => {
    const { id } = required(await findBatch(staff, name));
    const { number, kind, year, appliedRows, applyMode, holder } = required(await getBatchSheet(staff, id));
    const document = await readImportDocument(staff, id);
    const waits = holder && { ...holder, since: holder.since.toISOString() };
    return {
      document: { ...document, number, kind, year, applied: appliedRows, mode: applyMode, waitsFor: waits },
      lines: [
        ...linesOf(document, words),
        words.t("cli.import.applied", { count: appliedRows }),
        ...(waits ? [words.t("cli.import.waits", { ...waits })] : []),
      ],
    };
  },
});

/** Applies a checked batch, or goes on with a paused one, in this process. */
const apply = command({
  name: "import apply",
  args: ["batch"],
  input: { batch: runId, acceptValid: flag, allOrNothing: flag, confirmMassChange: flag },
  run: async ({ batch: name, acceptValid, allOrNothing, confirmMassChange }, { staff, words }) => {
    if (acceptValid && allOrNothing)
      throw usage("either", { name: "--accept-valid", other: "--all-or-nothing" });
    const { id: batchId } = required(await findBatch(staff, name));
    const mode = allOrNothing ? ("ALL" as const) : ("VALID" as const);
    const choices = { mode, skipQuarantined: acceptValid, confirmMassChange };
    await doJob(must(await startApply(staff, { batchId, ...choices })).jobId);
    const document = await readImportDocument(staff, batchId);
    return { document, lines: linesOf(document, words) };
  },
});

/** Cancels a batch of which nothing is stored; one that is being applied stops at the end of its chunk. */
const cancel = command({
  name: "import cancel",
  args: ["batch"],
  input: { batch: runId },
  run: async ({ batch: name }, { staff, words: { t } }) => {
    const { id: batchId, number } = required(await findBatch(staff, name));
    const { state } = must(await cancelBatch(staff, { batchId }));
    const key = state === "APPLYING" || state === "VALIDATING" ? "stopping" : "left";
    return {
      document: { batchId, state },
      lines: [t(`cli.import.${key}`, { number, state: t(`ui.status.${state}`) })],
    };
  },
});

export const commands = [list, show, apply, cancel];
