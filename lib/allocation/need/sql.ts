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

/** Names of students and the age of their open NEEDS_NEW_MENTOR in a year, by national id. Source: Contracts §2. */
export const selectPeople = (reader: Reader, year: number, nationalIds: readonly string[]) =>
  reader.$queryRaw<WaitingPerson[]>`
    SELECT s."شناسه" AS "studentId", s."کد_ملی" AS "nationalId", s."نام" AS "firstName",
      s."نام_خانوادگی" AS "lastName", s."شماره_تلفن" AS mobile, n."زمان_اختصاص" AS since
    FROM "دانش_آموزان" s LEFT JOIN "تخصیص_ها" n ON n."کد_ملی" = s."کد_ملی" AND n."سال_تحصیلی" = ${year}
      AND n."وضعیت" = 'NEEDS_NEW_MENTOR' AND n.superseded_by IS NULL
    WHERE s."کد_ملی" = ANY(${[...nationalIds]}::bpchar[])
    ORDER BY s."کد_ملی" COLLATE "C"`;
