/** The lists of the console that can be kept as a view and taken away as a file. */
export const LIST_NAMES = [
  "students",
  "mentors",
  "managers",
  "runs",
  "waiting",
  "quarantine",
  "exports",
  "audit",
] as const;
export type ListName = (typeof LIST_NAMES)[number];
