import { type Plan, planSequential } from "./plan";
import type { Snapshot } from "./schema";

/** The plan of a snapshot under its own policy. A pure function: same snapshot, same plan, on any machine. Source: Design §4. */
export const planBy = (snapshot: Snapshot): Plan => planSequential(snapshot);
