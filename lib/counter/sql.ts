import type { Reader, Tx } from "@/lib/db/tx";
import { AppError } from "@/lib/shared/errors";
import { formatCounter, type Gender, genderCodeOf, highestSequences, SEQUENCE_MAX } from "./number";

/** The year code of an academic year (two digits), or null for a year that does not exist. */
export async function findYearCode(reader: Reader, year: number): Promise<string | null> {
  return (await reader.academicYear.findUnique({ where: { year } }))?.code ?? null;
}

/** Numbers left per gender in a year code, for the check before the first chunk of a publish. Source: Contracts §4. */
export async function countNumbersLeft(reader: Reader, yearCode: string): Promise<Record<Gender, number>> {
  const rows = await reader.counterSequence.findMany({ where: { yearCode } });
  const last = new Map(rows.map((row) => [row.genderCode, row.last]));
  const left = (gender: Gender) => SEQUENCE_MAX - (last.get(genderCodeOf(gender)) ?? 0);
  return { 0: left(0), 1: left(1) };
}

/**
 * Takes the next `count` numbers of a sequence, ascending. Part of the caller's transaction: a rollback gives them back,
 * so committed numbers have no gaps. Throws E_COUNTER_EXHAUSTED when they do not all fit. Source: Domain §6.
 */
export async function reserveNumbers(
  tx: Tx,
  request: { readonly yearCode: string; readonly gender: Gender; readonly count: number },
): Promise<string[]> {
  const { yearCode, gender, count } = request;
  if (count === 0) return [];
  const genderCode = genderCodeOf(gender);
  const [row] =
    count > SEQUENCE_MAX
      ? []
      : await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO "شمارنده_ها" AS q ("کد_سال", "کد_جنسیت", "آخرین_عدد") VALUES (${yearCode}, ${genderCode}, ${count})
    ON CONFLICT ("کد_سال", "کد_جنسیت") DO UPDATE SET "آخرین_عدد" = q."آخرین_عدد" + EXCLUDED."آخرین_عدد"
      WHERE q."آخرین_عدد" + EXCLUDED."آخرین_عدد" <= ${SEQUENCE_MAX}
    RETURNING q."آخرین_عدد" AS last`;
  if (row === undefined) {
    const left = (await countNumbersLeft(tx, yearCode))[gender];
    throw new AppError("E_COUNTER_EXHAUSTED", { gender, needed: count, left });
  }
  const first = row.last - count + 1;
  return Array.from({ length: count }, (_, i) =>
    formatCounter({ yearCode, genderCode, sequence: first + i }),
  );
}

/** A number and the student who gets it. */
export type IssuedNumber = { readonly nationalId: string; readonly counter: string };

/**
 * Gives reserved numbers to students without one and enters them in the ledger, for ever. Throws E_DB_CONFLICT when one of
 * them has a number after all.
 */
export async function issueNumbers(
  tx: Tx,
  issued: readonly IssuedNumber[],
  runId: string | null,
): Promise<void> {
  if (issued.length === 0) return;
  const written = await tx.$executeRaw`
    WITH given AS (
      SELECT * FROM unnest(${issued.map((one) => one.nationalId)}::text[], ${issued.map((one) => one.counter)}::text[])
        AS g(national_id, counter)
    ), entered AS (
      INSERT INTO counter_ledger (counter, national_id, source, run_id)
      SELECT counter, national_id, 'ISSUED', ${runId}::uuid FROM given
    )
    UPDATE "دانش_آموزان" s SET "شمارنده" = g.counter FROM given g
    WHERE s."کد_ملی" = g.national_id AND s."شمارنده" IS NULL`;
  if (written !== issued.length) throw new AppError("E_DB_CONFLICT", { issued: issued.length, written });
}

/**
 * Raises the sequences to the highest of these numbers, in the transaction that stores them; never lowers one, and passes
 * over numbers of other patterns. Source: Contracts §4.
 */
export async function raiseSequences(tx: Tx, counters: Iterable<string>): Promise<void> {
  const highest = highestSequences(counters);
  if (highest.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "شمارنده_ها" AS q ("کد_سال", "کد_جنسیت", "آخرین_عدد")
    SELECT * FROM unnest(${highest.map((one) => one.yearCode)}::text[], ${highest.map((one) => one.genderCode)}::text[],
      ${highest.map((one) => one.sequence)}::int[])
    ON CONFLICT ("کد_سال", "کد_جنسیت") DO UPDATE SET "آخرین_عدد" = greatest(q."آخرین_عدد", EXCLUDED."آخرین_عدد")`;
}

/**
 * Enters numbers that came from a file in the ledger as IMPORTED and raises the sequences; the caller stores them with the
 * students in the same transaction. A number or student already in the ledger keeps its entry.
 */
export async function adoptNumbers(tx: Tx, imported: readonly IssuedNumber[]): Promise<void> {
  if (imported.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO counter_ledger (counter, national_id, source)
    SELECT counter, national_id, 'IMPORTED'
    FROM unnest(${imported.map((one) => one.counter)}::text[], ${imported.map((one) => one.nationalId)}::text[])
      AS g(counter, national_id)
    ON CONFLICT DO NOTHING`;
  await raiseSequences(
    tx,
    imported.map((one) => one.counter),
  );
}

/** Locks students until commit, by national id, and reads what a backfill asks of them. */
export const lockStudents = (tx: Tx, nationalIds: readonly string[]) =>
  tx.$queryRaw<{ id: string; nationalId: string; gender: Gender; counter: string | null }[]>`
    SELECT "شناسه" AS id, "کد_ملی" AS "nationalId", "جنسیت" AS gender, "شمارنده" AS counter FROM "دانش_آموزان"
    WHERE "کد_ملی" = ANY(${[...nationalIds]}::text[]) ORDER BY "کد_ملی" FOR NO KEY UPDATE`;
