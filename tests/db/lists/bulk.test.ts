import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { acceptMentors, holdChosen } from "@/lib/lists/bulk/commands";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { createStudents } from "@/tests/support/directory";

useDatabase();
const operator = actorOf("OPERATOR");
const north = actorOf("OPERATOR", { centers: [1] });
const MENTORS = [100, 101, 102];

beforeAll(async () => {
  await createStudents(12);
  for (const [id, centerCode] of [
    [10, 0],
    [11, 1],
  ] as const)
    await db().manager.create({
      data: { id, name: `م ${id}`, nameKey: "م", centers: { create: [{ centerCode }] } },
    });
  await db().mentor.createMany({
    data: MENTORS.map((id) => ({
      id,
      name: `پشتیبان ${id}`,
      nameKey: "پ",
      gender: 1,
      kind: "NORMAL",
      loadYear: 1404,
      capacity: 5,
      managerId: id === 102 ? 11 : 10,
    })),
  });
});
beforeEach(async () => {
  await db().student.updateMany({ data: { onHold: false, withdrawn: false } });
  await db().mentor.updateMany({ data: { accepting: true } });
});

const accepting = async () =>
  (await db().mentor.findMany({ where: { accepting: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
const heldIn = (centerCode: number) => db().student.count({ where: { centerCode, onHold: true } });
const idsIn = async (centerCode: number) =>
  (await db().student.findMany({ where: { centerCode }, orderBy: { nationalId: "asc" } })).map(
    ({ id }) => id,
  );

describe("chosen mentors", () => {
  test("are closed together, each with an entry of its own in the audit log", async () => {
    const before = await db().auditLog.count();
    const result = await acceptMentors(operator, { accepting: false, ids: ["100", "102"] });
    expect(result).toEqual({ ok: true, value: { done: 2, left: [] } });
    expect(await accepting()).toEqual([101]);
    const told = await db().auditLog.findMany({ orderBy: { id: "desc" }, take: 2 });
    expect((await db().auditLog.count()) - before).toBe(2);
    expect(told.map(({ action, resourceId }) => `${action} ${resourceId}`).sort()).toEqual([
      "mentor.accepting.close 100",
      "mentor.accepting.close 102",
    ]);
    const [closed] = await db().mentor.findMany({ where: { id: 100 } });
    expect(closed?.sources).toMatchObject({ accepting: {} });
  });

  test("out of sight stay as they are and are told as not found; nothing is written for who stands so already", async () => {
    const before = await db().auditLog.count();
    const result = await acceptMentors(north, { accepting: true, ids: ["100", "102", "999"] });
    expect(result).toMatchObject({
      ok: true,
      value: {
        done: 1,
        left: [
          { id: "100", reason: "NOT_FOUND" },
          { id: "999", reason: "NOT_FOUND" },
        ],
      },
    });
    expect(await db().auditLog.count()).toBe(before);
    await acceptMentors(north, { accepting: false, ids: ["100", "102"] });
    expect(await accepting()).toEqual([100, 101]);
  });

  test("as all of a filter but some are those the filter finds now within the person's sight", async () => {
    await acceptMentors(operator, { accepting: false, filter: { manager: "10" }, except: ["101"] });
    expect(await accepting()).toEqual([101, 102]);
    await acceptMentors(north, { accepting: false, filter: {}, except: [] });
    expect(await accepting()).toEqual([101]);
  });
});

describe("chosen students", () => {
  test("are held together and released together, with the reason at each", async () => {
    const ids = await idsIn(1);
    expect(await holdChosen(operator, { hold: true, reason: "انصراف احتمالی", ids })).toEqual({
      ok: true,
      value: { done: 4, left: [] },
    });
    expect([await heldIn(0), await heldIn(1)]).toEqual([0, 4]);
    const told = await db().auditLog.findMany({ where: { action: "student.student.hold" } });
    expect(told.map(({ resourceId }) => resourceId).sort()).toEqual([...ids].sort());
    expect(told[0]?.diff).toMatchObject({ reason: "انصراف احتمالی", after: { onHold: true } });
    expect(await db().outboxEvent.count({ where: { type: "takhsis.student.eligibility.changed.v1" } })).toBe(
      4,
    );
    await holdChosen(operator, {
      hold: false,
      reason: "برگشتند",
      filter: { state: "HOLD" },
      except: [ids[0]!],
    });
    expect(await heldIn(1)).toBe(1);
  });

  test("who are held already, have left or are out of sight are left as they are, and each is told", async () => {
    const [held = "", gone = "", free = ""] = await idsIn(1);
    const [elsewhere = ""] = await idsIn(0);
    await db().student.update({ where: { id: held }, data: { onHold: true } });
    await db().student.update({ where: { id: gone }, data: { withdrawn: true } });
    const ids = [held, gone, free, elsewhere];
    const result = await holdChosen(north, { hold: true, reason: "بررسی مدارک", ids });
    expect(result).toMatchObject({
      ok: true,
      value: {
        done: 1,
        left: [
          { id: held, reason: "STUDENT_STATE" },
          { id: gone, reason: "STUDENT_STATE" },
          { id: elsewhere, reason: "NOT_FOUND", name: "" },
        ],
      },
    });
    expect(await heldIn(0)).toBe(0);
  });
});

test("while a run has the pool nobody is changed", async () => {
  await db().poolLock.update({
    where: { id: 1 },
    data: { holderKind: "RUN", holderId: "01890000-0000-7000-8000-000000000000", since: new Date() },
  });
  const answers = [
    await acceptMentors(operator, { accepting: false, ids: ["100"] }),
    await holdChosen(operator, { hold: true, reason: "بررسی", ids: await idsIn(1) }),
  ];
  expect(answers.map((answer) => (answer.ok ? "ok" : answer.reason))).toEqual(["RUN_ACTIVE", "RUN_ACTIVE"]);
  expect([await accepting(), await heldIn(1)]).toEqual([MENTORS, 0]);
});
