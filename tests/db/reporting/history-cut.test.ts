import { expect, test } from "vitest";
import { listRunHistory } from "@/lib/allocation/review/queries";
import { recordAudits } from "@/lib/auth/audit";
import { inTx } from "@/lib/db/tx";
import { listMentorEvents } from "@/lib/mentor/caseload/queries";
import { listStudentChanges } from "@/lib/student/directory/queries";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { createMentor, createPlacement, createPublishedRun } from "@/tests/support/placements";

useDatabase();
const auditor = actorOf("AUDITOR");

/** `count` small steps and, after all of them, the one that must not go. */
const write = (type: string, id: string, count: number) =>
  inTx((tx) =>
    recordAudits(
      tx,
      actorOf("OPERATOR"),
      [...Array<string>(count).fill("test.small.step"), "test.last.step"].map((action) => ({
        action,
        resourceType: type,
        resourceId: id,
      })),
    ),
  );
const actionsOf = (events: readonly object[]) =>
  events.map((event) => ("action" in event ? event.action : null));

test("a run's history keeps its newest steps, oldest first, and says when older ones are left out", async () => {
  const runId = await createPublishedRun();
  await write("run", runId, 199);
  const whole = await listRunHistory(auditor, runId);
  expect([whole.events.length, whole.isCut, actionsOf(whole.events).at(-1)]).toEqual([
    200,
    false,
    "test.last.step",
  ]);
  await write("run", runId, 0);
  const cut = await listRunHistory(auditor, runId);
  expect([cut.events.length, cut.isCut]).toEqual([200, true]);
  expect(actionsOf(cut.events).slice(-2)).toEqual(["test.last.step", "test.last.step"]);
  expect(cut.events[0]?.action).toBe("test.small.step");
});

test("a student's and a mentor's history say when older entries are left out, and only then", async () => {
  const mentorId = await createMentor({});
  const { studentId } = await createPlacement({ mentorId });
  const read = async () => [
    await listStudentChanges(auditor, studentId),
    await listMentorEvents(auditor, mentorId),
  ];
  await write("student", studentId, 99);
  // One place of the hundred is that of the student who came.
  await write("mentor", String(mentorId), 98);
  for (const { events, isCut } of await read()) expect([events.length, isCut]).toEqual([100, false]);
  await write("student", studentId, 0);
  await write("mentor", String(mentorId), 0);
  for (const { events, isCut } of await read()) {
    expect([events.length, isCut]).toEqual([100, true]);
    expect(actionsOf(events)[0]).toBe("test.last.step");
  }
});
