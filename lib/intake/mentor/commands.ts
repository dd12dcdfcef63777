import { recheckAssignments } from "@/lib/allocation/placement/commands";
import { overtaken, recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { lockSeenMentor } from "@/lib/mentor/accepting/sql";
import { type OutCode, outOfPool } from "@/lib/mentor/availability";
import { capacityAdjusted } from "@/lib/mentor/events";
import { writeMentors } from "@/lib/mentor/stored/sql";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { FieldValue, RowValue } from "@/lib/shared/row";
import { sourcesAfterEdit } from "@/lib/shared/sources";
import { type Reviewed, tryChange } from "../by-hand/commands";
import { type Warning, warningsOf, wrongFields } from "../by-hand/findings";
import { type ByHand, judgeByHand } from "../by-hand/queries";
import type { Changes } from "../diff";
import { eventOf } from "../events";
import { MENTOR_NAMES, mentorCells, PERSONAL } from "./cells";
import type { ChangeMentor } from "./schema";

/** What follows from others is no change of its own. */
const DERIVED: ReadonlySet<string> = new Set(["load", "loadYear", "nameKey"]);

type Stored = NonNullable<Awaited<ReturnType<typeof lockSeenMentor>>>;
type Prepared = { readonly mentor: Stored; readonly judged: ByHand; readonly changes: Changes };

/** Locks, looks and judges: everything that can be refused, before the first write. */
const prepare = async (
  tx: Tx,
  actor: Can<"mentor:write">,
  { mentorId, version, reason: _, ...fields }: ChangeMentor,
): Promise<Result<Prepared, ErrorCode>> => {
  const busy = await requirePoolFree(tx);
  if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
  const mentor = await lockSeenMentor(tx, actor, mentorId);
  if (mentor === null) return refuse("NOT_FOUND");
  if (version !== undefined && version !== mentor.version) {
    const { updatedAt } = mentor;
    const told = { type: "mentor", id: String(mentorId), version: mentor.version, updatedAt };
    return refuse("STALE_VERSION", await overtaken(tx, told));
  }
  const cells = mentorCells(fields);
  const asked = {
    kind: "mentors",
    key: String(mentorId),
    year: mentor.loadYear,
    cells,
    required: [],
  } as const;
  const judged = await judgeByHand(tx, actor, asked);
  const wrong = wrongFields(judged.issues, MENTOR_NAMES);
  if (Object.keys(wrong).length > 0) return refuse("INVALID_INPUT", { fields: wrong });
  const changes = Object.fromEntries(Object.entries(judged.changes).filter(([field]) => !DERIVED.has(field)));
  return ok({ mentor, judged, changes });
};

/** The record to be stored: each changed field is a person's word from now on. */
const edited = (actor: Can<"mentor:write">, { judged, changes }: Prepared): RowValue => {
  const was = Object.fromEntries(Object.entries(changes).map(([field, [before]]) => [field, before]));
  const edit = { by: actor.name, at: new Date().toISOString() };
  return { ...judged.record, sources: JSON.stringify(sourcesAfterEdit(judged.sources, was, edit)) };
};

type Changed = Result<{ mentorId: number; fields: string[]; flagged: number; version: number }, ErrorCode>;

/**
 * Changes a mentor by hand as a file would: the same reading and checks, then placements for which a rule other than capacity
 * no longer holds come under review (`flagged`); none moves. The word of a person survives files that say what stood there
 * before. `version` is the one to edit on from. Refuses `INVALID_INPUT` with the code of each field, `RUN_ACTIVE`,
 * `STALE_VERSION`, and `NOT_FOUND` out of sight. Source: Contracts §2, §5, §6.
 */
export const changeMentor = (actor: Can<"mentor:write">, change: ChangeMentor): Promise<Changed> =>
  inTx(async (tx): Promise<Changed> => {
    const prepared = await prepare(tx, actor, change);
    if (!prepared.ok) return prepared;
    const { mentorId } = change;
    const { mentor, changes } = prepared.value;
    const fields = Object.keys(changes);
    if (fields.length === 0) return ok({ mentorId, fields, flagged: 0, version: mentor.version });
    await writeMentors(tx, [edited(actor, prepared.value)]);
    const flagged = (await recheckAssignments(tx, actor, { mentorIds: [mentorId] })).length;
    const told = Object.fromEntries(Object.entries(changes).filter(([field]) => !PERSONAL.has(field)));
    await recordAudit(tx, actor, {
      action: "mentor.mentor.change",
      resourceType: "mentor",
      resourceId: String(mentorId),
      diff: { fields, flagged, ...told, ...(change.reason ? { reason: change.reason } : {}) },
    });
    await appendEvents(tx, actor, [
      eventOf(newId(), "takhsis.intake.mentor.corrected.v1", String(mentorId), { mentorId, fields }),
      ...(changes.capacity === undefined ? [] : [adjusted(mentorId, changes.capacity)]),
    ]);
    const { version } = await tx.mentor.findUniqueOrThrow({
      where: { id: mentorId },
      select: { version: true },
    });
    return ok({ mentorId, fields, flagged, version });
  });

const adjusted = (mentorId: number, [before, after]: readonly [FieldValue, FieldValue]) =>
  capacityAdjusted(newId(), { mentorId, before: Number(before), after: Number(after) });

/** What a change of a mentor would do. `out` is why the mentor is out of the pool of the load's year, before and after. */
export type MentorPreview = {
  readonly changes: Changes;
  readonly warnings: readonly Warning[];
  readonly review: Reviewed;
  readonly load: number;
  readonly capacity: readonly [number, number];
  readonly out: readonly [OutCode | null, OutCode | null];
};

/** What `changeMentor` would do with the same input, refusals included; nothing is stored. */
export const previewMentor = (
  actor: Can<"mentor:write">,
  change: ChangeMentor,
): Promise<Result<MentorPreview, ErrorCode>> =>
  inTx(async (tx) => {
    const prepared = await prepare(tx, actor, change);
    if (!prepared.ok) return prepared;
    const { mentor, judged, changes } = prepared.value;
    const scope = { mentorIds: [mentor.id] };
    const { review, after } = await tryChange(tx, actor, {
      scope,
      write: () => writeMentors(tx, [edited(actor, prepared.value)]),
      read: () => lockSeenMentor(tx, actor, mentor.id),
    });
    return ok({
      changes,
      warnings: warningsOf(judged.issues),
      review,
      load: mentor.load,
      capacity: [mentor.capacity, after?.capacity ?? mentor.capacity] as const,
      out: [outOf(mentor), after === null ? null : outOf(after)] as const,
    });
  });

const outOf = (mentor: Stored): OutCode | null => {
  const { manager } = mentor;
  const led = manager && { active: manager.active, centers: manager.centers.map((one) => one.centerCode) };
  return outOfPool({ ...mentor, manager: led }, mentor.loadYear);
};
