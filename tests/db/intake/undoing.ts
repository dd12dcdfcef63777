import { db } from "@/lib/db/client";
import { intakeJobs } from "@/lib/intake/jobs";
import { startUndo } from "@/lib/intake/undo/commands";
import { runJobHere } from "@/lib/jobs/queue";
import { batchOf, makeStudentCells, operator } from "./files";

/** Everything an import of people changes, without the counters of changes themselves. */
export const digest = async (): Promise<string> => {
  const [row] = await db().$queryRaw<{ h: string }[]>`
    SELECT md5(concat_ws('#',
      (SELECT string_agg((to_jsonb(s) - ARRAY['نسخه', 'زمان_تغییر'])::text, '|' ORDER BY s."کد_ملی") FROM "دانش_آموزان" s),
      (SELECT string_agg((to_jsonb(m) - ARRAY['نسخه', 'زمان_تغییر'])::text, '|' ORDER BY m."شناسه_منتور") FROM "منتورها" m),
      (SELECT string_agg(a::text, '|' ORDER BY a."شناسه_تخصیص") FROM "تخصیص_ها" a),
      (SELECT string_agg((to_jsonb(g) - ARRAY['version', 'updated_at'])::text, '|' ORDER BY g.id) FROM managers g),
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM mentor_allowed_groups x),
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM mentor_schools x),
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM manager_allowed_centers x),
      (SELECT string_agg(x.year || ':' || x.school_code, '|' ORDER BY x.year, x.school_code) FROM special_schools x),
      (SELECT string_agg((to_jsonb(c) - ARRAY['version', 'updated_at'])::text, '|' ORDER BY c.code) FROM schools c),
      (SELECT string_agg(g::text, '|' ORDER BY g.code) FROM groups g))) AS h`;
  return row?.h ?? "";
};

/** Takes a batch back in this process; returns its end, or why it is refused. */
export const undo = async (batchId: string) => {
  const started = await startUndo(operator, { batchId });
  if (!started.ok) return started.reason;
  await runJobHere(intakeJobs, started.value.jobId);
  const { status, reversedRows, keptRows, erroredRows } = await batchOf(batchId);
  return { status, reversed: reversedRows, kept: keptRows, errored: erroredRows };
};

/** Rows of students from the nth on. */
export const cells = (from: number, count: number, over: Parameters<typeof makeStudentCells>[1] = {}) =>
  Array.from({ length: count }, (_, i) => makeStudentCells(from + i, over));
/** A row of the mentors' file: a man of manager 11. */
export const mentorRow = (id: number, load: number, group = "3") => [
  id,
  `پشتیبان ${id}`,
  "مرد",
  "رضا بهرامی",
  "عادی",
  group,
  0,
  load,
  60,
  "",
];
