import { expect, test } from "vitest";
import { mentorExplanation } from "@/app/api/v1/contract/explanation";
import { GET as explainRoute } from "@/app/api/v1/mentors/[mentorId]/explanation/route";
import { explainMentorOfRun } from "@/lib/allocation/story/queries";
import { actorOf } from "../../support/actors";
import { takhsis, takhsisJson } from "../../support/cli";
import { makeMentor } from "../../support/pool";
import { answerOf, call, tokenWith } from "../../support/rest";
import { planHere, publishHere } from "./running";
import { makeStudents, storeMentors, storeStudents, system, useWorld } from "./world";

useWorld();

test("every student of the run is told of once: taken, kept away, elsewhere or unplaced; alike on all ways in", async () => {
  await storeMentors([
    makeMentor(501, { capacity: 2 }),
    makeMentor(502, { capacity: 4, centers: [1, 2] }),
    makeMentor(503, { out: "NOT_ACCEPTING" }),
  ]);
  await storeStudents([...makeStudents(7), ...makeStudents(1, { gender: 1 }, 50)]);
  const runId = await planHere();
  await publishHere(runId);
  const story = await explainMentorOfRun(system, { mentorId: 501 });
  expect(story?.run.id).toBe(runId);
  expect(story?.explanation).toMatchObject({
    taken: 2,
    elsewhere: 4,
    unplaced: 1,
    kept: [{ code: "GENDER_MISMATCH", students: 1 }],
    loadBefore: 0,
    loadAfter: 2,
  });
  expect((await explainMentorOfRun(system, { mentorId: 503 }))?.explanation).toMatchObject({
    out: "NOT_ACCEPTING",
    taken: 0,
  });
  const token = await tokenWith(["run:read"]);
  const params = { mentorId: "501" };
  const answer = await answerOf(await call(explainRoute, "/mentors/501/explanation", { token, params }));
  expect(mentorExplanation.parse(answer.body)).toEqual(story);
  expect(await takhsisJson("explain", "--mentor", "501")).toEqual(story);
  expect((await takhsis(["explain", "--mentor", "501"])).out).toContain("501");
  expect((await takhsis(["explain", "--json"])).code).toBe(2);
});

test("a mentor of other centres is not there, nor is one the run does not know", async () => {
  await storeMentors([makeMentor(501)]);
  await storeStudents(makeStudents(1));
  const runId = await planHere();
  await storeMentors([makeMentor(601, { centers: [0] })]);
  const manager = actorOf("MANAGER", { centers: [0] });
  expect(await explainMentorOfRun(manager, { mentorId: 501, runId })).toBeNull();
  expect(await explainMentorOfRun(manager, { mentorId: 601, runId })).toBeNull();
  expect(await explainMentorOfRun(system, { mentorId: 999 })).toBeNull();
  expect((await explainMentorOfRun(system, { mentorId: 501, runId }))?.explanation.taken).toBe(1);
});
