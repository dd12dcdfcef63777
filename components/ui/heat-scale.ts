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

/**
 * Occupancy in whole percent (0.9 = 90 %) as people read it beside its colour: never rounded over a border, so that 89.6 % is
 * not a pale «90 %» and 99.7 % is not full. Down, above full up. Without capacity there is none: null.
 */
export const shownShare = (load: number, capacity: number): number | null => {
  if (capacity <= 0) return null;
  // Whole numbers first: 0.29 × 100 is 28.999….
  const percent = (load * 100) / capacity;
  return (load > capacity ? Math.ceil(percent) : Math.floor(percent)) / 100;
};
