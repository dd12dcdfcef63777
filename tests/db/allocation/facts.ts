import { db } from "@/lib/db/client";
import { YEAR } from "./world";

/** What the database holds against itself; empty = every invariant stands. */
export async function findBreaches(year = YEAR): Promise<string[]> {
  const rows = await db().$queryRaw<{ breach: string }[]>`
    SELECT 'load of ' || m."شناسه_منتور" AS breach FROM "منتورها" m
    WHERE m."بار_تخصیص" <> (SELECT count(*) FROM "تخصیص_ها" a WHERE a."شناسه_منتور" = m."شناسه_منتور"
      AND a."سال_تحصیلی" = m."سال_بار" AND a."وضعیت" IN ('OK', 'TEMP_REVIEW') AND a.counted_in_batch IS NULL)
    UNION ALL SELECT 'capacity of ' || "شناسه_منتور" FROM "منتورها"
      WHERE "بار_تخصیص" > 0 AND "بار_فعلی" > "ظرفیت"
    UNION ALL SELECT 'twice active ' || "کد_ملی" FROM "تخصیص_ها" WHERE "وضعیت" IN ('OK', 'TEMP_REVIEW')
      GROUP BY "کد_ملی", "سال_تحصیلی" HAVING count(*) > 1
    UNION ALL SELECT 'placed without counter ' || a."کد_ملی" FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی"
      WHERE a."وضعیت" IN ('OK', 'TEMP_REVIEW') AND s."شمارنده" IS NULL
    UNION ALL SELECT 'ledger of ' || s."کد_ملی" FROM "دانش_آموزان" s LEFT JOIN counter_ledger l ON l.national_id = s."کد_ملی"
      WHERE s."شمارنده" IS DISTINCT FROM l.counter
    UNION ALL SELECT 'gap in ' || q."کد_سال" || q."کد_جنسیت" FROM "شمارنده_ها" q
      WHERE q."آخرین_عدد" <> (SELECT count(*) FROM counter_ledger l WHERE l.source = 'ISSUED'
        AND starts_with(l.counter::text, q."کد_سال" || q."کد_جنسیت"))
    UNION ALL SELECT 'two open needs ' || "کد_ملی" FROM "تخصیص_ها" WHERE "وضعیت" = 'NEEDS_NEW_MENTOR' AND superseded_by IS NULL
      GROUP BY "کد_ملی", "سال_تحصیلی" HAVING count(*) > 1
    UNION ALL SELECT 'open need of a placed ' || n."کد_ملی" FROM "تخصیص_ها" n JOIN "تخصیص_ها" a ON a."کد_ملی" = n."کد_ملی"
      AND a."سال_تحصیلی" = n."سال_تحصیلی" AND a."وضعیت" IN ('OK', 'TEMP_REVIEW')
      WHERE n."وضعیت" = 'NEEDS_NEW_MENTOR' AND n.superseded_by IS NULL AND n."سال_تحصیلی" = ${year}`;
  return rows.map((row) => row.breach).sort();
}

/** Our own id of a student. */
export const idOf = async (nationalId: string): Promise<string> => (await studentOf(nationalId)).id;
/** A student as stored. */
export const studentOf = (nationalId: string) => db().student.findUniqueOrThrow({ where: { nationalId } });
/** A mentor as stored. */
export const mentorOf = (id: number) => db().mentor.findUniqueOrThrow({ where: { id } });
/** The active placement of a student, or null. */
export const activeOf = (nationalId: string) =>
  db().assignment.findFirst({ where: { nationalId, status: { in: ["OK", "TEMP_REVIEW"] } } });
