import { startPlan } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { runJobHere } from "@/lib/jobs/queue";
import { makeMentor } from "../../support/pool";
import { makeStudents, must, storeMentors, storeStudents, system, YEAR } from "./world";

/** Student 1 is of group 7, student 2 of group 9. */
export const [A, B] = ["0000000001", "0000000002"] as const;

/**
 * The smallest gap: mentor 1 takes groups 7 and 9, mentor 2 only group 7, one place each. In turn A gets mentor 1 and B finds
 * it full; one chain, named 2 after B's position, moves A to mentor 2 and gives B the place.
 */
export async function storeGap(): Promise<void> {
  await storeMentors([
    makeMentor(1, { capacity: 1, groups: [7, 9] }),
    makeMentor(2, { capacity: 1, groups: [7] }),
  ]);
  await storeStudents([...makeStudents(1, { group: 7 }), ...makeStudents(1, { group: 9 }, 2)]);
}

/** Plans centre 1 alone, so that a person of another centre does not see the run; returns its id. */
export async function planGap(): Promise<string> {
  const switches = { schoolFallback: false };
  const { runId, jobId } = must(
    await startPlan(system, { year: YEAR, policy: "sequential", centers: [1], switches }),
  );
  await runJobHere(allocationJobs, jobId);
  return runId;
}
