import { z } from "zod";
import { startDrain } from "@/lib/allocation/drain/commands";
import { startDrainSchema } from "@/lib/allocation/drain/schema";
import { POLICIES } from "@/lib/allocation/schema";
import { command } from "./command";
import { reportOf, requireRun, runLines } from "./run-report";
import { flag, must, word, year } from "./values";
import { doJob, doPublish, patiently } from "./work";

/** Plans where a mentor's students go and, unless told otherwise, moves them. Source: Design §4. */
const drain = command({
  name: "drain",
  args: ["mentor"],
  input: {
    mentor: word.pipe(z.string().regex(/^\d{1,9}$/)).transform(Number),
    year,
    policy: word.pipe(z.enum(POLICIES)).default("sequential"),
    schoolFallback: flag,
    keepAccepting: flag,
    planOnly: flag,
  },
  run: async ({ mentor: mentorId, keepAccepting, planOnly, schoolFallback, ...input }, { staff, words }) => {
    const stopAccepting = !keepAccepting;
    const asked = startDrainSchema.parse({ ...input, mentorId, stopAccepting, switches: { schoolFallback } });
    const { runId, jobId } = must(await patiently(() => startDrain(staff, asked)));
    await doJob(jobId);
    if (!planOnly) await doPublish(staff, runId);
    const run = await requireRun(staff, runId);
    const { needsNewMentor: stay, ...report } = reportOf(run);
    return {
      document: { ...report, kind: run.kind, mentorId, stay },
      lines: [...runLines(run, words), words.t("cli.drain.stay", { stay })],
    };
  },
});

export const commands = [drain];
