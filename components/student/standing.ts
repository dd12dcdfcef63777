type Held = { year: number; status: string; supersededBy: string | null };

/** The assignment that holds now, of the student's own year: the active one, or the open search for a mentor. */
export const currentOf = <A extends Held>(student: { year: number; assignments: readonly A[] }): A | null => {
  const ofYear = student.assignments.filter(({ year }) => year === student.year);
  const active = ofYear.find(({ status }) => status === "OK" || status === "TEMP_REVIEW");
  const open = ofYear.find(
    ({ status, supersededBy }) => status === "NEEDS_NEW_MENTOR" && supersededBy === null,
  );
  return active ?? open ?? null;
};
