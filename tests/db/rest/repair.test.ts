import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { chainPage, chosen, comparison, replay } from "@/app/api/v1/contract/repair";
import { GET as getCertificate } from "@/app/api/v1/runs/[runId]/certificate/route";
import { POST as chooseChains, GET as listChains } from "@/app/api/v1/runs/[runId]/chains/route";
import { POST as publishRun } from "@/app/api/v1/runs/[runId]/publish/route";
import { GET as replayRun } from "@/app/api/v1/runs/[runId]/replay/route";
import { GET as compareRuns } from "@/app/api/v1/runs/compare/route";
import { handlers } from "@/bin/cli/handlers";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { takeOverDueJobs } from "@/lib/jobs/queue";
import { useDatabase } from "../../support/db";
import { answerOf, call, tokenWith } from "../../support/rest";
import { A, B, planGap, storeGap } from "../allocation/gap";
import { publishedLines, runOf } from "../allocation/running";

useDatabase();
let token = "";
/** Two plans of one pool: the first stays as it was decided, the second is repaired. */
let [plain, repaired] = ["", ""];
beforeAll(async () => {
  token = await tokenWith([...PERMISSIONS]);
  await storeGap();
  [plain, repaired] = [await planGap(), await planGap()];
});

const chains = (runId: string, how: Parameters<typeof call>[2] = {}) =>
  call(how.body === undefined ? listChains : chooseChains, `/runs/${runId}/chains`, {
    token,
    params: { runId },
    ...how,
  });
const readAs = async <T>(shape: z.ZodType<T>, response: Promise<Response>): Promise<T> => {
  const { status, body } = await answerOf<unknown>(await response);
  expect([status, body]).toMatchObject([200, {}]);
  return shape.parse(body);
};
const codeOf = async (response: Promise<Response>) => {
  const { status, body } = await answerOf(await response);
  return [status, body["code"]];
};
const certificateOf = async (runId: string) => {
  const path = `/runs/${runId}/certificate`;
  return (await answerOf(await call(getCertificate, path, { token, params: { runId } }))).body;
};
const replayOf = (runId: string) =>
  readAs(replay, call(replayRun, `/runs/${runId}/replay`, { token, params: { runId } }));

test("a plan short of the maximum offers the chain that closes the gap, and who moves in it", async () => {
  expect(await certificateOf(repaired)).toMatchObject({ placed: 1, maximum: 2, gap: 1 });
  const page = await readAs(chainPage, chains(repaired));
  expect(page).toMatchObject({ offered: 1, accepted: 0, moved: 1 });
  expect(page.items).toMatchObject([
    {
      chain: 2,
      accepted: false,
      steps: [
        { from: null, to: 1, loadBefore: 1, loadAfter: 1, capacity: 1 },
        { from: 1, to: 2, loadBefore: 0, loadAfter: 1, capacity: 1 },
      ],
    },
  ]);
});

test("what is not offered, not known or not permitted is refused, each with its code, and writes nothing", async () => {
  const before = await runOf(repaired);
  const accept = { change: "ACCEPT", chains: [2] };
  const refusals = [
    chains(repaired, { body: { change: "ACCEPT", chains: [1] } }),
    chains(repaired, { body: { change: "PERHAPS" } }),
    chains(repaired, { body: { ...accept, version: before.version + 1 } }),
    chains("00000000-0000-7000-8000-000000000000", { body: accept }),
    chains(repaired, { token: await tokenWith(["run:read"]), body: accept }),
  ];
  expect(await Promise.all(refusals.map(codeOf))).toEqual([
    [422, "INVALID_INPUT"],
    [422, "INVALID_INPUT"],
    [409, "STALE_VERSION"],
    [404, "NOT_FOUND"],
    [403, "FORBIDDEN"],
  ]);
  expect(await runOf(repaired)).toEqual(before);
});

test("an accepted chain changes the plan hash, places everybody and replays the same", async () => {
  const before = await runOf(repaired);
  const body = { change: "ACCEPT", chains: [2], version: before.version };
  const after = await readAs(chosen, chains(repaired, { body }));
  expect(after).toMatchObject({ offered: 1, accepted: 1, moved: 1, placed: 2, needsNewMentor: 0 });
  expect(after.planHash).not.toBe(before.planHash);
  expect(await certificateOf(repaired)).toMatchObject({
    planHash: after.planHash,
    placed: 2,
    maximum: 2,
    gap: 0,
  });
  expect(await replayOf(repaired)).toMatchObject({ same: true, differs: [], planHash: after.planHash });
  expect((await readAs(chainPage, chains(repaired))).items).toMatchObject([{ chain: 2, accepted: true }]);
});

test("a comparison with the plan as it was tells both students, masked, and that a repair did it", async () => {
  const compare = (query: string) =>
    readAs(comparison, call(compareRuns, `/runs/compare?a=${plain}&b=${repaired}${query}`, { token }));
  const all = await compare("");
  expect(all).toMatchObject({ a: { placed: 1 }, b: { placed: 2 }, same: 0 });
  expect(all.items).toMatchObject([
    { kind: "MOVED", reason: "REPAIR", mentorA: 1, mentorB: 2 },
    { kind: "GAINED", reason: "REPAIR", mentorA: null, mentorB: 1 },
  ]);
  expect(JSON.stringify(all)).not.toMatch(new RegExp(`${A}|${B}`));
  expect((await compare("&kind=GAINED")).items).toHaveLength(1);
});

test("for a person of another centre neither run is there", async () => {
  const other = await tokenWith([...PERMISSIONS], [2]);
  const params = { runId: repaired };
  const as = { token: other, params };
  expect(
    await Promise.all(
      [
        chains(repaired, { token: other }),
        call(replayRun, `/runs/${repaired}/replay`, as),
        call(getCertificate, `/runs/${repaired}/certificate`, as),
        call(compareRuns, `/runs/compare?a=${plain}&b=${repaired}`, { token: other }),
        chains(repaired, { token: other, body: { change: "TAKE_BACK" } }),
      ].map(codeOf),
    ),
  ).toEqual(Array.from({ length: 5 }, () => [404, "NOT_FOUND"]));
  expect((await runOf(repaired)).placed).toBe(2);
});

test("the repaired plan is what is published, and then its chains stand", async () => {
  const path = `/runs/${repaired}/publish`;
  const headers = { "Idempotency-Key": "publish-repaired-1" };
  const started = await call(publishRun, path, { token, body: {}, headers, params: { runId: repaired } });
  expect(started.status).toBe(202);
  await takeOverDueJobs(handlers);
  expect((await runOf(repaired)).state).toBe("PUBLISHED");
  expect(await publishedLines(repaired)).toEqual([`${A},2`, `${B},1`]);
  expect(await codeOf(chains(repaired, { body: { change: "TAKE_BACK" } }))).toEqual([409, "RUN_STATE"]);
  expect(await readAs(chainPage, chains(repaired))).toMatchObject({ offered: 1, accepted: 1 });
});
