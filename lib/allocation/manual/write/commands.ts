import { recordAudit } from "@/lib/auth/audit";
import type { Staff } from "@/lib/auth/permissions";
import { numberEvents } from "@/lib/counter/events";
import { findYearCode, issueNumbers, reserveNumbers } from "@/lib/counter/sql";
import { newId, newIds } from "@/lib/db/digest";
import type { Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { AppError } from "@/lib/shared/errors";
import { eventOf } from "../../events";
import { raiseLoads } from "../../publish/sql";
import { endAssignments } from "../../revert/sql";
import type { Active, Standing } from "../decide";
import type { ManualReason } from "../schema";
import { closeNeeds, holdAll, insertPlacements, type Move, markEnded, type Saving } from "../sql";

/** A placement made by hand. */
export type Placed = {
  readonly studentId: string;
  readonly assignmentId: string;
  readonly mentorId: number;
  /** TEMP_REVIEW = rules were overridden: `codes`. */
  readonly status: "OK" | "TEMP_REVIEW";
  readonly codes: readonly string[];
  readonly pinned: boolean;
  readonly counter: string;
  /** Whether the counter is new. */
  readonly issued: boolean;
  /** The placement it took the place of. */
  readonly from: { readonly assignmentId: string; readonly mentorId: number } | null;
  /** The downstream file still counts the place that was left. Source: Contracts §1. */
  readonly stillCounted: boolean;
};

/** Numbers for those who have none, in the transaction that places them; by student, with the events to tell. Domain §6. */
async function issueCounters(tx: Tx, moves: readonly Move[]) {
  const without = moves.filter(({ standing }) => standing.counter === null);
  const kinds = new Map<string, Standing[]>();
  for (const { standing } of without) {
    const kind = `${standing.year}:${standing.pool.gender}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), standing]);
  }
  const counters = new Map<string, string>();
  const events = [];
  for (const key of [...kinds.keys()].sort()) {
    const standings = kinds.get(key)!;
    const { year, pool } = standings[0]!;
    const yearCode = await findYearCode(tx, year);
    if (yearCode === null) throw new AppError("YEAR_UNKNOWN", { year });
    const numbers = await reserveNumbers(tx, { yearCode, gender: pool.gender, count: standings.length });
    const issued = standings.map((one, i) => ({ nationalId: one.pool.nationalId, counter: numbers[i]! }));
    await issueNumbers(tx, issued, null);
    standings.forEach((one, i) => {
      counters.set(one.id, numbers[i]!);
    });
    const studentIds = standings.map((one) => one.id);
    events.push(...numberEvents(newIds(studentIds.length), studentIds, { runId: null, yearCode }));
  }
  return { counters, events };
}

/** The events of a placement by hand: the old one ended, the new one made, and flagged where rules were overridden. */
function eventsOf({ standing, assignmentId, mentorId, codes }: Move) {
  const { id: studentId, year, active } = standing;
  const about = { assignmentId, studentId, mentorId };
  return [
    ...(active ? [endedEvent(standing, active, "REASSIGNED")] : []),
    eventOf(newId(), "takhsis.allocation.assignment.created.v1", studentId, { ...about, runId: null, year }),
    ...(codes.length > 0
      ? [
          eventOf(newId(), "takhsis.allocation.assignment.flagged.v1", studentId, {
            ...about,
            codes: [...codes],
          }),
        ]
      : []),
  ];
}

const endedEvent = ({ id: studentId, year }: Standing, { id, mentorId }: Active, reason: string) =>
  eventOf(newId(), "takhsis.allocation.assignment.ended.v1", studentId, {
    assignmentId: id,
    studentId,
    mentorId,
    year,
    reason,
  });

/**
 * Writes decided moves: ends the old placements, makes the new ones, closes open waits, changes loads by delta, issues
 * counters, tells it. The caller holds students and mentors. Throws E_COUNTER_EXHAUSTED, YEAR_UNKNOWN.
 */
export async function saveMoves(
  tx: Tx,
  staff: Staff,
  moves: readonly Move[],
  saving: Saving,
): Promise<Placed[]> {
  if (moves.length === 0) return [];
  const leaving = moves.flatMap(({ standing, assignmentId }) =>
    standing.active === null ? [] : [{ id: standing.active.id, replacedBy: assignmentId }],
  );
  await endAssignments(
    tx,
    leaving.map((one) => one.id),
    "REASSIGNED",
  );
  await markEnded(tx, leaving, staff.id);
  await closeNeeds(tx, moves);
  await insertPlacements(tx, moves, saving);
  await raiseLoads(tx, [{ mentorId: moves[0]!.mentorId, by: moves.length }]);
  const { counters, events } = await issueCounters(tx, moves);
  await appendEvents(tx, staff, [...moves.flatMap(eventsOf), ...events]);
  for (const move of moves) await auditMove(tx, staff, move, saving);
  return moves.map(({ standing, assignmentId, mentorId, codes }) => ({
    studentId: standing.id,
    assignmentId,
    mentorId,
    status: codes.length > 0 ? "TEMP_REVIEW" : "OK",
    codes,
    pinned: saving.pinned,
    counter: standing.counter ?? counters.get(standing.id)!,
    issued: standing.counter === null,
    from: standing.active && { assignmentId: standing.active.id, mentorId: standing.active.mentorId },
    stillCounted: standing.active?.counted ?? false,
  }));
}

const auditMove = (tx: Tx, staff: Staff, move: Move, { reason, note, pinned }: Saving): Promise<void> => {
  const { standing, assignmentId, mentorId, codes } = move;
  const { active } = standing;
  return recordAudit(tx, staff, {
    action: `allocation.assignment.${active === null ? "assign" : "reassign"}`,
    resourceType: "student",
    resourceId: standing.id,
    centerCode: standing.center,
    diff: {
      ...{ assignmentId, ended: active?.id ?? null, mentorId: [active?.mentorId ?? null, mentorId] },
      ...{ pinned, reason, note, overridden: [...codes], stillCounted: active?.counted ?? false },
    },
  });
};

/** A placement ended by hand. */
export type Ended = {
  readonly studentId: string;
  readonly assignmentId: string;
  readonly mentorId: number;
  readonly after: "HOLD" | "POOL";
  readonly stillCounted: boolean;
};

type Ending = { readonly reason: ManualReason; readonly note: string; readonly after: "HOLD" | "POOL" };

/** Writes decided ends: UNASSIGNED, loads by delta, what they had closed opens again, and on hold if asked. */
export async function saveEnds(
  tx: Tx,
  staff: Staff,
  ending: readonly { readonly standing: Standing; readonly active: Active }[],
  { reason, note, after }: Ending,
): Promise<Ended[]> {
  if (ending.length === 0) return [];
  const ids = ending.map(({ active }) => active.id);
  await endAssignments(tx, ids, "UNASSIGNED");
  await markEnded(
    tx,
    ids.map((id) => ({ id, replacedBy: null })),
    staff.id,
  );
  const held = after === "HOLD" ? ending.filter(({ standing }) => !standing.onHold) : [];
  if (held.length > 0)
    await holdAll(
      tx,
      held.map(({ standing }) => standing.id),
    );
  await appendEvents(tx, staff, [
    ...ending.map(({ standing, active }) => endedEvent(standing, active, "UNASSIGNED")),
    ...held.map(({ standing: { id: studentId } }) =>
      eventOf(newId(), "takhsis.student.eligibility.changed.v1", studentId, {
        studentId,
        onHold: true,
        withdrawn: false,
      }),
    ),
  ]);
  for (const { standing, active } of ending)
    await recordAudit(tx, staff, {
      action: "allocation.assignment.unassign",
      resourceType: "student",
      resourceId: standing.id,
      centerCode: standing.center,
      diff: {
        ...{ ended: active.id, mentorId: [active.mentorId, null] },
        ...{ reason, note, after, stillCounted: active.counted },
      },
    });
  return ending.map(({ standing, active }) => ({
    studentId: standing.id,
    assignmentId: active.id,
    mentorId: active.mentorId,
    after,
    stillCounted: active.counted,
  }));
}
