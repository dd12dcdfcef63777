import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import {
  certificate as certificateShape,
  fairness as fairnessShape,
} from "@/app/api/v1/contract/certificate";
import { GET as getCertificate } from "@/app/api/v1/runs/[runId]/certificate/route";
import { GET as getFairness } from "@/app/api/v1/runs/[runId]/fairness/route";
import type { Certificate } from "@/lib/allocation/certificate";
import { startPlan } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { explainStudent, replayRun } from "@/lib/allocation/queries";
import type { Policy } from "@/lib/allocation/schema";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { takhsis, takhsisJson } from "../../support/cli";
import { makeMentor } from "../../support/pool";
import { answerOf, call, tokenWith } from "../../support/rest";
import { findBreaches } from "./facts";
import { publishHere } from "./running";
import { makeStudents, must, storeSnapshot, system, useWorld, YEAR } from "./world";

useWorld();

/**
 * Two students of group 27 in centre 1, then three of group 3 in centre 2. The first mentor could take anybody, the second
 * only group 27: whoever goes by rank alone wastes a place.
 */
const store = () =>
  storeSnapshot({
    students: [...makeStudents(2), ...makeStudents(3, { group: 3, center: 2 }, 3)],
    mentors: [
      makeMentor(3001, { groups: [3, 27], centers: [1, 2], capacity: 2 }),
      makeMentor(3002, { groups: [27], centers: [1], capacity: 2 }),
    ],
  });

async function plan(policy: Policy): Promise<string> {
  const input = { year: YEAR, policy, centers: [], switches: { schoolFallback: false } };
  const { runId, jobId } = must(await startPlan(system, input));
  await runJobHere(allocationJobs, jobId);
  return runId;
}

test("an optimal run places the most, is published without a breach and comes out the same again", async () => {
  await store();
  const runId = await plan("optimal");
  const run = await db().run.findUniqueOrThrow({ where: { id: runId } });
  expect(run).toMatchObject({ policy: "optimal", placed: 4, needsNewMentor: 1 });
  expect(run.certificate).toMatchObject({ policy: "optimal", maximum: 4, gap: 0, witness: null });
  await publishHere(runId);
  expect(await findBreaches()).toEqual([]);
  expect(await replayRun(system, runId)).toMatchObject({ same: true });
  const told = await explainStudent(system, { nationalId: "0000000001" });
  expect(told?.explanation).toMatchObject({ loadsAt: "END", chosen: 3002 });
  expect(told?.explanation.ranking.map((one) => [one.id, one.load])).toEqual([[3002, 1]]);
});

test("a sequential run is stored with the gap it leaves and a placement that closes it", async () => {
  await store();
  const run = await db().run.findUniqueOrThrow({ where: { id: await plan("sequential") } });
  expect(run.certificate).toMatchObject({
    eligible: 5,
    placed: 3,
    maximum: 4,
    gap: 1,
    cut: { students: 3, mentors: [{ id: 3001, places: 2 }], places: 2 },
    witness: [
      ["0:27:1:0:", 3002, 2],
      ["0:3:2:0:", 3001, 2],
    ],
  });
});

test("the command line prints it, finds the printed file true and names the field of a changed one", async () => {
  await store();
  const runId = await plan("sequential");
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "takhsis-certificate-"));
  try {
    const file = path.join(folder, "certificate.json");
    const told = await takhsisJson<Certificate>("run", "certificate", runId);
    await fs.writeFile(file, JSON.stringify(told));
    expect(await takhsisJson("run", "certificate", runId, "--verify", file)).toEqual({ runId, valid: true });
    await fs.writeFile(file, JSON.stringify({ ...told, maximum: 5 }));
    const { code, document } = await takhsis(["run", "certificate", runId, "--verify", file, "--json"]);
    expect([code, document["error"]]).toMatchObject([
      1,
      { code: "CERTIFICATE_INVALID", details: { field: "sha256" } },
    ]);
    await fs.writeFile(file, "no json");
    const broken = await takhsis(["run", "certificate", runId, "--verify", file, "--json"]);
    expect([broken.code, broken.document["error"]]).toMatchObject([1, { details: { field: "certificate" } }]);
    expect((await takhsis(["run", "certificate", runId, "--verify", `${file}.none`, "--json"])).code).toBe(2);
  } finally {
    await fs.rm(folder, { recursive: true });
  }
});

test("a plan older than certificates gets one when it is asked for", async () => {
  await store();
  const runId = await plan("sequential");
  const { certificate } = await db().run.findUniqueOrThrow({ where: { id: runId } });
  await db().$executeRaw`UPDATE runs SET certificate = NULL WHERE id = ${runId}::uuid`;
  expect(await takhsisJson("run", "certificate", runId)).toEqual(certificate);
});

test("who has one centre sees its classes and mentors, of the others only how many, and never the witness", async () => {
  await store();
  const params = { runId: await plan("sequential") };
  const ask = async (centers: number[]) => {
    const token = await tokenWith(["run:read"], centers);
    const answer = await answerOf<Certificate>(
      await call(getCertificate, `/runs/${params.runId}/certificate`, { token, params }),
    );
    return { status: answer.status, body: certificateShape.parse(answer.body) };
  };
  const everything = await ask([]);
  expect(everything.body).not.toHaveProperty("withheld");
  expect(everything.body.witness).toHaveLength(2);
  const other = await ask([1]);
  expect(other.body).toMatchObject({
    maximum: 4,
    witness: null,
    cut: { classes: [], students: 3, mentors: [{ id: 3001 }] },
    withheld: { classes: 1, mentors: 0, witness: true },
  });
  const none = await ask([0]);
  expect(none.body.cut.mentors).toEqual([]);
  expect(none.body.withheld).toEqual({ classes: 1, mentors: 1, witness: true });
});

test("evenness is told before and after and by the other policy, per centre and manager of the viewer", async () => {
  await store();
  const params = { runId: await plan("sequential") };
  const ask = async (centers: number[]) => {
    const token = await tokenWith(["run:read"], centers);
    const { body } = await answerOf(
      await call(getFairness, `/runs/${params.runId}/fairness`, { token, params }),
    );
    return fairnessShape.parse(body);
  };
  const whole = await ask([]);
  expect(whole).toMatchObject({ policy: "sequential", placed: 3, otherPolicy: "optimal", otherPlaced: 4 });
  expect(whole.all).toMatchObject({
    before: { mentors: 2, range: 0, jain: 1 },
    after: { lowest: 0.5, highest: 1, deviation: 0.25, jain: 0.9 },
    other: { lowest: 1, jain: 1 },
  });
  expect(whole.managers.map((row) => row.id)).toEqual([3001, 3002]);
  const scoped = await ask([2]);
  expect(scoped.managers.map((row) => row.id)).toEqual([3001]);
  expect(scoped.centers.map((row) => row.id)).toEqual([2]);
  expect(scoped.all).toEqual(whole.all);
});
