/** One active placement with the facts of its student and mentor, as the queries read it: the source of every export row. */
export type Placement = {
  readonly assignmentId: string;
  readonly at: Date;
  readonly year: number;
  readonly nationalId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly fatherName: string;
  /** ISO day. */
  readonly birthDate: string | null;
  readonly gender: number;
  readonly eduStatus: number;
  readonly centerCode: number;
  readonly regStatus: number;
  readonly groupCode: number;
  readonly schoolCode: number | null;
  readonly studentType: number;
  readonly mobile: string | null;
  readonly homePhone: string | null;
  readonly fatherMobile: string | null;
  readonly motherMobile: string | null;
  readonly discount: string | null;
  readonly martyrFileNo: string | null;
  readonly counter: string | null;
  readonly mentorId: number;
  readonly mentorKind: "NORMAL" | "SCHOOL" | "DUAL";
  readonly mentorAlias: number | null;
  readonly mentorName: string;
  readonly mentorMobile: string | null;
};

/** Between the values of a line; the normaliser lets no text hold it. */
export const SEPARATOR = "\u001f";
const VALUES = 27;

/** Reads a placement from the line `sql.ts` makes of it. Throws when a value holds the separator, which would shift the rest. */
export const parseLine = (line: string): Placement => {
  const v = line.split(SEPARATOR);
  if (v.length !== VALUES) throw new Error(`placement line of ${v.length} values`);
  const text = (i: number): string => v[i] as string;
  const orNull = (i: number): string | null => v[i] || null;
  const number = (i: number): number => Number(v[i]);
  const numberOrNull = (i: number): number | null => (v[i] ? Number(v[i]) : null);
  return {
    assignmentId: text(0),
    at: new Date(number(1)),
    year: number(2),
    nationalId: text(3),
    firstName: text(4),
    lastName: text(5),
    fatherName: text(6),
    birthDate: orNull(7),
    gender: number(8),
    eduStatus: number(9),
    centerCode: number(10),
    regStatus: number(11),
    groupCode: number(12),
    schoolCode: numberOrNull(13),
    studentType: number(14),
    mobile: orNull(15),
    homePhone: orNull(16),
    fatherMobile: orNull(17),
    motherMobile: orNull(18),
    discount: orNull(19),
    martyrFileNo: orNull(20),
    counter: orNull(21),
    mentorId: number(22),
    mentorKind: text(23) as Placement["mentorKind"],
    mentorAlias: numberOrNull(24),
    mentorName: text(25),
    mentorMobile: orNull(26),
  };
};

/**
 * What stands for the mentor downstream: the four-digit alias of a normal mentor, the id of a school mentor, of a dual one
 * the one that fits the student's type. A missing alias is replaced by the id and said so. Source: Domain §8.
 */
export const aliasOf = (p: Placement): { code: number; missing: boolean } => {
  const byAlias = p.mentorKind === "NORMAL" || (p.mentorKind === "DUAL" && p.studentType === 0);
  if (!byAlias) return { code: p.mentorId, missing: false };
  return { code: p.mentorAlias ?? p.mentorId, missing: p.mentorAlias === null };
};

const LANDLINE = /^[35]\d+$/;
const NO_LANDLINE = "00000000000";
const HEKMAT = 3;

/** Landline as exported: only one that starts with 3 or 5; a Hekmat student without one gets eleven zeros. Source: Domain §5. */
export const landlineOf = (p: Placement): string | null => {
  if (p.homePhone && LANDLINE.test(p.homePhone)) return p.homePhone;
  return p.regStatus === HEKMAT ? NO_LANDLINE : null;
};

/** Guardians' mobiles as exported: the second moves up when the first is empty, and is cleared when equal. Source: Domain §5. */
export const guardiansOf = (p: Placement): { first: string | null; second: string | null } => {
  const first = p.fatherMobile || p.motherMobile || null;
  const second = p.fatherMobile ? p.motherMobile || null : null;
  return { first, second: second === first ? null : second };
};
