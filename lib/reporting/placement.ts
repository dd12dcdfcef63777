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
