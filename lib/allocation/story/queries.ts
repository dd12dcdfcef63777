import { type Can, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { isMentorId } from "@/lib/shared/ids";
import { explainMentor, type MentorExplanation } from "../explain-mentor";
import { findRun, readPlan } from "../queries";

export type MentorStory = {
  readonly run: {
    readonly id: string;
    readonly number: number;
    readonly state: string;
    readonly year: number;
  };
  readonly explanation: MentorExplanation;
};

/** The run asked for, or the newest that was planned and knows the mentor: published ones first, thrown-away ones never. */
async function findRunOfMentor(staff: Can<"run:read">, mentorId: number, runId: string | undefined) {
  if (runId !== undefined) return await findRun(staff, runId);
  const runs = await db().run.findMany({
    where: { planHash: { not: null }, state: { notIn: ["PLANNING", "DISCARDED"] } },
    orderBy: { number: "desc" },
    take: 50,
    select: {
      id: true,
      number: true,
      state: true,
      year: true,
      centers: true,
      planHash: true,
      drainedMentorId: true,
    },
  });
  const seen = runs.filter((run) => seesCenters(staff, run.centers) && run.drainedMentorId !== mentorId);
  return seen.find((run) => run.state === "PUBLISHED") ?? seen[0] ?? null;
}

/** Whether a mentor is there for the viewer: their manager has one of the viewer's centres. Source: Contracts §6. */
const seesMentor = async (staff: Can<"run:read">, mentorId: number): Promise<boolean> => {
  // Who sees everything sees whoever the plan knows.
  if (staff.centers.length === 0) return true;
  const scope = { manager: { centers: { some: { centerCode: { in: [...staff.centers] } } } } };
  return (await db().mentor.count({ where: { id: mentorId, ...scope } })) > 0;
};

/**
 * Why a mentor got few students of a run or nobody: of the run asked for, else of the newest that decided. Null when mentor
 * or run are out of sight, or the run does not know the mentor. Source: Contracts §3, §6.
 */
export async function explainMentorOfRun(
  staff: Can<"run:read">,
  asked: { readonly mentorId: number; readonly runId?: string | undefined },
): Promise<MentorStory | null> {
  if (!isMentorId(asked.mentorId)) return null;
  const [visible, run] = await Promise.all([
    seesMentor(staff, asked.mentorId),
    findRunOfMentor(staff, asked.mentorId, asked.runId),
  ]);
  if (!visible || run === null || run.planHash === null) return null;
  const plan = await readPlan(run);
  const m = plan.mentors.findIndex((mentor) => mentor.id === asked.mentorId);
  if (m < 0) return null;
  const { id, number, state, year } = run;
  return { run: { id, number, state, year }, explanation: explainMentor(plan, m) };
}
