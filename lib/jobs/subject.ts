import { holds, type Permission, type Staff } from "../auth/permissions";

/** What jobs work on, and what a reader must hold to see it and to follow its progress. Source: Contracts §6. */
export const SUBJECTS = {
  run: "run:read",
  batch: "import:read",
  export: "export:download",
} as const satisfies Record<string, Permission>;
export type Subject = keyof typeof SUBJECTS;

/** The kinds of subject this reader may see at all; which of them, their centres decide. */
export const subjectsOf = (staff: Staff): Subject[] =>
  (Object.keys(SUBJECTS) as Subject[]).filter((subject) => holds(staff, SUBJECTS[subject]));
