import type { Plan } from "../plan";
import { planBy } from "../policy";
import { type Chain, withChains } from "../repair";
import type { Snapshot } from "../schema";
import { type StoredRepair, storedRepairSchema } from "./schema";

/** Chains accepted for a run, as stored with it; none where none were. */
export const acceptedOf = (repair: unknown): StoredRepair["accepted"] =>
  repair === null || repair === undefined ? [] : storedRepairSchema.parse(repair).accepted;

/**
 * How many students a plan moves: those it had placed and whom accepted chains give another mentor; whoever had none is not
 * among them. 0 without chains. Source: Design §3.
 */
export const countMoved = (repair: unknown): number => {
  const steps = acceptedOf(repair).flatMap((one) => one.steps);
  return new Set(steps.filter(({ from }) => from !== null).map(({ position }) => position)).size;
};

/** A stored chain with students as indexes of the plan. */
const toChain = ({ steps }: StoredRepair["accepted"][number]): Chain =>
  steps.map(({ position, from, to }) => ({ student: position - 1, from, to }));

/** The plan of a run decided anew: its snapshot under its policy, then the chains that were accepted. Source: Contracts §4. */
export function decideAgain(snapshot: Snapshot, repair: unknown): Plan {
  const plan = planBy(snapshot);
  const chains = acceptedOf(repair).map(toChain);
  return chains.length === 0 ? plan : withChains(plan, chains);
}

/** The accepted chain a student stands in (position of its first student), and the mentor it took them from; null = had none. */
export type Repaired = { readonly chain: number; readonly from: number | null };

/** Which accepted chain decided about the student at a position; null = none did. */
export function repairedBy(repair: unknown, position: number): Repaired | null {
  for (const { steps } of acceptedOf(repair)) {
    const step = steps.find((one) => one.position === position);
    if (step !== undefined) return { chain: steps[0]!.position, from: step.from };
  }
  return null;
}
