import { planOptimal } from "./optimal";
import { type Plan, planSequential } from "./plan";
import type { Policy, Snapshot } from "./schema";

const PLANNERS = {
  sequential: planSequential,
  optimal: planOptimal,
} as const satisfies Record<Policy, (snapshot: Snapshot) => Plan>;

/** The plan of a snapshot under its own policy. A pure function: same snapshot, same plan, on any machine. Source: Design §4. */
export const planBy = (snapshot: Snapshot): Plan => PLANNERS[snapshot.policy](snapshot);
