import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";

/** What the lists of a large installation hold. */
export const LARGE = { students: 100_000, mentors: 5_000, managers: 200, quarantined: 20_000, ledger: 2_000 };
const YEAR = 1404;

const FIRST = "زهرا,فاطمه,مریم,نازنین,کیمیا,ستایش,علی,محمد,حسین,مهدی,پارسا,سینا,رضا,آرش,ایلیا,ژاله";
const LAST =
  "کریمی‌نیا,یزدانی‌فر,اکبری‌پور,شریفی‌راد,ملکی‌زاده,صادقی‌مهر,کاظمی‌تبار,حیدری‌پناه,نیک‌اندیش,آذرکیش,پاکدلان,ژرف‌بین";
const words = (list: string): string => `string_to_array('${list}', ',')`;
const name = `(${words(FIRST)})[1 + i % 16]`;
const lastName = `(${words(LAST)})[1 + i * 7 % 12] || ' ' || (${words(LAST)})[1 + i / 12 % 12]`;
/** A uuid that follows from a number, so that rows find each other. */
const uuid = (kind: string, i: string): string => `md5('${kind}' || ${i})::uuid`;
const nid = "lpad((i::bigint * 7919317 % 10000000000)::text, 10, '0')";
/** Nine in ten are placed, three in a hundred found nobody, one is on hold, one withdrawn, five were never planned. */
const placed = "i % 100 < 90";

const PEOPLE = [
  `INSERT INTO schools (code, name, search_key) SELECT i, 'مدرسه ' || i, 'مدرسه ' || i FROM generate_series(100, 1049) i`,
  `INSERT INTO special_schools (year, school_code) SELECT ${YEAR}, i FROM generate_series(104, 1048, 8) i`,
  `INSERT INTO managers (id, name, name_key) SELECT i, 'مدیر ' || i, 'مدیر ' || i FROM generate_series(1, ${LARGE.managers}) i`,
  `INSERT INTO manager_allowed_centers SELECT i, c FROM generate_series(1, ${LARGE.managers}) i, generate_series(0, 2) c
    WHERE c = i % 3 OR i % 2 = 0`,
  `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "بار_پایه", "سال_بار", "کد_مستعار", "شناسه_مدیر", "امکان_جذب")
    SELECT 10000 + i, ${name} || ' ' || ${lastName}, replace(${name} || ' ' || ${lastName}, '‌', ' '), i % 2,
      (ARRAY['NORMAL', 'NORMAL', 'NORMAL', 'SCHOOL', 'DUAL'])[1 + i % 5], 24 + i % 15, i % 3, ${YEAR}, 1000 + i,
      1 + i % ${LARGE.managers}, i % 50 > 0 FROM generate_series(1, ${LARGE.mentors}) i`,
  `INSERT INTO mentor_allowed_groups SELECT 10000 + i, code FROM generate_series(1, ${LARGE.mentors}) i, groups WHERE position % 5 = i % 5 OR i % 7 = 0`,
  `INSERT INTO mentor_schools SELECT 10000 + i, 104 + 8 * ((i + s) % 118) FROM generate_series(1, ${LARGE.mentors}) i, generate_series(1, 4) s WHERE i % 5 > 2`,
  `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "کلید_جستجو", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام", "وضعیت_ثبت_نام",
      "کد_گروه", "کد_مدرسه", "نوع_دانش_آموز", "شماره_تلفن", "شمارنده", "سال_تحصیلی", "توقف_تخصیص", "انصراف")
    SELECT ${nid}, ${uuid("s", "i")}, ${name}, ${lastName}, replace(${name} || ' ' || ${lastName}, '‌', ' '), i % 2, 1, i % 3, (ARRAY[0, 0, 1, 3])[1 + i % 4],
      (SELECT array_agg(code) FROM groups)[1 + i / 3 * 13 % 33], 100 + i % 950, (CASE WHEN i % 950 % 8 = 4 THEN 1 ELSE 0 END),
      '0912' || lpad(i::text, 7, '0'), CASE WHEN ${placed} THEN lpad((480000000 + i)::text, 9, '0') END, ${YEAR}, i % 100 = 93, i % 100 = 94
    FROM generate_series(1, ${LARGE.students}) i`,
];

