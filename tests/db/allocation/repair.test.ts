import { describe, expect, test } from "vitest";
import { explainStudent, replayRun } from "@/lib/allocation/queries";
import { chooseChains } from "@/lib/allocation/repair/commands";
import { countMoved } from "@/lib/allocation/repair/decided";
import { listChains } from "@/lib/allocation/repair/queries";
import { chooseChainsSchema } from "@/lib/allocation/repair/schema";
import { db } from "@/lib/db/client";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { findBreaches } from "./facts";
import { planHere, publishedLines, publishHere, runOf } from "./running";
import { makeStudents, must, storeMentors, storeStudents, system, useWorld } from "./world";

useWorld();

const choose = (runId: string, over: object, staff = system) =>
  chooseChains(staff, chooseChainsSchema.parse({ runId, ...over }));
const page = (run: string) => ({ run, offset: 0, size: 50 });
const itemsOf = (runId: string) => db().runItem.findMany({ where: { runId }, orderBy: { position: "asc" } });

/** Two mentors take centre 1, the first of them centre 2 as well: whoever of centre 2 comes later finds it full. */
async function storeChained(): Promise<string> {
  await storeMentors([
    makeMentor(501, { capacity: 2, centers: [1, 2] }),
    makeMentor(502, { capacity: 3, load: 1, centers: [1] }),
  ]);
  await storeStudents([...makeStudents(2), ...makeStudents(2, { center: 2 }, 3)]);
  return await planHere();
}

describe("chains of swaps of a planned run", () => {
  test("are offered with who goes where, and one place more is all they change", async () => {
    const runId = await storeChained();
    const before = await itemsOf(runId);
    expect(before.map((item) => item.mentorId)).toEqual([501, 502, 501, null]);
    const chains = await listChains(system, page(runId));
    expect(chains).toMatchObject({ offered: 1, accepted: 0, moved: 1 });
    expect(chains?.rows[0]).toMatchObject({
      chain: 4,
      accepted: false,
      steps: [
        { position: 4, from: null, to: { id: 501, load: 2, capacity: 2 }, loadAfter: 2, rules: 5 },
        { position: 1, from: { id: 501 }, to: { id: 502, load: 2, capacity: 3 }, loadAfter: 3, rules: 5 },
      ],
    });
  });

  test("an accepted one rewrites the plan, which replays, publishes and explains as it is", async () => {
    const runId = await storeChained();
    const planned = await runOf(runId);
    const chosen = must(await choose(runId, { change: "ACCEPT", chains: [4], version: planned.version }));
    expect(chosen).toMatchObject({ offered: 1, accepted: 1, moved: 1, placed: 4, needsNewMentor: 0 });
    const repaired = await runOf(runId);
    expect([countMoved(planned.repair), countMoved(repaired.repair)]).toEqual([0, 1]);
    expect(repaired.planHash).not.toBe(planned.planHash);
    expect(repaired.certificate).toMatchObject({ planHash: repaired.planHash, placed: 4, gap: 0 });
    expect(
      (await itemsOf(runId)).map(({ mentorId, loadBefore, repairedFrom, reason }) => [
        mentorId,
        loadBefore,
        repairedFrom,
        reason,
      ]),
    ).toEqual([
      [502, 1, 501, null],
      [502, 2, null, null],
      [501, 0, null, null],
      [501, 1, null, null],
    ]);
    expect(await replayRun(system, runId)).toMatchObject({ same: true, planHash: repaired.planHash });
    await publishHere(runId);
    expect((await runOf(runId)).state).toBe("PUBLISHED");
    expect(await publishedLines(runId)).toEqual([
      "0000000001,502",
      "0000000002,502",
      "0000000003,501",
      "0000000004,501",
    ]);
    expect(await findBreaches()).toEqual([]);
    expect((await explainStudent(system, { nationalId: "0000000001" }))?.repair).toEqual({
      chain: 4,
      from: 501,
    });
    expect((await explainStudent(system, { nationalId: "0000000004" }))?.repair).toEqual({
      chain: 4,
      from: null,
    });
    expect((await explainStudent(system, { nationalId: "0000000002" }))?.repair).toBeNull();
  });

  test("taken back, the plan is as it was, to the last column", async () => {
    const runId = await storeChained();
    const [planned, before] = [await runOf(runId), await itemsOf(runId)];
    must(await choose(runId, { change: "ACCEPT" }));
    must(await choose(runId, { change: "TAKE_BACK" }));
    expect(await itemsOf(runId)).toEqual(before);
    const { version, ...after } = await runOf(runId);
    expect({ ...after, version: version - 2 }).toEqual(planned);
  });

  test("choosing what is chosen writes nothing", async () => {
    const runId = await storeChained();
    must(await choose(runId, { change: "ACCEPT" }));
    const { version } = await runOf(runId);
    must(await choose(runId, { change: "ACCEPT", chains: [4] }));
    expect((await runOf(runId)).version).toBe(version);
  });

  test("are chosen before publishing, by those who may, on the page as it is", async () => {
    const runId = await storeChained();
    const other = actorOf("OPERATOR", { centers: [2] });
    expect(await choose(runId, { change: "ACCEPT" }, other)).toMatchObject({ reason: "CENTER_OUT_OF_SCOPE" });
    expect(await choose(runId, { change: "ACCEPT", version: -1 })).toMatchObject({ reason: "STALE_VERSION" });
    expect(await choose(runId, { change: "ACCEPT", chains: [1] })).toMatchObject({ reason: "INVALID_INPUT" });
    await publishHere(runId);
    expect(await choose(runId, { change: "ACCEPT" })).toMatchObject({ reason: "RUN_STATE" });
  });

  test("students and mentors of other centres are not shown to a viewer", async () => {
    const runId = await storeChained();
    const chains = await listChains(actorOf("MANAGER", { centers: [2] }), page(runId));
    expect(chains?.rows[0]?.steps).toMatchObject([
      {
        student: { nationalId: "0000000004" },
        from: null,
        to: { id: 501, name: "پشتیبان 501" },
        loadAfter: 2,
      },
      { student: null, from: { id: 501 }, to: { id: null }, loadAfter: null },
    ]);
    expect(JSON.stringify(chains)).not.toContain("502");
  });
});
