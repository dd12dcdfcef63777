import { discardRun, startRevert } from "@/lib/allocation/commands";
import { getRunSheet, listLedger } from "@/lib/allocation/ledger/queries";
import { replayDeadLetter } from "@/lib/allocation/letter/commands";
import { listRunAssignments, replayRun } from "@/lib/allocation/queries";
import { listDeadLetters } from "@/lib/allocation/review/queries";
import type { Can, Permission } from "@/lib/auth/permissions";
import type { JobId } from "@/lib/shared/ids";
import { command } from "./command";
import { reportOf, requireRun, runLines } from "./run-report";
import { table } from "./table";
import { flag, must, required, runId } from "./values";
import { doJob, doPublish, patiently } from "./work";

const list = command({
  name: "run list",
  input: {},
  run: async (_, { staff, words: { t } }) => {
    const page = { sort: { key: "number", desc: true }, offset: 0, size: 1_000_000, filters: {} } as const;
    const { rows } = await listLedger(staff, page);
    const runs = rows.map(({ id, createdAt, version: _version, ...run }) => ({
      runId: id,
      ...run,
      createdAt: createdAt.toISOString(),
    }));
    const head = ["number", "year", "state", "eligible", "placed", "unplaced", "id"];
    const cells = rows.map((run) => [
      run.number,
      run.year,
      t(`ui.status.${run.state}`),
      run.eligible,
      run.placed,
      run.needsNewMentor,
      run.id,
    ]);
    const lines =
      rows.length > 0
        ? table(
            head.map((name) => t(`cli.run.head.${name}`)),
            cells,
          )
        : [t("cli.run.none")];
    return { document: { runs }, lines };
  },
});

const named = { id: runId };

const show = command({
  name: "run show",
  args: ["id"],
  input: named,
  run: async ({ id }, { staff, words }) => {
    const run = await requireRun(staff, id);
    const assignments = await listRunAssignments(staff, run);
    return { document: { ...reportOf(run), assignments }, lines: runLines(run, words) };
  },
});

/** A run somebody was killed over has its job still: that one goes on, whoever else may have taken it up. */
const resumable = async (staff: Can<Permission>, id: string): Promise<JobId | null> => {
  const sheet = await getRunSheet(staff, id);
  const { job, state } = required(sheet);
  const live = job !== null && job.state !== "DONE" && job.state !== "FAILED";
  return live && (state === "PUBLISHING" || state === "REVERTING") ? (job.id as JobId) : null;
};

const publish = command({
  name: "run publish",
  args: ["id"],
  input: named,
  run: async ({ id }, { staff, words }) => {
    const { id: found } = await requireRun(staff, id);
    const left = await resumable(staff, found);
    await (left ? doJob(left) : doPublish(staff, found));
    const run = await requireRun(staff, found);
    return { document: reportOf(run), lines: runLines(run, words) };
  },
});

const revert = command({
  name: "run revert",
  args: ["id"],
  input: { ...named, includeExported: flag },
  run: async ({ id, includeExported }, { staff, words }) => {
    const { id: found } = await requireRun(staff, id);
    const left = await resumable(staff, found);
    const start = () => startRevert(staff, { runId: found, includeExported });
    await doJob(left ?? must(await patiently(start)).jobId);
    const run = await requireRun(staff, found);
    const { reversed, kept } = run;
    return {
      document: { ...reportOf(run), reversed, kept },
      lines: [...runLines(run, words), words.t("cli.run.reverted", { reversed, kept })],
    };
  },
});

const discard = command({
  name: "run discard",
  args: ["id"],
  input: named,
  run: async ({ id }, { staff, words }) => {
    const { id: found } = await requireRun(staff, id);
    must(await discardRun(staff, { runId: found }));
    return { document: reportOf(await requireRun(staff, found)), lines: [words.t("cli.run.discarded")] };
  },
});

type Letters = { replayed: number; failed: { position: number; code: string }[] };

const replayLetters = async (staff: Can<Permission>, id: string): Promise<Letters> => {
  const letters: Letters = { replayed: 0, failed: [] };
  for (const letter of await listDeadLetters(staff, id)) {
    if (letter.replayedAt) continue;
    const again = await replayDeadLetter(staff, { deadLetterId: letter.id });
    if (again.ok) letters.replayed += 1;
    else letters.failed.push({ position: letter.position, code: again.reason });
  }
  return letters;
};

/** Plans the stored snapshot again and compares; with `--letters` it also tries the dead letters again. */
const replay = command({
  name: "run replay",
  args: ["id"],
  input: { ...named, letters: flag },
  run: async ({ id, letters }, { staff, words: { t } }) => {
    const run = await requireRun(staff, id);
    const replayed = required(await replayRun(staff, run.id));
    const lines = [t(replayed.same ? "cli.run.same" : "cli.run.different"), `  plan ${replayed.planHash}`];
    for (const { hash, stored } of replayed.differs)
      lines.push(`  ${t("cli.run.differs", { hash, stored: stored ?? "—" })}`);
    if (!letters) return { document: replayed, lines };
    const outcome = await replayLetters(staff, run.id);
    lines.push(t("cli.run.replayed", { replayed: outcome.replayed, failed: outcome.failed.length }));
    return { document: { ...replayed, letters: outcome }, lines };
  },
});

export const commands = [list, show, publish, revert, replay, discard];
