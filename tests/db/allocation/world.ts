import { startPlan, startPublish } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId, newIds } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { runJobHere } from "@/lib/jobs/queue";
import type { Result } from "@/lib/shared/result";

export const YEAR = 1404;
/** Acts as the command line does: everything, everywhere. */
export const system = systemActor("test");

/** The value of a command, or an error that shows its refusal. */
export function must<T, R extends string>(result: Result<T, R>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.reason} ${JSON.stringify(result.details ?? {})}`);
}

const KEEP = ["academic_years", "centers", "groups", "pool_lock", "_prisma_migrations"];

/** Empties what a test writes; seeds stay. `audit_log` and the ledger refuse deletes, so triggers sleep meanwhile. */
export const clearWorld = (): Promise<void> =>
  inTx(async (tx) => {
    await tx.$executeRaw`SELECT set_config('session_replication_role', 'replica', true)`;
    const tables = await tx.$queryRaw<{ name: string }[]>`
      SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY(${KEEP})`;
    for (const { name } of tables) await tx.$executeRawUnsafe(`DELETE FROM ${name}`);
    await tx.$executeRaw`UPDATE pool_lock SET holder_kind = NULL, holder_id = NULL, since = NULL`;
    await tx.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  });

/** Stores mentors; each gets a manager of its own who has exactly its centres. */
export const storeMentors = (mentors: readonly PoolMentor[], year = YEAR): Promise<void> =>
  inTx(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO managers (id, name, name_key) SELECT id, 'manager ' || id, 'manager ' || id
      FROM unnest(${mentors.map((one) => one.id)}::int[]) AS m(id)`;
    await tx.$executeRaw`
      INSERT INTO "منتورها" ("شناسه_منتور", "نام", "جنسیت", "نوع", "ظرفیت", "بار_پایه", "سال_بار", "شناسه_مدیر", "امکان_جذب")
      SELECT m.id, 'پشتیبان ' || m.id, m.gender, m.kind, m.capacity, m.load, ${year}, m.id, m.accepting
      FROM unnest(${mentors.map((one) => one.id)}::int[], ${mentors.map((one) => one.gender)}::smallint[],
        ${mentors.map((one) => one.kind)}::text[], ${mentors.map((one) => one.capacity)}::int[],
        ${mentors.map((one) => one.load)}::int[], ${mentors.map((one) => one.out === null)}::bool[])
        AS m(id, gender, kind, capacity, load, accepting)`;
    const pairs = (pick: (one: PoolMentor) => readonly number[]) =>
      mentors.flatMap((one) => [...new Set(pick(one))].map((code) => [one.id, code] as const));
    const [centers, groups, schools] = [
      pairs((m) => m.centers),
      pairs((m) => m.groups),
      pairs((m) => m.schools),
    ];
    await tx.$executeRaw`INSERT INTO manager_allowed_centers
      SELECT * FROM unnest(${centers.map(([id]) => id)}::int[], ${centers.map(([, code]) => code)}::int[])`;
    await tx.$executeRaw`INSERT INTO mentor_allowed_groups
      SELECT * FROM unnest(${groups.map(([id]) => id)}::int[], ${groups.map(([, code]) => code)}::int[])`;
    await tx.$executeRaw`INSERT INTO mentor_schools
      SELECT * FROM unnest(${schools.map(([id]) => id)}::int[], ${schools.map(([, code]) => code)}::int[])`;
  });

/** Stores students, with these counters where given. */
export const storeStudents = (
  students: readonly PoolStudent[],
  counterOf: (i: number) => string | null = () => null,
  year = YEAR,
): Promise<void> =>
  inTx(
    async (tx) => {
      await tx.$executeRaw`
        INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "کلید_جستجو", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
          "وضعیت_ثبت_نام", "کد_گروه", "کد_مدرسه", "نوع_دانش_آموز", "شمارنده", "سال_تحصیلی")
        SELECT s.nid, s.id, 'نام ' || s.nid, 'خانواده ' || s.nid, 'نام ' || s.nid, s.gender, s.edu, s.center, 0, s.grp, s.school,
          s.type, s.counter, ${year}
        FROM unnest(${students.map((one) => one.nationalId)}::bpchar[], ${newIds(students.length)}::uuid[],
          ${students.map((one) => one.gender)}::smallint[], ${students.map((one) => one.eduStatus)}::smallint[],
          ${students.map((one) => one.center)}::int[], ${students.map((one) => one.group)}::int[],
          ${students.map((one) => one.school)}::int[], ${students.map((one) => one.type)}::smallint[],
          ${students.map((_, i) => counterOf(i))}::bpchar[]) AS s(nid, id, gender, edu, center, grp, school, type, counter)`;
      await tx.$executeRaw`
        INSERT INTO counter_ledger (counter, national_id, source)
        SELECT "شمارنده", "کد_ملی", 'IMPORTED' FROM "دانش_آموزان" WHERE "شمارنده" IS NOT NULL ON CONFLICT DO NOTHING`;
    },
    { timeoutMs: 120_000 },
  );

/** Stores a whole instance. */
export async function storeSnapshot(
  snapshot: Pick<Snapshot, "students" | "mentors">,
  counterOf?: (i: number) => string | null,
): Promise<void> {
  await storeMentors(snapshot.mentors);
  await storeStudents(snapshot.students, counterOf);
}

/** Students of one class with ids that are easy to read: 1 → 0000000001. */
export const makeStudents = (n: number, over: Partial<PoolStudent> = {}, from = 1): PoolStudent[] =>
  Array.from({ length: n }, (_, i) => ({
    nationalId: String(from + i).padStart(10, "0"),
    gender: 0,
    group: 27,
    center: 1,
    type: 0,
    school: null,
    eduStatus: 1,
    ...over,
  }));

/** A mentor who fits `makeStudents`. */
export const makeMentor = (id: number, over: Partial<PoolMentor> = {}): PoolMentor => ({
  id,
  gender: 0,
  kind: "NORMAL",
  capacity: 10,
  load: 0,
  groups: [27],
  centers: [1],
  schools: [],
  out: null,
  ...over,
});

/** Plans a run in this process; returns its id. */
export async function planHere(
  over: { year?: number; schoolFallback?: boolean; students?: readonly string[] } = {},
): Promise<string> {
  const { runId, jobId } = must(
    await startPlan(system, {
      year: over.year ?? YEAR,
      policy: "sequential",
      centers: [],
      switches: { schoolFallback: over.schoolFallback ?? false },
      ...(over.students ? { students: over.students } : {}),
    }),
  );
  await runJobHere(allocationJobs, jobId);
  return runId;
}

/** Publishes a planned run in this process. */
export async function publishHere(runId: string): Promise<void> {
  const { jobId } = must(await startPublish(system, { runId }));
  await runJobHere(allocationJobs, jobId);
}

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

/** The published plan as `national_id,mentor_id` lines. */
export async function publishedLines(runId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ line: string }[]>`
    SELECT "کد_ملی" || ',' || coalesce("شناسه_منتور"::text, '') AS line FROM "تخصیص_ها"
    WHERE run_id = ${runId}::uuid AND "وضعیت" <> 'REVERTED' ORDER BY "کد_ملی" COLLATE "C"`;
  return rows.map((row) => row.line);
}

/** State and counts of a run. */
export const runOf = (runId: string) => db().run.findUniqueOrThrow({ where: { id: runId } });

export { newId };
