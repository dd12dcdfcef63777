import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { getDownstream } from "@/lib/reporting/utilization/queries";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { createMentor, createPlacement } from "@/tests/support/placements";

useDatabase();
const of1404 = { year: 1404, center: null };

beforeEach(async () => {
  await db()
    .$executeRaw`TRUNCATE "تخصیص_ها", "دانش_آموزان", "منتورها", managers, exports, import_batches CASCADE`;
});

const send = async (...assignmentIds: string[]) => {
  const rows = { create: assignmentIds.map((assignmentId) => ({ assignmentId })) };
  await db().export.create({
    data: { id: newId(), profile: "sabt", year: 1404, state: "READY", readyAt: new Date(), rows },
  });
};

const end = (id: string, endedAt = new Date()) =>
  db().assignment.update({
    where: { id },
    data: { status: "REVERTED", endedReason: "UNASSIGNED", endedAt },
  });

const gapsSeenBy = async (...args: Parameters<typeof actorOf>) =>
  (await getDownstream(actorOf(...args), of1404)).gaps.map(({ mentor, notSent, stillCounted }) => [
    mentor.id,
    notSent,
    stillCounted,
  ]);

test("what no Sabt file carried is missing downstream, and what was sent is not", async () => {
  const mentorId = await createMentor();
  const sent = await createPlacement({ mentorId });
  await createPlacement({ mentorId });
  await send(sent.id);
  expect(await gapsSeenBy("ADMIN")).toEqual([[mentorId, 1, 0]]);
});

test("what ended after it was sent is still counted there, until a file brings the loads anew", async () => {
  const mentorId = await createMentor();
  const { id } = await createPlacement({ mentorId });
  await send(id);
  expect(await gapsSeenBy("ADMIN")).toEqual([]);
  await end(id, new Date(Date.now() - 60_000));
  expect(await gapsSeenBy("ADMIN")).toEqual([[mentorId, 0, 1]]);
  await db().importBatch.create({
    data: { id: newId(), kind: "mentors", year: 1404, status: "APPLIED", appliedAt: new Date() },
  });
  expect(await gapsSeenBy("ADMIN")).toEqual([]);
});

test("a student sent again with another mentor is no longer counted with the first", async () => {
  const [first, second] = [await createMentor(), await createMentor()];
  const before = await createPlacement({ mentorId: first });
  await send(before.id);
  await end(before.id);
  const id = newId();
  const { nationalId } = before;
  await db().assignment.create({
    data: { id, nationalId, mentorId: second, year: 1404, status: "OK", idempotencyKey: `test:${id}` },
  });
  expect(await gapsSeenBy("ADMIN")).toEqual([
    [first, 0, 1],
    [second, 1, 0],
  ]);
  await send(id);
  expect(await gapsSeenBy("ADMIN")).toEqual([]);
});

test("a manager hears of the mentors of the own centres only", async () => {
  const mine = await createMentor({ managerId: 11, centers: [1] });
  const other = await createMentor({ managerId: 12, centers: [2] });
  for (const mentorId of [mine, other]) await createPlacement({ mentorId });
  expect(await gapsSeenBy("MANAGER", { centers: [1] })).toEqual([[mine, 1, 0]]);
});
