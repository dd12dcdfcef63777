import { recheckAssignments } from "@/lib/allocation/placement/commands";
import type { Staff } from "@/lib/auth/permissions";
import { adoptNumbers, raiseSequences } from "@/lib/counter/sql";
import { newIds } from "@/lib/db/digest";
import type { Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { writeManagers } from "@/lib/mentor/manager/sql";
import { countOwnLoads, lockStoredMentors, markCounted, writeMentors } from "@/lib/mentor/stored/sql";
import type { RowValue } from "@/lib/shared/row";
import { writeGroups, writeSchools, writeSpecialSchools } from "@/lib/student/school/sql";
import { deriveTypesAgain, lockStudents, writeCounters, writeStudents } from "@/lib/student/stored/sql";
import type { Kind } from "../columns";
import { eventOf } from "../events";
import type { Judged } from "../judge";

/** A judged row that is to be stored: what is there now, what the row said, and whether its load was counted before. */
export type Ready = {
  readonly key: string;
  readonly judged: Judged;
  readonly stored: RowValue | null;
  readonly given: RowValue;
  readonly repeated: boolean;
};

export type WriteContext = {
  readonly batchId: string;
  readonly kind: Kind;
  readonly year: number | null;
  readonly loadsInclude: Date | null;
};

/** Locks the stored records of these keys before they are read again and written. Lock order: mentors by id, students by id. */
export const lockRecords = async (tx: Tx, kind: Kind, keys: readonly string[]): Promise<void> => {
  if (kind === "mentors") await lockStoredMentors(tx, keys);
  if (kind === "students" || kind === "counters") await lockStudents(tx, keys);
};

const isWrite = ({ judged: { diff } }: Ready): boolean => diff === "NEW" || diff === "CHANGED";
const records = (rows: readonly Ready[]): RowValue[] => rows.map(({ judged }) => judged.record);

/**
 * Stores judged rows of one kind set-based, with all that follows in the same transaction: counters enter the ledger and
 * raise the sequences, loads are counted, types are derived again, placements are looked at again, events are told. Rows
 * that change nothing write nothing. Source: Contracts §1, §2, §5.
 */
export const writeRecords = async (
  tx: Tx,
  actor: Staff,
  rows: readonly Ready[],
  context: WriteContext,
): Promise<void> => {
  const writes = rows.filter(isWrite);
  switch (context.kind) {
    case "students":
      return await storeStudents(tx, actor, writes, context);
    case "mentors":
      return await storeMentors(tx, actor, rows, context);
    case "managers":
      return await storeManagers(tx, actor, writes);
    case "special-schools":
      if (writes.length > 0) await writeSpecialSchools(tx, records(writes));
      return;
    case "counters":
      return await storeCounters(tx, rows);
    case "schools":
      if (writes.length > 0) await writeSchools(tx, records(writes));
      return;
    case "groups":
      if (writes.length > 0) await writeGroups(tx, records(writes));
  }
};

const storeStudents = async (
  tx: Tx,
  actor: Staff,
  writes: readonly Ready[],
  context: WriteContext,
): Promise<void> => {
  if (writes.length === 0) return;
  const ids = newIds(writes.length);
  const given = writes.map(
    (row, i) => ({ ...row.judged.record, id: row.stored?.id ?? ids[i] ?? "" }) as RowValue,
  );
  await writeStudents(tx, given);
  const numbered = writes.filter(
    ({ stored, judged }) => !stored?.counter && typeof judged.record.counter === "string",
  );
  await adoptNumbers(
    tx,
    numbered.map(({ key, judged }) => ({ nationalId: key, counter: String(judged.record.counter) })),
  );
  const changed = writes.filter(({ stored }) => stored !== null).map(({ key }) => key);
  if (changed.length > 0) await recheckAssignments(tx, actor, { nationalIds: changed });
  const events = newIds(writes.length);
  await appendEvents(
    tx,
    actor,
    writes.map(({ judged, stored }, i) => {
      const studentId = String(given[i]?.id);
      const change = stored === null ? "NEW" : "CHANGED";
      const data = { studentId, batchId: context.batchId, year: Number(judged.record.year), change } as const;
      return eventOf(events[i] ?? "", "takhsis.intake.student.imported.v1", studentId, data);
    }),
  );
};

const storeMentors = async (
  tx: Tx,
  actor: Staff,
  rows: readonly Ready[],
  context: WriteContext,
): Promise<void> => {
  const writes = rows.filter(isWrite);
  await writeMentors(tx, records(writes));
  // A file that gives no load says nothing about what it contains, and the same bytes again change no mark.
  const loaded = rows.filter(
    ({ given, judged }) => given.baseLoad !== undefined && judged.diff !== "QUARANTINED",
  );
  const counting = loaded.filter(({ repeated }) => !repeated).map(({ key }) => Number(key));
  const { loadsInclude, year } = context;
  if (loadsInclude !== null && year !== null && counting.length > 0)
    await markCounted(tx, context.batchId, { mentorIds: counting, year, loadsInclude });
  if (loaded.length > 0)
    await countOwnLoads(
      tx,
      loaded.map(({ key }) => Number(key)),
    );
  const changed = writes.filter(({ stored }) => stored !== null).map(({ key }) => Number(key));
  if (changed.length > 0) await recheckAssignments(tx, actor, { mentorIds: changed });
  await appendEvents(tx, actor, mentorEvents(writes, context.batchId));
};

const mentorEvents = (writes: readonly Ready[], batchId: string) => {
  const ids = newIds(writes.length * 2);
  return writes.flatMap(({ key, stored, judged: { record } }, i) => {
    const mentorId = Number(key);
    const change = stored === null ? "NEW" : "CHANGED";
    const imported = { mentorId, batchId, change } as const;
    const events = [eventOf(ids[2 * i] ?? "", "takhsis.intake.mentor.imported.v1", key, imported)];
    if (stored === null || stored.capacity === record.capacity) return events;
    const adjusted = { mentorId, before: Number(stored.capacity), after: Number(record.capacity) };
    return [...events, eventOf(ids[2 * i + 1] ?? "", "takhsis.intake.capacity.adjusted.v1", key, adjusted)];
  });
};

/** Other centres of a manager are other centres of all the manager's mentors. */
const storeManagers = async (tx: Tx, actor: Staff, writes: readonly Ready[]): Promise<void> => {
  if (writes.length === 0) return;
  await writeManagers(tx, records(writes));
  const managerIds = writes.filter(({ stored }) => stored !== null).map(({ key }) => Number(key));
  const led = await tx.mentor.findMany({ where: { managerId: { in: managerIds } }, select: { id: true } });
  if (led.length > 0) await recheckAssignments(tx, actor, { mentorIds: led.map(({ id }) => id) });
};

/**
 * After the last row of a roster: types of the years' students are derived again and their placements looked at, once. Half a
 * roster would take schools for normal that only come later.
 */
export const settleRoster = async (tx: Tx, actor: Staff, years: readonly number[]): Promise<void> => {
  for (const year of years) {
    const nationalIds = await deriveTypesAgain(tx, year);
    if (nationalIds.length > 0) await recheckAssignments(tx, actor, { nationalIds });
  }
};

/** Numbers of people who are not stored only move the sequences on, so that nobody else ever gets them. */
const storeCounters = async (tx: Tx, rows: readonly Ready[]): Promise<void> => {
  const numbered = rows.flatMap(({ key, judged, given }) =>
    judged.diff !== "QUARANTINED" && typeof given.counter === "string"
      ? [{ nationalId: key, counter: given.counter, isNew: judged.diff === "NEW" }]
      : [],
  );
  const fresh = numbered.filter(({ isNew }) => isNew);
  await writeCounters(tx, fresh);
  await adoptNumbers(tx, fresh);
  await raiseSequences(
    tx,
    numbered.map(({ counter }) => counter),
  );
};
