import { systemActor } from "@/lib/auth/permissions";
import { db, disconnectDb } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { runJobHere } from "@/lib/jobs/queue";
import { startExport } from "@/lib/reporting/commands";
import { reportingJobs } from "@/lib/reporting/jobs";
import { cellsOf, headingsOf } from "@/lib/reporting/layout";
import { SABT } from "@/lib/reporting/sabt";
import { startExportSchema } from "@/lib/reporting/schema";
import { fetchRows, openRows } from "@/lib/reporting/sql";
import { best, type Measured, measure, rounds, writeBare } from "./measured";

const ROWS = 100_000;
const ROUNDS = 2;
/** Placements in bulk: all but 9,999 per gender have legacy counters, as in the other benches. Source: Contracts §10. */
const seed = async (rows: number): Promise<void> => {
  await inTx(
    async (tx) => {
      await tx.$executeRaw`INSERT INTO managers (id, name, name_key) VALUES (1, 'مدیر', 'مدیر')`;
      await tx.$executeRaw`INSERT INTO manager_allowed_centers (manager_id, center_code) VALUES (1, 0), (1, 1), (1, 2)`;
      await tx.$executeRaw`
        INSERT INTO "منتورها" ("شناسه_منتور", "نام", "جنسیت", "نوع", "ظرفیت", "سال_بار", "کد_مستعار", "شناسه_مدیر")
        SELECT 10000 + i, 'پشتیبان شماره ' || i, i % 2, 'NORMAL', 1000, 1404, 1000 + i, 1 FROM generate_series(1, 1000) i`;
      await tx.$executeRaw`
        INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "نام_پدر", "تاریخ_تولد", "جنسیت", "وضعیت_تحصیلی",
          "مرکز_ثبت_نام", "وضعیت_ثبت_نام", "کد_گروه", "کد_مدرسه", "شماره_تلفن", "تلفن_منزل", "تلفن_پدر", "تلفن_مادر", "تخفیف",
          "شمارنده", "سال_تحصیلی")
        SELECT lpad(i::text, 10, '0'), gen_random_uuid(), 'نام ' || i % 997, 'نام خانوادگی ' || i % 9973, 'پدر ' || i % 499,
          date '2005-01-01' + i % 4000, i % 2, 1, i % 3, (ARRAY[0, 0, 1, 3])[1 + i % 4], 3, 100 + i % 950,
          '0912' || lpad(i::text, 7, '0'), '3' || lpad(i::text, 7, '0'), '0913' || lpad(i::text, 7, '0'),
          '0914' || lpad(i::text, 7, '0'), '20', lpad((480000000 + i)::text, 9, '0'), 1404
        FROM generate_series(1, ${rows}) i`;
      await tx.$executeRaw`
        INSERT INTO "تخصیص_ها" ("شناسه_تخصیص", "کد_ملی", "شناسه_منتور", "سال_تحصیلی", "وضعیت", idempotency_key)
        SELECT gen_random_uuid(), lpad(i::text, 10, '0'), 10001 + i % 1000, 1404, 'OK', 'bench:' || i
        FROM generate_series(1, ${rows}) i`;
    },
    { timeoutMs: 120_000 },
  );
  await db().$executeRaw`ANALYZE`;
};

const input = startExportSchema.parse({ year: 1404, scope: "YEAR" });

const ours = async (): Promise<Measured> => {
  // A worker has its client, and the client its compiler of queries, long before an export.
  await db().export.count();
  return await measure(async () => {
    const started = await startExport(systemActor("bench"), input);
    if (!started.ok) throw new Error(started.reason);
    await runJobHere(reportingJobs, started.value.jobId);
  });
};

/** The cells are read first; only writing them is measured. */
const bare = async (): Promise<Measured> => {
  const toCells = cellsOf(SABT);
  const cells: (string | null)[][] = [];
  await inTx(
    async (tx) => {
      await openRows(tx, { ...input, runId: null, since: null }, SABT.sortKeys);
      for (;;) {
        const page = await fetchRows(tx, 2_000);
        if (page.length === 0) return;
        cells.push(...page.map(toCells));
      }
    },
    { timeoutMs: 120_000 },
  );
  return await writeBare(headingsOf(SABT), cells);
};

/** Export of a year against the bare streaming writer on the same cells. Source: Design §9. */
export const bench = {
  name: "export",
  run: async () => {
    await seed(ROWS);
    await disconnectDb();
    const own = await rounds(ROUNDS, ours);
    const plain = best(await rounds(ROUNDS, bare));
    const { ms } = best(own);
    const rssMb = Math.max(...own.map((m) => m.moreMb));
    return [
      {
        what: "100k rows ÷ bare streaming writer",
        value: ms,
        baseline: plain.ms,
        ratio: ms / plain.ms,
        bar: 1.3,
        unit: "ms",
      },
      { what: "100k rows, data to stored file", value: ms, bar: 10_000, unit: "ms" },
      { what: "more RSS of it", value: rssMb, bar: 150, unit: "MB", rssMb },
    ];
  },
};
