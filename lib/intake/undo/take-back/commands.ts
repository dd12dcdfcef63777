import type { ImportBatch } from "@db";
import { recheckAssignments } from "@/lib/allocation/placement/commands";
import { clearPlacements, type RecheckScope } from "@/lib/allocation/placement/sql";
import type { Staff } from "@/lib/auth/permissions";
import { newIds } from "@/lib/db/digest";
import type { Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { writeManagers } from "@/lib/mentor/manager/sql";
import { countOwnLoads, writeMentors } from "@/lib/mentor/stored/sql";
import type { RowValue } from "@/lib/shared/row";
import { writeGroups, writeSchools } from "@/lib/student/school/sql";
import { deriveTypesAgain, writeStudents } from "@/lib/student/stored/sql";
import { listRosterYears } from "../../apply/sql";
import type { Kind } from "../../columns";
import { eventOf } from "../../events";
import { KIND_RULES, type Reference } from "../../kinds";
import { readReference } from "../../reference/queries";
import { sourcesBack, type Verdict } from "../decide";
import { releaseCounted, removeRecords } from "../sql";

/** A decision about a row with the record it is about. */
export type Judged = { readonly verdict: Verdict; readonly stored: RowValue | null };

/**
 * Carries out what was decided, set-based, with all that follows in the same transaction: new records go, changed fields go
 * back, counted marks come off, types are derived and placements looked at again, events are told. Source: Contracts §1, §5.
 */
export const takeBack = async (
  tx: Tx,
  actor: Staff,
  batch: ImportBatch,
  judged: readonly Judged[],
): Promise<void> => {
  const kind = batch.kind as Kind;
  const gone = judged.filter(({ verdict }) => verdict.remove).map(({ verdict }) => verdict.row.key);
  await removeRecords(tx, kind, gone);
  const back = judged.filter(({ verdict }) => Object.keys(verdict.restore).length > 0);
  const reference = await readReference(tx, batch.year);
  await writeBack(
    tx,
    kind,
    back.map((one) => recordBack(kind, one, reference)),
  );
  if (kind === "mentors") await restoreLoads(tx, batch.id, judged);
  const keys = back.map(({ verdict }) => verdict.row.key);
  if (keys.length > 0) await lookAgain(tx, actor, kind, back);
  await tellChanges(tx, actor, kind, { batchId: batch.id, gone, keys, judged });
};

const recordBack = (kind: Kind, { verdict, stored }: Judged, reference: Reference): RowValue => {
  const record = { ...stored, ...verdict.restore };
  const { derived } = KIND_RULES[kind].complete(record, {}, reference);
  const sources = JSON.stringify(sourcesBack(verdict.row, verdict.restore, stored ?? {}));
  return { ...record, ...derived, sources };
};

const writeBack = async (tx: Tx, kind: Kind, records: readonly RowValue[]): Promise<void> => {
  if (records.length === 0) return;
  if (kind === "students") await writeStudents(tx, records);
  if (kind === "mentors") await writeMentors(tx, records);
  if (kind === "managers") await writeManagers(tx, records);
  if (kind === "schools") await writeSchools(tx, records);
  if (kind === "groups") await writeGroups(tx, records);
};

/** Loads are told by definition again, after the base has gone back: under the lock of the mentors. Source: Contracts §1. */
const restoreLoads = async (tx: Tx, batchId: string, judged: readonly Judged[]): Promise<void> => {
  const released = judged
    .filter(({ verdict }) => verdict.release)
    .map(({ verdict }) => Number(verdict.row.key));
  if (released.length === 0) return;
  await releaseCounted(tx, batchId, released);
  await countOwnLoads(tx, released);
};

/** Types and placements of what went back: what fits again is under review no more, what does not any more is. */
const lookAgain = async (tx: Tx, actor: Staff, kind: Kind, back: readonly Judged[]): Promise<void> => {
  const keys = back.map(({ verdict }) => verdict.row.key);
  if (kind === "students") {
    const years = new Set(back.map(({ verdict, stored }) => Number(verdict.restore.year ?? stored?.year)));
    for (const year of years) await deriveTypesAgain(tx, year);
    return await review(tx, actor, { nationalIds: keys });
  }
  if (kind === "mentors") return await review(tx, actor, { mentorIds: keys.map(Number) });
  if (kind !== "managers") return;
  const where = { managerId: { in: keys.map(Number) } };
  const led = await tx.mentor.findMany({ where, select: { id: true } });
  await review(tx, actor, { mentorIds: led.map(({ id }) => id) });
};

const review = async (tx: Tx, actor: Staff, scope: RecheckScope): Promise<void> => {
  await clearPlacements(tx, scope);
  await recheckAssignments(tx, actor, scope);
};

/** A roster that lost entries means other types for students of its years. */
export const settleRosters = async (tx: Tx, actor: Staff, batch: ImportBatch): Promise<void> => {
  if (batch.kind !== "special-schools") return;
  for (const year of await listRosterYears(tx, batch.id)) {
    const nationalIds = await deriveTypesAgain(tx, year);
    if (nationalIds.length > 0) await review(tx, actor, { nationalIds });
  }
};

type Told = {
  readonly batchId: string;
  readonly gone: readonly string[];
  readonly keys: readonly string[];
  readonly judged: readonly Judged[];
};

/** Students and mentors that went, or went back to what they were. */
const tellChanges = async (
  tx: Tx,
  actor: Staff,
  kind: Kind,
  { batchId, gone, keys, judged }: Told,
): Promise<void> => {
  if (kind !== "students" && kind !== "mentors") return;
  const touched = new Set([...gone, ...keys]);
  const ids = newIds(touched.size);
  const rows = judged.filter(({ verdict }) => touched.has(verdict.row.key));
  const events = rows.map(({ verdict, stored }, i) => {
    const change = verdict.remove ? ("REMOVED" as const) : ("RESTORED" as const);
    const eventId = ids[i] ?? "";
    if (kind === "mentors") {
      const data = { mentorId: Number(verdict.row.key), batchId, change };
      return eventOf(eventId, "takhsis.intake.mentor.reverted.v1", verdict.row.key, data);
    }
    const studentId = String(stored?.id);
    return eventOf(eventId, "takhsis.intake.student.reverted.v1", studentId, { studentId, batchId, change });
  });
  if (events.length > 0) await appendEvents(tx, actor, events);
};
