import type { HeatLevel } from "./tokens";

/** Upper bounds (exclusive) of the steps of occupancy; 1 is full, above it is its own colour. */
export const HEAT_STEPS: readonly { level: HeatLevel; below: number }[] = [
  { level: "l1", below: 0.25 },
  { level: "l2", below: 0.5 },
  { level: "l3", below: 0.75 },
  { level: "l4", below: 0.9 },
  { level: "l5", below: 1 },
];

/** Step of a load: `none` without capacity and load, `l0` empty, `l6` exactly full, `over` above capacity. */
export const heatLevel = (load: number, capacity: number): HeatLevel => {
  if (capacity <= 0) return load > 0 ? "over" : "none";
  if (load > capacity) return "over";
  if (load === capacity) return "l6";
  if (load === 0) return "l0";
  return HEAT_STEPS.find((step) => load / capacity < step.below)?.level ?? "l5";
};
