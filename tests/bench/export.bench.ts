import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ExcelJS from "exceljs";
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
import { createDatabase } from "../support/db";

/*
 * Export against the bare streaming writer (exceljs) on the same cells; each in a process of its own, so that its memory is
 * its own. Bars (Design §9): ≤ 1.3 × the bare writer; 100k rows ≤ 10 s and ≤ 150 MB more RSS.
 * Run: `TEST_DATABASE_URL=… TEST_TEMPLATE=… npx tsx tests/bench/export.bench.ts [rows…]`; one JSON line per row count.
 */

const MB = 1_048_576;
const BARS = { ratio: 1.3, ms: 10_000, moreMb: 150 };
type Measured = { ms: number; moreMb: number };

const measure = async (work: () => Promise<unknown>): Promise<Measured> => {
  const before = process.memoryUsage().rss;
  let peak = before;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const timer = setInterval(look, 10);
  const startedAt = performance.now();
  await work();
  const ms = Math.round(performance.now() - startedAt);
  look();
  clearInterval(timer);
  return { ms, moreMb: Math.round((peak - before) / MB) };
};

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
  await db().$queryRaw`SELECT 1`;
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
  const folder = mkdtempSync(path.join(os.tmpdir(), "takhsis-bench-"));
  try {
    return await measure(async () => {
      const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path.join(folder, "bare.xlsx") });
      const sheet = book.addWorksheet("Sabt", { views: [{ rightToLeft: true, state: "frozen", ySplit: 1 }] });
      sheet.addRow(headingsOf(SABT)).commit();
      for (const row of cells) sheet.addRow(row.map((cell) => cell ?? undefined)).commit();
      await book.commit();
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const inChild = (what: "ours" | "bare"): Measured => {
  const child = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), what], {
    encoding: "utf8",
    env: { ...process.env, LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.status !== 0) throw new Error(`${what} failed`);
  return JSON.parse(child.stdout) as Measured;
};

const compare = async (rows: number): Promise<boolean> => {
  const { url, drop } = await createDatabase();
  process.env.DATABASE_URL = url;
  try {
    await seed(rows);
    await disconnectDb();
    const [own, plain] = [inChild("ours"), inChild("bare")];
    const ratio = Math.round((own.ms / plain.ms) * 100) / 100;
    const ok = ratio <= BARS.ratio && own.ms <= BARS.ms && own.moreMb <= BARS.moreMb;
    const line = {
      bench: "export",
      rows,
      ...own,
      bareMs: plain.ms,
      bareMoreMb: plain.moreMb,
      ratio,
      bars: BARS,
      ok,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return ok;
  } finally {
    await disconnectDb();
    await drop();
  }
};

const [mode, ...more] = process.argv.slice(2);
if (mode === "ours" || mode === "bare") {
  const measured = await (mode === "ours" ? ours() : bare());
  process.stdout.write(JSON.stringify(measured));
  await disconnectDb();
} else {
  const sizes = [mode, ...more].flatMap((text) => (text ? [Number(text)] : []));
  let ok = true;
  for (const rows of sizes.length > 0 ? sizes : [10_000, 100_000]) ok = (await compare(rows)) && ok;
  process.exitCode = ok ? 0 : 1;
}
