import { startDrain } from "@/lib/allocation/drain/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { db } from "@/lib/db/client";
import { intakeJobs } from "@/lib/intake/jobs";
import { startUndo } from "@/lib/intake/undo/commands";
import { getUndoReport } from "@/lib/intake/undo/queries";
import { runJobHere } from "@/lib/jobs/queue";
import { planHere, publishHere } from "../db/allocation/running";
import { must, storeSnapshot, system, YEAR } from "../db/allocation/world";
import { apply, preview, workbookOf } from "./import.bench";
import { instanceOf } from "./instance";

const STUDENTS = 10_000;
const MENTORS = 500;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return Math.round(performance.now() - began);
};

/** An import of 10,000 new students, applied, looked at as to be taken back, and taken back. */
const undo = async () => {
  const batchId = await preview(await workbookOf(STUDENTS));
  const applied = await timed(() => apply(batchId));
  const told = await timed(() => getUndoReport(system, batchId));
  const undone = await timed(async () => {
    await runJobHere(intakeJobs, must(await startUndo(system, { batchId })).jobId);
  });
  const { reversedRows, keptRows } = await db().importBatch.findUniqueOrThrow({ where: { id: batchId } });
  const what = `import of 10k undone, ${reversedRows} rows gone, ${keptRows} kept ÷ applying it`;
  return [
    {
      what: "telling what undoing 10k would do ÷ doing it",
      value: told,
      baseline: undone,
      ratio: told / undone,
      unit: "ms",
    },
    { what, value: undone, baseline: applied, ratio: undone / applied, unit: "ms" },
  ];
};

/** The fullest mentor leaves: everyone is moved, nobody else. Against publishing the whole, per student moved. */
const drain = async () => {
  await storeSnapshot(instanceOf(STUDENTS, MENTORS));
  const runId = await planHere();
  const published = await timed(() => publishHere(runId));
  const { publishedPlaced } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  const leaver = await db().mentor.findFirstOrThrow({ orderBy: { ownLoad: "desc" } });
  const asked = { year: YEAR, policy: "sequential", switches: { schoolFallback: false } } as const;
  const started = must(await startDrain(system, { ...asked, mentorId: leaver.id, stopAccepting: true }));
  const planned = await timed(() => runJobHere(allocationJobs, started.jobId));
  const moved = await timed(() => publishHere(started.runId));
  const share = (published / publishedPlaced) * leaver.ownLoad;
  return [
    {
      what: `drain of the fullest of 500 mentors, ${leaver.ownLoad} students: plan`,
      value: planned,
      unit: "ms",
    },
    {
      what: "and publish ÷ so many of a publish of 10k",
      value: moved,
      baseline: share,
      ratio: moved / share,
      unit: "ms",
    },
  ];
};

/** What is taken back or moved after it was done. */
export const bench = {
  name: "way-back",
  run: async () => {
    await db()
      .$executeRaw`INSERT INTO schools (code, name) SELECT 100 + i, 'مدرسه ' || i FROM generate_series(0, 949) i`;
    const undone = await undo();
    return [...undone, ...(await drain())];
  },
};
