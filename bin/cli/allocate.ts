import { z } from "zod";
import { startPlan, startPublish } from "@/lib/allocation/commands";
import { getRunSheet } from "@/lib/allocation/ledger/queries";
import { POLICIES, startRunSchema } from "@/lib/allocation/schema";
import { command } from "./command";
import { reportOf, runLines } from "./run-report";
import { codes, flag, must, required, word, year } from "./values";
import { doJob } from "./work";

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
    const { runId, jobId } = must(await startPlan(staff, asked));
    await doJob(jobId);
    if (!planOnly) await doJob(must(await startPublish(staff, { runId })).jobId);
    const run = required(await getRunSheet(staff, runId));
    return { document: reportOf(run), lines: runLines(run, words) };
  },
});

export const commands = [allocate];
