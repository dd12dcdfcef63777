import type { Student } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { newId, newIds } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import { isNationalId } from "@/lib/shared/national-id";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { type BackfillReport, type Demand, decideBackfill, readBackfill } from "./backfill";
import { numberEvents } from "./events";
import { type CounterRemark, type Gender, remarksOn } from "./number";
import { countNumbersLeft, issueNumbers, lockStudents, reserveNumbers } from "./sql";

/** Whose number, of which gender, in which year code (two digits). As typed on the command line. */
export type AssignRequest = {
  readonly nationalId: string;
  readonly gender: string;
  readonly yearCode: string;
};

export type AssignRefusal = Extract<
  ErrorCode,
  | "E_INVALID_NID"
  | "E_INVALID_GENDER"
  | "E_YEAR_CODE_INVALID"
  | "E_COUNTER_EXHAUSTED"
  | "E_DB_CONFLICT"
  | "NOT_FOUND"
  | "RUN_ACTIVE"
>;

export type Assigned = {
  readonly counter: string;
  /** Whether the student had it before. */
  readonly reused: boolean;
  readonly remarks: readonly CounterRemark[];
};

type Checked = { readonly student: Student; readonly gender: Gender; readonly yearCode: string };

/** What can be said against a request before any number is taken. The gender must be the student's. Source: Domain §6. */
async function check(
  tx: Tx,
  request: AssignRequest,
): Promise<Result<Checked, "E_INVALID_NID" | "E_INVALID_GENDER" | "E_YEAR_CODE_INVALID" | "NOT_FOUND">> {
  const { nationalId, gender, yearCode } = request;
  if (!isNationalId(nationalId)) return refuse("E_INVALID_NID");
  if (gender !== "0" && gender !== "1") return refuse("E_INVALID_GENDER", { gender });
  if ((await tx.academicYear.findUnique({ where: { code: yearCode } })) === null)
    return refuse("E_YEAR_CODE_INVALID", { yearCode });
  await tx.$queryRaw`SELECT 1 FROM "دانش_آموزان" WHERE "کد_ملی" = ${nationalId}::text FOR NO KEY UPDATE`;
  const student = await tx.student.findUnique({ where: { nationalId } });
  if (student === null) return refuse("NOT_FOUND");
  if (student.gender !== Number(gender))
    return refuse("E_INVALID_GENDER", { gender, stored: student.gender });
  return ok({ student, gender: student.gender as Gender, yearCode });
}

/** Gives the student the number they have, or the next one. Throws E_COUNTER_EXHAUSTED. */
async function give(tx: Tx, actor: Staff, { student, gender, yearCode }: Checked): Promise<Assigned> {
  if (student.counter !== null) {
    const remarks = remarksOn(student.counter, gender, yearCode);
    return { counter: student.counter, reused: true, remarks };
  }
  const [counter = ""] = await reserveNumbers(tx, { yearCode, gender, count: 1 });
  await issueNumbers(tx, [{ nationalId: student.nationalId, counter }], null);
  await appendEvents(tx, actor, numberEvents([newId()], [student.id], { runId: null, yearCode }));
  await recordAudit(tx, actor, {
    action: "counter.number.issue",
    resourceType: "student",
    resourceId: student.id,
    centerCode: student.centerCode,
    diff: { yearCode },
  });
  return { counter, reused: false, remarks: [] };
}

/**
 * Gives one student a counter outside a run; one they have is kept, with remarks. Refuses the codes of Domain §6, NOT_FOUND for
 * an unknown student, and RUN_ACTIVE while someone holds the pool: their demand was checked against the sequence.
 */
export async function assignCounter(
  staff: Can<"alloc:publish">,
  request: AssignRequest,
): Promise<Result<Assigned, AssignRefusal>> {
  try {
    return await inTx<Result<Assigned, AssignRefusal>>(async (tx) => {
      const busy = await requirePoolFree(tx);
      if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
      const checked = await check(tx, request);
      return checked.ok ? ok(await give(tx, staff, checked.value)) : checked;
    });
  } catch (error) {
    if (error instanceof AppError) return refuse(error.code as AssignRefusal, error.details);
    throw error;
  }
}

type BackfillRefusal = "RUN_ACTIVE" | "E_YEAR_CODE_INVALID" | "E_COUNTER_EXHAUSTED" | "COLUMN_MISSING";
export type BackfillAnswer = BackfillReport & { readonly applied: boolean };

/** Issues what a backfill decided: per year code and gender, in ascending national id. */
async function issueDemands(tx: Tx, staff: Staff, demands: readonly Demand[]): Promise<number> {
  let issued = 0;
  for (const { yearCode, gender, students } of demands) {
    const numbers = await reserveNumbers(tx, { yearCode, gender, count: students.length });
    const given = students.map(({ nationalId }, i) => ({ nationalId, counter: numbers[i]! }));
    await issueNumbers(tx, given, null);
    const ids = students.map((student) => student.id);
    await appendEvents(tx, staff, numberEvents(newIds(ids.length), ids, { runId: null, yearCode }));
    issued += students.length;
  }
  return issued;
}

/**
 * Gives counters to the students of a CSV (`national_id,gender[,year_code]`); numbers they have are kept. A dry run unless
 * `apply`: it writes nothing and reports the same codes. A bad row is reported and the others go on; an apply for which the
 * numbers do not suffice is refused as a whole. Source: Domain §6.
 */
export const backfillCounters = (
  staff: Can<"alloc:publish">,
  request: { readonly csv: string; readonly yearCode: string; readonly apply: boolean },
): Promise<Result<BackfillAnswer, BackfillRefusal>> =>
  inTx<Result<BackfillAnswer, BackfillRefusal>>(
    async (tx) => {
      const { csv, yearCode, apply } = request;
      const rows = readBackfill(csv, yearCode);
      if (rows === null) return refuse("COLUMN_MISSING", { columns: ["national_id", "gender"] });
      const busy = await requirePoolFree(tx);
      if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
      const codes = (await tx.academicYear.findMany()).map((year) => year.code);
      if (!codes.includes(yearCode)) return refuse("E_YEAR_CODE_INVALID", { yearCode });
      const left = new Map<string, Record<Gender, number>>();
      for (const code of codes) left.set(code, await countNumbersLeft(tx, code));
      const students = await lockStudents(
        tx,
        rows.map((row) => row.nationalId),
      );
      const decided = decideBackfill(rows, students, left);
      if (apply && decided.shortage !== null) return refuse("E_COUNTER_EXHAUSTED", { ...decided.shortage });
      const { report } = decided;
      if (!apply) return ok({ ...report, applied: false });
      await issueDemands(tx, staff, decided.demands);
      const { issued, reused, refused } = report;
      await recordAudit(tx, staff, {
        action: "counter.number.backfill",
        resourceType: "counter",
        resourceId: yearCode,
        diff: { rows: report.rows, issued, reused, refused },
      });
      return ok({ ...report, applied: true });
    },
    { timeoutMs: 120_000 },
  );
