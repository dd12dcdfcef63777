import { beforeAll, expect, test } from "vitest";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { A, B, planGap, storeGap } from "../allocation/gap";
import { publishedLines, runOf } from "../allocation/running";

useDatabase();
/** Two plans of one pool: run 1 stays as it was decided, run 2 is repaired. */
let repaired = "";
beforeAll(async () => {
  await storeGap();
  await planGap();
  repaired = await planGap();
});

type Chains = { planHash: string; offered: number; accepted: number; moved: number; chains: object[] };
const chains = (...options: string[]) => takhsisJson<Chains>("run", "chains", "2", ...options);
const steps = [
  { nationalId: B, from: null, to: 1 },
  { nationalId: A, from: 1, to: 2 },
];

test("run chains lists what is offered and changes nothing", async () => {
  const before = await runOf(repaired);
  expect(await chains()).toMatchObject({
    ...{ planHash: before.planHash, offered: 1, accepted: 0, moved: 1 },
    chains: [{ chain: 2, accepted: false, steps }],
  });
  expect(await takhsisJson("run", "certificate", "2")).toMatchObject({ placed: 1, maximum: 2, gap: 1 });
  expect(await runOf(repaired)).toEqual(before);
});

test("a chain that is not offered is refused, and a wrong call is told from it", async () => {
  const refused = async (...options: string[]) => {
    const { code, document } = await takhsis(["run", "chains", "2", ...options, "--json"]);
    return [code, (document["error"] as { code: string } | undefined)?.code];
  };
  expect(await refused("--accept", "1")).toEqual([1, "INVALID_INPUT"]);
  expect(await refused("--accept", "two")).toEqual([2, "USAGE"]);
  expect(await refused("--accept", "2", "--accept-all")).toEqual([2, "USAGE"]);
});

test("accepted it changes the plan hash and closes the gap; taken back the hash is the old one", async () => {
  const { planHash } = await chains();
  const accepted = await chains("--accept", "2");
  expect(accepted).toMatchObject({ accepted: 1, chains: [{ chain: 2, accepted: true, steps }] });
  expect(accepted.planHash).not.toBe(planHash);
  expect(await takhsisJson("run", "certificate", "2")).toMatchObject({
    ...{ planHash: accepted.planHash, placed: 2, maximum: 2, gap: 0 },
  });
  expect(await takhsisJson("run", "replay", "2")).toMatchObject({ same: true, planHash: accepted.planHash });
  expect(await chains("--take-back", "2")).toMatchObject({ accepted: 0, planHash });
  expect(await chains("--accept-all")).toMatchObject({ accepted: 1, planHash: accepted.planHash });
});

test("run compare tells who fares differently in the two plans, and why", async () => {
  expect(await takhsisJson("run", "compare", "1", "1")).toMatchObject({ same: 2, total: 0, differences: [] });
  expect(await takhsisJson("run", "compare", "1", "2")).toMatchObject({
    ...{ a: { number: 1, placed: 1 }, b: { number: 2, placed: 2 }, same: 0, total: 2 },
    differences: [
      { nationalId: A, kind: "MOVED", reason: "REPAIR", mentorA: 1, mentorB: 2 },
      { nationalId: B, kind: "GAINED", reason: "REPAIR", mentorA: null, mentorB: 1 },
    ],
  });
});

test("the repaired plan is what is published, and nothing is chosen afterwards", async () => {
  expect(await takhsisJson("run", "publish", "2")).toMatchObject({ state: "PUBLISHED", placed: 2 });
  expect(await publishedLines(repaired)).toEqual([`${A},2`, `${B},1`]);
  const { code, document } = await takhsis(["run", "chains", "2", "--take-back", "2", "--json"]);
  expect([code, document]).toMatchObject([1, { error: { code: "RUN_STATE" } }]);
});