const RUNS = [
  `INSERT INTO runs (id, year, state, eligible, placed, needs_new_mentor, created_by_name, created_at, published_at, published_placed, published_unplaced, durations)
    SELECT ${uuid("run", "i")}, ${YEAR} - i % 3, CASE WHEN i = ${LARGE.ledger} THEN 'PUBLISHED' ELSE (ARRAY['DISCARDED', 'REVERTED', 'FAILED', 'PUBLISHED'])[1 + i % 4] END, i, i / 2, i / 3,
      'کارشناس', now() - make_interval(hours => ${LARGE.ledger} - i), now() - make_interval(hours => ${LARGE.ledger} - i), i / 2, i / 3, '{"decide": 12}'
    FROM generate_series(1, ${LARGE.ledger}) i`,
  `INSERT INTO "تخصیص_ها" ("شناسه_تخصیص", "کد_ملی", "شناسه_منتور", "سال_تحصیلی", "وضعیت", reason, review_origin, review_codes,
      run_id, idempotency_key, "زمان_اختصاص")
    SELECT ${uuid("a", "i")}, ${nid}, CASE WHEN ${placed} THEN 10001 + 2 * (i / 2 * 11 % ${LARGE.mentors / 2}) + (i + 1) % 2 END, ${YEAR},
      CASE WHEN i % 1000 = 7 THEN 'TEMP_REVIEW' WHEN ${placed} THEN 'OK' ELSE 'NEEDS_NEW_MENTOR' END, CASE WHEN NOT ${placed} THEN 'CAPACITY_FULL' END,
      CASE WHEN i % 1000 = 7 THEN 'IMPORT' END, CASE WHEN i % 1000 = 7 THEN ARRAY['GROUP_MISMATCH'] ELSE '{}' END,
      ${uuid("run", `${LARGE.ledger}`)}, 'bench:' || i, now() - make_interval(mins => i)
    FROM generate_series(1, ${LARGE.students}) i WHERE i % 100 < 93`,
  `UPDATE "منتورها" m SET "بار_تخصیص" = n FROM (SELECT "شناسه_منتور" AS id, count(*) AS n FROM "تخصیص_ها" WHERE "شناسه_منتور" IS NOT NULL GROUP BY 1) a
    WHERE a.id = m."شناسه_منتور"`,
  `INSERT INTO run_items (run_id, position, national_id, student_id, mentor_id, load_before, reason, state)
    SELECT a.run_id, row_number() OVER (ORDER BY s."کد_ملی"), s."کد_ملی", s."شناسه", a."شناسه_منتور", 3, a.reason, 'PUBLISHED'
    FROM "تخصیص_ها" a JOIN "دانش_آموزان" s USING ("کد_ملی")`,
];

