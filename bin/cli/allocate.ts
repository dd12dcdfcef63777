import { startPlan } from "@/lib/allocation/commands";
import { settingsOfRun } from "@/lib/allocation/defaults/queries";
import { startRunSchema } from "@/lib/allocation/schema";
import type { Can, Permission } from "@/lib/auth/permissions";
import { command, type Outcome } from "./command";
import { reportOf, requireRun, runLines } from "./run-report";
import { codes, flag, must, runSettings, saidFallback, year } from "./values";
import type { Words } from "./words";
import { doJob, doPublish, patiently } from "./work";

/** Plans and, unless told otherwise, publishes. Source: Contracts §7. */
const allocate = command({
  name: "allocate",
  input: {
    year,
    centers: codes.default([]),
    ...runSettings,
    planOnly: flag,
  },
  run: async ({ planOnly, year: of, centers, policy, ...said }, { staff, words }) => {
    const settings = await settingsOfRun(staff, { policy, schoolFallback: saidFallback(said) });
    const asked = startRunSchema.parse({ year: of, centers, ...settings });
    let left: string | null = null;
    const begun = await patiently(
      () => startPlan(staff, asked),
      ({ kind, id }) => {
        left = kind === "RUN" ? id : null;
      },
    );
    // Called again after it was killed, it has just finished its own run: that one is the answer.
    if (!begun.ok && begun.reason === "RUN_NO_STUDENTS" && left) return await told(staff, left, words);
    const { runId, jobId } = must(begun);
    await doJob(jobId);
    if (!planOnly) await doPublish(staff, runId);
    return await told(staff, runId, words);
  },
});

const told = async (staff: Can<Permission>, runId: string, words: Words): Promise<Outcome> => {
  const run = await requireRun(staff, runId);
  return { document: reportOf(run), lines: runLines(run, words) };
};

export const commands = [allocate];
