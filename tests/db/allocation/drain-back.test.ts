import { beforeEach, describe, expect, test } from "vitest";
import { startDrain } from "@/lib/allocation/drain/commands";
import { previewDrain } from "@/lib/allocation/drain/queries";
import { getRunSheet } from "@/lib/allocation/ledger/queries";
import { db } from "@/lib/db/client";
import { setAccepting } from "@/lib/mentor/accepting/commands";
import { actorOf } from "../../support/actors";
import {
  caseloadOf,
  drainHere,
  LEAVER,
  loads,
  placementOf,
  SETTINGS,
  storeOffice,
  whose,
} from "./drain-office";
import { findBreaches } from "./facts";
import { publishHere, revertHere, runOf } from "./running";
import { must, system, useWorld } from "./world";

useWorld();

describe("taking a drain back", () => {
  beforeEach(storeOffice);

  test("restores every placement and load as it was", async () => {
    const [before, loadsBefore] = [await db().assignment.findMany({ orderBy: { id: "asc" } }), await loads()];
    const runId = await drainHere();
    await publishHere(runId);
    await revertHere(runId);
    expect(await runOf(runId)).toMatchObject({ state: "REVERTED", reversed: 4, kept: 0 });
    const ids = before.map((row) => row.id);
    expect(await db().assignment.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } })).toEqual(
      before,
    );
    expect(await loads()).toEqual(loadsBefore);
    expect(
      await db().outboxEvent.count({ where: { type: "takhsis.allocation.assignment.restored.v1" } }),
    ).toBe(4);
    expect(await findBreaches()).toEqual([]);
  });

  test("keeps those for whom the old mentor has no place, who have changed, or whom somebody has moved since", async () => {
    const [first, second, third, fourth] = await caseloadOf(LEAVER);
    const runId = await drainHere();
    await publishHere(runId);
    const after = await whose();
    await db().mentor.update({ where: { id: LEAVER }, data: { capacity: 1 } });
    await db().student.update({ where: { nationalId: first! }, data: { schoolCode: 77 } });
    await db().assignment.update({ where: { id: (await placementOf(second!)).id }, data: { pinned: true } });
    await revertHere(runId);
    expect(await runOf(runId)).toMatchObject({ state: "REVERTED", reversed: 1, kept: 3 });
    const now = await whose();
    expect([now[first!], now[second!], now[fourth!]]).toEqual([
      after[first!],
      after[second!],
      after[fourth!],
    ]);
    expect(now[third!]).toBe(LEAVER);
    expect(await findBreaches()).toEqual([]);
  });

  test("leaves the placements of an older run alone when that one is taken back", async () => {
    const older = await db().run.findFirstOrThrow({ where: { kind: "ALLOCATE" } });
    const moved = await caseloadOf(LEAVER);
    await publishHere(await drainHere());
    await revertHere(older.id);
    expect(await runOf(older.id)).toMatchObject({ reversed: 8, kept: 4 });
    expect(Object.keys(await whose())).toEqual(moved);
    expect(await findBreaches()).toEqual([]);
  });
});

describe("a mentor who leaves", () => {
  beforeEach(storeOffice);

  test("takes no new students from the moment the drain is planned, audited, until somebody opens it again", async () => {
    await drainHere(LEAVER, true);
    expect(await db().mentor.findUnique({ where: { id: LEAVER } })).toMatchObject({
      accepting: false,
      sources: { accepting: { was: true } },
    });
    expect(await db().auditLog.count({ where: { action: "mentor.accepting.close" } })).toBe(1);
    must(await setAccepting(system, { mentorId: LEAVER, accepting: true }));
    const mentor = await db().mentor.findUniqueOrThrow({ where: { id: LEAVER } });
    expect(mentor).toMatchObject({ accepting: true, sources: {} });
  });

  test("does not change for a plan that closing makes of it: the drain is not stale by its own doing", async () => {
    const runId = await drainHere(LEAVER, true);
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED" });
  });

  test("gives an operator's drain the students of the operator's centres only", async () => {
    const [first] = await caseloadOf(LEAVER);
    await db().student.update({ where: { nationalId: first! }, data: { centerCode: 2 } });
    const operator = actorOf("OPERATOR", { centers: [1] });
    const preview = await previewDrain(operator, { ...SETTINGS, mentorId: LEAVER });
    expect(preview).toMatchObject({ others: 1 });
    expect(preview?.moves).toHaveLength(3);
    const elsewhere = actorOf("OPERATOR", { centers: [2] });
    expect(await previewDrain(elsewhere, { ...SETTINGS, mentorId: LEAVER })).toBeNull();
    expect(
      await startDrain(elsewhere, { ...SETTINGS, mentorId: LEAVER, stopAccepting: false }),
    ).toMatchObject({ reason: "NOT_FOUND" });
  });

  test("is named on the run only to those who may see the mentor", async () => {
    const runId = await drainHere();
    expect(await getRunSheet(actorOf("OPERATOR", { centers: [1] }), runId)).toMatchObject({
      drainedMentor: { id: LEAVER },
    });
    expect(await getRunSheet(actorOf("OPERATOR", { centers: [2] }), runId)).toMatchObject({
      kind: "DRAIN",
      drainedMentor: null,
    });
  });

  test("with nobody to move is refused before anything changes", async () => {
    await publishHere(await drainHere());
    expect(await startDrain(system, { ...SETTINGS, mentorId: LEAVER, stopAccepting: true })).toMatchObject({
      reason: "DRAIN_NOBODY",
    });
    expect(await db().mentor.findUnique({ where: { id: LEAVER } })).toMatchObject({ accepting: true });
  });
});