const CODES = "ARRAY['MOBILE_INVALID', 'GROUP_UNKNOWN', 'NID_INVALID', 'MANAGER_UNKNOWN']";
const FILES = [
  `INSERT INTO import_batches (id, kind, year, status, centers, rows, new_rows, quarantined_rows, created_by_name, created_at)
    SELECT ${uuid("b", "i")}, (ARRAY['students', 'mentors', 'schools', 'groups'])[1 + i % 4], ${YEAR},
      CASE WHEN i % 50 = 0 THEN 'APPLIED_WITH_REJECTS' ELSE (ARRAY['APPLIED', 'CANCELLED'])[1 + i % 2] END, '{0,1,2}',
      CASE WHEN i % 50 = 0 THEN 2500 ELSE 0 END, CASE WHEN i % 50 = 0 THEN 2000 ELSE 0 END, CASE WHEN i % 50 = 0 THEN 500 ELSE 0 END,
      'کارشناس', now() - make_interval(hours => ${LARGE.ledger} - i) FROM generate_series(1, ${LARGE.ledger}) i`,
  `INSERT INTO import_files (id, batch_id, filename, size, sha256, status, row_count)
    SELECT ${uuid("f", "i")}, ${uuid("b", "i")}, 'students-' || i || '.xlsx', 1000, encode(sha256(('f' || i)::bytea), 'hex'), 'VALID', 2500 FROM generate_series(1, ${LARGE.ledger}) i`,
  `INSERT INTO import_rows (batch_id, file_id, position, row_no, natural_key, raw, diff, status, center_code)
    SELECT ${uuid("b", "b")}, ${uuid("f", "b")}, p, p + 1, lpad((b * 10000 + p)::text, 10, '0'), '{"firstName": "زهرا", "group": "999"}',
      CASE WHEN p % 5 = 0 THEN 'QUARANTINED' ELSE 'NEW' END, CASE WHEN p % 5 = 0 THEN 'QUARANTINED' ELSE 'APPLIED' END, p % 3
    FROM generate_series(50, ${LARGE.ledger}, 50) b, generate_series(1, 2500) p`,
  `INSERT INTO import_issues (row_id, batch_id, code, severity, field, "column", value)
    SELECT id, batch_id, (${CODES})[1 + position / 5 % 4], 'quarantine', 'group', 'G', '999' FROM import_rows WHERE status = 'QUARANTINED'`,
];

const RECORDS = [
  `INSERT INTO exports (id, profile, year, state, row_count, files, created_by_name, created_at, ready_at, expires_at, run_id)
    SELECT ${uuid("e", "i")}, 'sabt', ${YEAR} - i % 2, (ARRAY['READY', 'READY', 'FAILED'])[1 + i % 3], i * 10, '[]', 'کارشناس', now() - make_interval(hours => i),
      now() - make_interval(hours => i), now() + interval '20 days', ${uuid("run", "i")} FROM generate_series(1, ${LARGE.ledger}) i`,
  `INSERT INTO audit_log (at, actor_name, role, action, resource_type, resource_id, center_code, correlation_id)
    SELECT now() - make_interval(mins => 100000 - i), 'کارشناس ' || i % 40, 'OPERATOR', (ARRAY['intake.batch.apply', 'allocation.run.publish', 'assign.move', 'staff.user.create'])[1 + i % 4],
      (ARRAY['batch', 'run', 'assignment', 'user'])[1 + i % 4], ${uuid("x", "i % 5000")}::text, i % 3, 'bench' FROM generate_series(1, 100000) i`,
  `INSERT INTO jobs (id, kind, subject, subject_id, state, correlation_id, created_at, finished_at)
    SELECT ${uuid("j", "i")}, (ARRAY['publish-run', 'apply-batch', 'make-export'])[1 + i % 3], (ARRAY['run', 'batch', 'export'])[1 + i % 3],
      (ARRAY[${uuid("run", "1 + i % 2000")}, ${uuid("b", "1 + i % 2000")}, ${uuid("e", "1 + i % 2000")}])[1 + i % 3],
      CASE WHEN i % 40 = 0 THEN 'FAILED' ELSE 'DONE' END, 'bench', now() - make_interval(mins => 20000 - i), now() FROM generate_series(1, 20000) i`,
];

/**
 * Fills an empty database like that of a large installation late in its year: 100,000 students of whom nine in ten are
 * placed, 5,000 mentors, 20,000 quarantined rows, ledgers of thousands, an audit log of 100,000. Invented, the same each time.
 */
export const seedLargeOffice = async (): Promise<void> => {
  await inTx(
    async (tx) => {
      for (const statement of [...PEOPLE, ...RUNS, ...FILES, ...RECORDS])
        await tx.$executeRawUnsafe(statement);
    },
    { timeoutMs: 300_000 },
  );
  await db().$executeRaw`VACUUM ANALYZE`;
};
