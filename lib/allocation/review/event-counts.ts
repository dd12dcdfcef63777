/** Numbers an event of a run may tell, each a count of students. */
export const EVENT_COUNTS = ["eligible", "placed", "needsNewMentor", "reversed", "kept", "dead"] as const;
export type EventCounts = Partial<Record<(typeof EVENT_COUNTS)[number], number>>;

/** The counts among what the audit kept of an event; whatever else stands there (hashes, states, switches) is left out. */
export const eventCountsOf = (diff: unknown): EventCounts => {
  const kept = typeof diff === "object" && diff !== null ? (diff as Record<string, unknown>) : {};
  return Object.fromEntries(
    EVENT_COUNTS.flatMap((key) => (Number.isInteger(kept[key]) ? [[key, kept[key] as number]] : [])),
  );
};
