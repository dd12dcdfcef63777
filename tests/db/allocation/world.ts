import { beforeEach } from "vitest";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";
import { systemActor } from "@/lib/auth/permissions";
import { newIds } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import type { Result } from "@/lib/shared/result";
import { useDatabase } from "../../support/db";
import { makeStudent } from "../../support/pool";

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

/** Gives the test file a database of its own, empty before each test; call it once at the top. */
export const useWorld = (): void => {
  useDatabase();
  beforeEach(clearWorld);
};

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

/** Students of one class, numbered from `from`. */
export const makeStudents = (n: number, over: Partial<PoolStudent> = {}, from = 1): PoolStudent[] =>
  Array.from({ length: n }, (_, i) => makeStudent(from + i, over));
