import { z } from "zod";
import { startPlan } from "@/lib/allocation/commands";
import { POLICIES, startRunSchema } from "@/lib/allocation/schema";
import { command } from "./command";
import { reportOf, requireRun, runLines } from "./run-report";
import { codes, flag, must, word, year } from "./values";
import { doJob, doPublish, patiently } from "./work";

/** Plans and, unless told otherwise, publishes. Source: Contracts §7. */
const allocate = command({
  name: "allocate",
  input: {
    year,
    policy: word.pipe(z.enum(POLICIES)).default("sequential"),
    centers: codes.default([]),
    schoolFallback: flag,
    planOnly: flag,
  },
  run: async ({ planOnly, schoolFallback, ...input }, { staff, words }) => {
    const asked = startRunSchema.parse({ ...input, switches: { schoolFallback } });
    const { runId, jobId } = must(await patiently(() => startPlan(staff, asked)));
    await doJob(jobId);
    if (!planOnly) await doPublish(staff, runId);
    const run = await requireRun(staff, runId);
    return { document: reportOf(run), lines: runLines(run, words) };
  },
});

export const commands = [allocate];
