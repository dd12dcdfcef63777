import { compactKey } from "@/lib/shared/text";
import type { Kind } from "./columns";

/** What a template's sample row begins with, in either language. Nobody's code begins with such a word. */
const MARKS: readonly string[] = ["نمونه", "sample"].map(compactKey);

/** The field whose cell says that a row is the sample: the code that names a record, never a name («نمونه دولتی»). */
export const KEY_FIELD: Readonly<Record<Kind, string>> = {
  students: "nationalId",
  mentors: "id",
  managers: "id",
  schools: "code",
  "special-schools": "schoolCode",
  groups: "code",
  counters: "nationalId",
};

/** The key cell of a sample row, with the mark in front. */
export const markSample = (locale: "fa" | "en", value: string): string =>
  `${locale === "fa" ? "نمونه" : "sample"} ${value}`;

/** Whether a cell of the key column marks the sample row of a template, which is left out and named. */
export const isSample = (cell: string | undefined): boolean => {
  if (cell === undefined) return false;
  const key = compactKey(cell);
  return MARKS.some((mark) => key.startsWith(mark));
};
