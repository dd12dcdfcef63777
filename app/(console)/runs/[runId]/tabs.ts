/** Views of a run, in the order in which its page offers them. */
export const TABS = [
  "overview",
  "unplaced",
  "chains",
  "students",
  "mentors",
  "certificate",
  "history",
] as const;
export type Tab = (typeof TABS)[number];
