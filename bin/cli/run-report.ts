import type { RunSheet } from "@/lib/allocation/ledger/queries";
import type { Words } from "./words";

export type RunReport = {
  runId: string;
  state: string;
  policy: string;
  eligible: number;
  placed: number;
  needsNewMentor: number;
  planHash: string | null;
  inputHash: string | null;
  /** Machine time of the steps. */
  durationsMs: { snapshot: number; decide: number; store: number; publish: number };
};

/** A run as `allocate` and `run show` tell it. Source: Contracts §7. */
export const reportOf = (run: RunSheet): RunReport => {
  const took = run.durations as Record<string, unknown>;
  const ms = (step: string): number => (typeof took[step] === "number" ? took[step] : 0);
  const { id, state, policy, eligible, placed, needsNewMentor, planHash, inputHash } = run;
  const durationsMs = {
    snapshot: ms("snapshot"),
    decide: ms("decide"),
    store: ms("store"),
    publish: ms("publish"),
  };
  return { runId: id, state, policy, eligible, placed, needsNewMentor, planHash, inputHash, durationsMs };
};

/** The same for people. */
export const runLines = (run: RunSheet, { t }: Words): string[] => {
  const { eligible, placed, needsNewMentor, number } = run;
  const took = Object.values(reportOf(run).durationsMs).reduce((sum, ms) => sum + ms, 0);
  return [
    t("cli.run.title", { number, state: t(`ui.status.${run.state}`) }),
    t("cli.run.counts", { eligible, placed, needsNewMentor }),
    t("cli.run.took", { seconds: took / 1_000 }),
    `  run  ${run.id}`,
    ...(run.planHash ? [`  plan ${run.planHash}`] : []),
  ];
};
