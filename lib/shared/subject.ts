/**
 * What jobs work on: the page of it, and what a reader must hold to open that and to follow the progress. Source: Contracts §6.
 */
export const SUBJECTS = {
  run: { path: "/runs", permission: "run:read" },
  batch: { path: "/imports", permission: "import:read" },
  export: { path: "/exports", permission: "export:download" },
} as const;
export type Subject = keyof typeof SUBJECTS;

/** The page of what a job works on. */
export const subjectHref = (subject: Subject, id: string): string => `${SUBJECTS[subject].path}/${id}`;
