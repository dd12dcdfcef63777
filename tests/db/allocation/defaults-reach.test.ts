import { beforeAll, expect, test } from "vitest";
import { POST as startRun } from "@/app/api/v1/allocation/run/route";
import { discardRun } from "@/lib/allocation/commands";
import { chooseRunDefaults } from "@/lib/allocation/defaults/commands";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { actorOf } from "@/tests/support/actors";
import { takhsisJson } from "@/tests/support/cli";
import { useDatabase } from "@/tests/support/db";
import { makeMentor } from "@/tests/support/pool";
import { call, tokenWith } from "@/tests/support/rest";
import { makeStudents, storeMentors, storeStudents } from "./world";

useDatabase();

beforeAll(async () => {
  await storeMentors([makeMentor(1)]);
  await storeStudents(makeStudents(2));
  await chooseRunDefaults(actorOf("ADMIN"), { version: 0, policy: "optimal", schoolFallback: true });
});

const settingsOf = async (id: string) => {
  const { policy, switches } = await db().run.findUniqueOrThrow({ where: { id } });
  return { policy, ...(switches as object) };
};

test("a run from the command line is as the settings propose, unless it is said otherwise", async () => {
  const plan = async (...said: string[]) => {
    const { runId } = await takhsisJson<{ runId: string }>(
      ...["allocate", "--year", "1404", "--plan-only", ...said],
    );
    const settings = await settingsOf(runId);
    await discardRun(systemActor("test"), { runId });
    return settings;
  };
  expect(await plan()).toEqual({ policy: "optimal", schoolFallback: true });
  expect(await plan("--policy", "sequential", "--no-school-fallback")).toEqual({
    policy: "sequential",
    schoolFallback: false,
  });
});

test("a run by REST is as the settings propose, unless it is said otherwise", async () => {
  const token = await tokenWith(["alloc:run"]);
  const start = async (body: object) => {
    const response = await call(startRun, "/allocation/run", {
      token,
      method: "POST",
      body: { year: 1404, ...body },
    });
    return await settingsOf(((await response.json()) as { runId: string }).runId);
  };
  expect(await start({})).toEqual({ policy: "optimal", schoolFallback: true });
  expect(await start({ policy: "sequential" })).toEqual({ policy: "sequential", schoolFallback: true });
  expect(await start({ schoolFallback: false })).toEqual({ policy: "optimal", schoolFallback: false });
});
