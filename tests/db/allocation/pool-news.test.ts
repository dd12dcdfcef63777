import { expect, test } from "vitest";
import { dispatch } from "@/bin/cli/handlers";
import { startPublish, startRevert } from "@/lib/allocation/commands";
import { assignStudent } from "@/lib/allocation/manual/commands";
import { publishChunk } from "@/lib/allocation/publish/commands";
import { revertChunk } from "@/lib/allocation/revert/commands";
import { db } from "@/lib/db/client";
import { changeManager } from "@/lib/intake/manager/commands";
import { relayOnce } from "@/lib/jobs/outbox";
import { setAccepting, setAcceptingMany } from "@/lib/mentor/accepting/commands";
import { raiseCapacity } from "@/lib/mentor/capacity/commands";
import { makeMentor } from "../../support/pool";
import { planHere, publishHere } from "./running";
import { makeStudents, must, storeMentors, storeStudents, system, useWorld } from "./world";

useWorld();

/** What the pages of the pool (loads, heatmaps, counts) have heard so far. */
const heard = async (): Promise<string[]> =>
  (await db().progressEvent.findMany({ where: { topic: "pool" }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );
/** What they hear of a change, without a worker; then with the outbox relayed. */
const newsOf = async (change: () => Promise<unknown>): Promise<{ atOnce: string[]; relayed: string[] }> => {
  await relayOnce(dispatch);
  const before = (await heard()).length;
  await change();
  const atOnce = (await heard()).slice(before);
  await relayOnce(dispatch);
  return { atOnce, relayed: (await heard()).slice(before + atOnce.length) };
};

test("every chunk of a publish and of a revert tells the pages of the pool with its own commit, not only its begin and end", async () => {
  await storeMentors([makeMentor(1)]);
  await storeStudents(makeStudents(6));
  const runId = await planHere();
  must(await startPublish(system, { runId }));
  expect(await heard()).toEqual(["taken"]);
  for (let i = 1; i <= 3; i++) {
    await publishChunk(system, runId, 2);
    expect(await heard()).toEqual(["taken", ...Array(i).fill("changed")]);
    expect(await db().assignment.count()).toBe(2 * i);
  }
  expect(await publishChunk(system, runId, 2)).toMatchObject({ over: true, state: "PUBLISHED" });
  must(await startRevert(system, { runId, includeExported: false }));
  const before = (await heard()).length;
  await revertChunk(system, { runId, includeExported: false, rowsMax: 4 });
  await revertChunk(system, { runId, includeExported: false, rowsMax: 4 });
  expect((await heard()).slice(before)).toEqual(["changed", "changed"]);
});

test("what a person changes of placements, places and who takes part is told too: by its event, or at once where it has none", async () => {
  await storeMentors([makeMentor(1), makeMentor(2)]);
  await storeStudents(makeStudents(3));
  const runId = await planHere({ students: [(await db().student.findFirstOrThrow()).id] });
  await publishHere(runId);
  const free = await db().student.findFirstOrThrow({ where: { counter: null } });
  const byHand = { mentorId: 2, pinned: true, override: false, reason: "CORRECTION" as const, note: "" };
  const relayed = [
    async () => must(await assignStudent(system, { ...byHand, studentId: free.id })),
    async () => must(await raiseCapacity(system, { mentorId: 1, places: 2 })),
  ];
  for (const change of relayed) expect(await newsOf(change)).toEqual({ atOnce: [], relayed: ["changed"] });
  const manager = await db().manager.findUniqueOrThrow({ where: { id: 2 } });
  const renamed = { id: 2, version: manager.version, name: "مدیر", active: true, centers: [1] };
  const told = [
    async () => must(await setAccepting(system, { mentorId: 1, accepting: false })),
    async () => must(await setAcceptingMany(system, { mentorIds: [1, 2], accepting: true })),
    async () => must(await changeManager(system, renamed)),
  ];
  for (const change of told) expect(await newsOf(change)).toEqual({ atOnce: ["changed"], relayed: [] });
});
