import { z } from "zod";
import { settingsOfRun } from "@/lib/allocation/defaults/queries";
import { startDrain } from "@/lib/allocation/drain/commands";
import { startDrainSchema } from "@/lib/allocation/drain/schema";
import { command } from "./command";
import { reportOf, requireRun, runLines } from "./run-report";
import { flag, must, runSettings, saidFallback, word, year } from "./values";
import { doJob, doPublish, patiently } from "./work";

/** Plans where a mentor's students go and, unless told otherwise, moves them. Source: Design §4. */
const drain = command({
  name: "drain",
  args: ["mentor"],
  input: {
    mentor: word.pipe(z.string().regex(/^\d{1,9}$/)).transform(Number),
    year,
    ...runSettings,
    keepAccepting: flag,
    planOnly: flag,
  },
  run: async ({ mentor: mentorId, keepAccepting, planOnly, year: of, policy, ...said }, { staff, words }) => {
    const stopAccepting = !keepAccepting;
    const settings = await settingsOfRun(staff, { policy, schoolFallback: saidFallback(said) });
    const asked = startDrainSchema.parse({ year: of, mentorId, stopAccepting, ...settings });
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
