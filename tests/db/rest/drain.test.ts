import { beforeAll, expect, test } from "vitest";
import { runStarted } from "@/app/api/v1/contract/shapes";
import { POST as startDrain } from "@/app/api/v1/mentors/[mentorId]/drain/route";
import { GET as listRuns } from "@/app/api/v1/runs/route";
import { handlers } from "@/bin/cli/handlers";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { takeOverDueJobs } from "@/lib/jobs/queue";
import { useDatabase } from "../../support/db";
import { makeMentor } from "../../support/pool";
import { answerOf, call, tokenWith } from "../../support/rest";
import { planHere, publishHere, runOf } from "../allocation/running";
import { makeStudents, storeMentors, storeStudents } from "../allocation/world";

useDatabase();
let token = "";
beforeAll(async () => {
  token = await tokenWith([...PERMISSIONS]);
  await storeMentors([makeMentor(1, { capacity: 3 }), makeMentor(2, { capacity: 9 })]);
  await storeStudents(makeStudents(6));
  await publishHere(await planHere());
});
const drain = (mentorId: string, body: object, headers: Record<string, string> = {}) =>
  call(startDrain, `/mentors/${mentorId}/drain`, { token, body, headers, params: { mentorId } });

test("a drain is started once per Idempotency-Key and planned by the worker", async () => {
  const body = { year: 1404, stopAccepting: false };
  const key = { "Idempotency-Key": "drain-once-0001" };
  const first = runStarted.parse((await answerOf(await drain("1", body, key))).body);
  const again = runStarted.parse((await answerOf(await drain("1", body, key))).body);
  expect(again).toEqual(first);
  await takeOverDueJobs(handlers);
  expect(await runOf(first.runId)).toMatchObject({ kind: "DRAIN", state: "PLANNED", drainedMentorId: 1 });
  const { body: page } = await answerOf<{ items: { kind: string }[] }>(
    await call(listRuns, "/runs?kind=DRAIN", { token }),
  );
  expect(page.items.map((run) => run.kind)).toEqual(["DRAIN"]);
});

test("nobody to move, no such mentor and a missing permission are told apart", async () => {
  const code = async (response: Promise<Response>) => {
    const { status, body } = await answerOf(await response);
    return [status, body["code"]];
  };
  expect(await code(drain("2", { year: 1399 }))).toEqual([422, "YEAR_UNKNOWN"]);
  expect(await code(drain("77", { year: 1404 }))).toEqual([404, "NOT_FOUND"]);
  expect(await code(drain("x", { year: 1404 }))).toEqual([404, "NOT_FOUND"]);
  token = await tokenWith(["alloc:run"]);
  expect(await code(drain("2", { year: 1404 }))).toEqual([403, "FORBIDDEN"]);
  token = await tokenWith(["run:read"]);
  expect(await code(drain("2", { year: 1404 }))).toEqual([403, "FORBIDDEN"]);
});
