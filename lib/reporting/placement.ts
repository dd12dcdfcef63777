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

const orNull = (text: string | undefined): string | null => text || null;
const numberOrNull = (text: string | undefined): number | null => (text ? Number(text) : null);

/**
 * Reads a placement from the line `sql.ts` makes of it. Throws when a value holds the separator, which would shift the rest.
 * Runs for each of a year's rows: functions made inside it cost a third of an export.
 */
export const parseLine = (line: string): Placement => {
  const v = line.split(SEPARATOR) as [string, ...string[]];
  if (v.length !== VALUES) throw new Error(`placement line of ${v.length} values`);
  return {
    assignmentId: v[0],
    at: new Date(Number(v[1])),
    year: Number(v[2]),
    nationalId: v[3] as string,
    firstName: v[4] as string,
    lastName: v[5] as string,
    fatherName: v[6] as string,
    birthDate: orNull(v[7]),
    gender: Number(v[8]),
    eduStatus: Number(v[9]),
    centerCode: Number(v[10]),
    regStatus: Number(v[11]),
    groupCode: Number(v[12]),
    schoolCode: numberOrNull(v[13]),
    studentType: Number(v[14]),
    mobile: orNull(v[15]),
    homePhone: orNull(v[16]),
    fatherMobile: orNull(v[17]),
    motherMobile: orNull(v[18]),
    discount: orNull(v[19]),
    martyrFileNo: orNull(v[20]),
    counter: orNull(v[21]),
    mentorId: Number(v[22]),
    mentorKind: v[23] as Placement["mentorKind"],
    mentorAlias: numberOrNull(v[24]),
    mentorName: v[25] as string,
    mentorMobile: orNull(v[26]),
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
