import { startDrain } from "@/lib/allocation/drain/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { makeMentor } from "../../support/pool";
import { planHere, publishHere } from "./running";
import { makeStudents, must, storeMentors, storeStudents, system, YEAR } from "./world";

/** Settings of a drain but whose it is. */
export const SETTINGS = { year: YEAR, policy: "sequential", switches: { schoolFallback: false } } as const;
/** The mentor who leaves. */
export const LEAVER = 1;

/** Plans a drain in this process; returns its run. */
export const drainHere = async (mentorId = LEAVER, stopAccepting = false): Promise<string> => {
  const { runId, jobId } = must(await startDrain(system, { ...SETTINGS, mentorId, stopAccepting }));
  await runJobHere(allocationJobs, jobId);
  return runId;
};
/** Who is whose, by national id. */
export const whose = async (): Promise<Record<string, number | null>> => {
  const rows = await db().assignment.findMany({
    where: { status: { in: ["OK", "TEMP_REVIEW"] } },
    orderBy: { nationalId: "asc" },
  });
  return Object.fromEntries(rows.map((row) => [row.nationalId, row.mentorId]));
};
/** National ids of a mentor's students, ascending. */
export const caseloadOf = async (mentorId: number): Promise<string[]> =>
  Object.entries(await whose()).flatMap(([id, mentor]) => (mentor === mentorId ? [id] : []));
/** Id, base and own part of every mentor's load. */
export const loads = async () =>
  (await db().mentor.findMany({ orderBy: { id: "asc" } })).map(({ id, baseLoad, ownLoad }) => [
    id,
    baseLoad,
    ownLoad,
  ]);
/** The active placement of a student. */
export const placementOf = (nationalId: string) =>
  db().assignment.findFirstOrThrow({ where: { nationalId, status: { in: ["OK", "TEMP_REVIEW"] } } });

/** Three mentors with four, four and four of twelve students; three places are left at each of the other two. */
export const storeOffice = async (): Promise<string> => {
  await storeMentors([
    makeMentor(1, { capacity: 4 }),
    makeMentor(2, { capacity: 7 }),
    makeMentor(3, { capacity: 7 }),
  ]);
  await storeStudents(makeStudents(12));
  await db().mentor.updateMany({ where: { id: { in: [2, 3] } }, data: { capacity: 4 } });
  const runId = await planHere();
  await publishHere(runId);
  await db().mentor.updateMany({ where: { id: { in: [2, 3] } }, data: { capacity: 7 } });
  return runId;
};
