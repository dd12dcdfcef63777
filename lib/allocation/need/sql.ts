import type { Reader } from "@/lib/db/tx";

/** Who an eligible student is and since when they wait. */
export type WaitingPerson = {
  studentId: string;
  nationalId: string;
  firstName: string;
  lastName: string;
  mobile: string | null;
  /** When the open NEEDS_NEW_MENTOR was written; null = no run has decided about them yet. */
  since: Date | null;
};

/** Since when the students of a year wait whose NEEDS_NEW_MENTOR is open, by national id. Source: Contracts §2. */
export const selectSince = async (reader: Reader, year: number): Promise<ReadonlyMap<string, Date>> => {
  const [found] = await reader.$queryRaw<{ text: string }[]>`
    SELECT coalesce(json_agg(json_build_array("کد_ملی", "زمان_اختصاص")), '[]')::text AS text FROM "تخصیص_ها"
    WHERE "سال_تحصیلی" = ${year} AND "وضعیت" = 'NEEDS_NEW_MENTOR' AND superseded_by IS NULL`;
  const pairs = JSON.parse(found?.text ?? "[]") as [string, string][];
  return new Map(pairs.map(([nationalId, at]) => [nationalId, new Date(at)]));
};

/** Names of students and the age of their open NEEDS_NEW_MENTOR in a year, by national id. Source: Contracts §2. */
export const selectPeople = (reader: Reader, year: number, nationalIds: readonly string[]) =>
  reader.$queryRaw<WaitingPerson[]>`
    SELECT s."شناسه" AS "studentId", s."کد_ملی" AS "nationalId", s."نام" AS "firstName",
      s."نام_خانوادگی" AS "lastName", s."شماره_تلفن" AS mobile, n."زمان_اختصاص" AS since
    FROM "دانش_آموزان" s LEFT JOIN "تخصیص_ها" n ON n."کد_ملی" = s."کد_ملی" AND n."سال_تحصیلی" = ${year}
      AND n."وضعیت" = 'NEEDS_NEW_MENTOR' AND n.superseded_by IS NULL
    WHERE s."کد_ملی" = ANY(${[...nationalIds]}::bpchar[])
    ORDER BY s."کد_ملی" COLLATE "C"`;
