/** Stands for «سایر» in the school column; it is no entry of the schools table. Source: Domain §1. */
export const OTHER_SCHOOL = 9000;

type TypeFacts = {
  readonly eduStatus: number;
  readonly schoolCode: number | null;
  readonly fileType: number | null;
};

/**
 * Type of a student: 1 if the school is in the year's special-school roster; a year without a roster (null) takes what
 * the file says, else 0. A graduate is always 0. Source: Domain §4.
 */
export const deriveStudentType = (student: TypeFacts, specialSchools: ReadonlySet<number> | null): 0 | 1 => {
  if (student.eduStatus === 0) return 0;
  if (specialSchools === null) return student.fileType === 1 ? 1 : 0;
  return student.schoolCode !== null && specialSchools.has(student.schoolCode) ? 1 : 0;
};
