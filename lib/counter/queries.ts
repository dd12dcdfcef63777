import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";

/** What is wrong with the counters, by code; students by uuid. */
export type CounterFault = {
  readonly code:
    | "LEDGER_MISSING"
    | "LEDGER_DIFFERS"
    | "LEDGER_WITHOUT_STUDENT_COUNTER"
    | "E_LEDGER_GENDER_MISMATCH"
    | "SEQUENCE_BEHIND"
    | "SEQUENCE_GAP";
  readonly counter: string | null;
  readonly studentId: string | null;
};

export type CounterCheck = {
  readonly counters: number;
  readonly sequences: readonly { yearCode: string; genderCode: string; last: number }[];
  readonly faults: readonly CounterFault[];
};

/**
 * Holds students, ledger and sequences against each other: every stored number is in the ledger as this student's, every
 * number we issued has the middle of its student's gender, no sequence is behind a number of its pattern, and the numbers we
 * issued since the first have no gaps (numbers from files may lie between). At most 1,000 faults. Source: Domain §6.
 */
export async function verifyCounters(_staff: Can<"student:read">): Promise<CounterCheck> {
  const faults = await db().$queryRaw<CounterFault[]>`
    WITH parts AS (
      SELECT l.counter, l.source, s."شناسه" AS student_id, s."جنسیت" AS gender, s."شمارنده" AS stored,
        substr(l.counter, 1, 2) AS yy, substr(l.counter, 3, 3) AS middle, substr(l.counter, 6)::int AS n,
        l.counter ~ '^[0-9]{2}(357|373)[0-9]{4}$' AS ours
      FROM counter_ledger l JOIN "دانش_آموزان" s ON s."کد_ملی" = l.national_id
    )
    SELECT 'LEDGER_MISSING' AS code, s."شمارنده" AS counter, s."شناسه" AS "studentId" FROM "دانش_آموزان" s
      WHERE s."شمارنده" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM counter_ledger l WHERE l.national_id = s."کد_ملی")
    UNION ALL SELECT CASE WHEN stored IS NULL THEN 'LEDGER_WITHOUT_STUDENT_COUNTER' ELSE 'LEDGER_DIFFERS' END, counter, student_id
      FROM parts WHERE stored IS DISTINCT FROM counter
    UNION ALL SELECT 'E_LEDGER_GENDER_MISMATCH', counter, student_id FROM parts
      WHERE ours AND middle <> CASE gender WHEN 0 THEN '373' ELSE '357' END
    UNION ALL SELECT 'SEQUENCE_BEHIND', p.counter, p.student_id FROM parts p
      LEFT JOIN "شمارنده_ها" q ON q."کد_سال" = p.yy AND q."کد_جنسیت" = p.middle
      WHERE p.ours AND p.n > coalesce(q."آخرین_عدد", 0)
    UNION ALL SELECT 'SEQUENCE_GAP', g.yy || g.middle || lpad(g.n::text, 4, '0'), NULL FROM (
        SELECT f.yy, f.middle, n FROM (
          SELECT yy, middle, min(n) AS first, max(n) AS last FROM parts WHERE source = 'ISSUED' GROUP BY 1, 2
        ) f CROSS JOIN LATERAL generate_series(f.first, f.last) AS n
      ) g WHERE NOT EXISTS (
        SELECT 1 FROM parts p WHERE p.ours AND p.yy = g.yy AND p.middle = g.middle AND p.n = g.n)
    LIMIT 1000`;
  const [counters, sequences] = await Promise.all([
    db().counterLedger.count(),
    db().counterSequence.findMany({ orderBy: [{ yearCode: "asc" }, { genderCode: "asc" }] }),
  ]);
  return { counters, sequences, faults };
}
