import type { Reader } from "@/lib/db/tx";
import { readManagers } from "@/lib/mentor/manager/sql";
import { readMentors } from "@/lib/mentor/stored/sql";
import type { RowValue } from "@/lib/shared/row";
import { readGroups, readSchools, readSpecialSchools } from "@/lib/student/school/sql";
import { readStudentSources, readStudents } from "@/lib/student/stored/sql";
import type { Kind } from "../columns";

export type StoredView = {
  readonly kind: Kind;
  readonly year: number | null;
  readonly loadsInclude: Date | null;
};

/** Stored records of a kind by natural key, those of the list that exist; one query, whatever the length. */
export const readStored = async (
  reader: Reader,
  keys: readonly string[],
  { kind, year, loadsInclude }: StoredView,
): Promise<ReadonlyMap<string, RowValue>> => {
  if (keys.length === 0) return new Map();
  switch (kind) {
    case "students":
    case "counters":
      return await readStudents(reader, keys);
    case "mentors":
      return await readMentors(reader, keys, { year: year ?? 0, loadsInclude });
    case "managers":
      return await readManagers(reader, keys);
    case "schools":
      return await readSchools(reader, keys);
    case "special-schools":
      return await readSpecialSchools(reader, keys);
    case "groups":
      return await readGroups(reader, keys);
  }
};

/**
 * Of stored records at least their identity and the sources of their fields, by natural key: all one asks of a record that is to
 * go. A third of the time of `readStored` for students, of whom there are many; one query, whatever the length.
 */
export const readSourcesOf = async (
  reader: Reader,
  keys: readonly string[],
  view: StoredView,
): Promise<ReadonlyMap<string, RowValue>> => {
  if (keys.length === 0 || view.kind !== "students") return await readStored(reader, keys, view);
  return await readStudentSources(reader, keys);
};
