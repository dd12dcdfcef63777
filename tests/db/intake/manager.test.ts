import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { changeManager } from "@/lib/intake/manager/commands";
import { createMentor, createPlacement } from "@/tests/support/placements";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";

useDatabase();
const admin = actorOf("ADMIN");

beforeEach(async () => {
  await db().$executeRaw`TRUNCATE "تخصیص_ها", "دانش_آموزان", "منتورها", managers CASCADE`;
});

const change = { id: 11, version: 1, name: "مدیر یازده", active: true };

test("a centre taken from a manager puts the placements it allowed under review and moves nobody", async () => {
  const mentorId = await createMentor({ managerId: 11, centers: [1, 2] });
  const there = await createPlacement({ mentorId, student: { centerCode: 1 } });
  const elsewhere = await createPlacement({ mentorId, student: { centerCode: 2 } });
  expect(await changeManager(admin, { ...change, centers: [2] })).toEqual({
    ok: true,
    value: { managerId: 11, flagged: 1 },
  });
  const rows = await db().assignment.findMany();
  const of = (id: string) => rows.find((row) => row.id === id);
  expect(of(there.id)).toMatchObject({
    status: "TEMP_REVIEW",
    reviewCodes: ["CENTER_NOT_ALLOWED"],
    mentorId,
  });
  expect(of(elsewhere.id)).toMatchObject({ status: "OK", mentorId });
  const audit = await db().auditLog.findFirstOrThrow({ where: { action: "mentor.manager.change" } });
  expect(audit.diff).toMatchObject({ centers: [[1, 2], [2]], flagged: 1 });
});

test("someone of some centres changes managers of these only, and gives away no other centre", async () => {
  await createMentor({ managerId: 11, centers: [1] });
  await createMentor({ managerId: 12, centers: [1, 2] });
  await createMentor({ managerId: 13, centers: [2] });
  const operator = actorOf("OPERATOR", { centers: [1] });
  expect(await changeManager(operator, { ...change, centers: [1, 2] })).toMatchObject({
    reason: "CENTER_OUT_OF_SCOPE",
  });
  expect(await changeManager(operator, { ...change, id: 12, centers: [1] })).toMatchObject({
    reason: "CENTER_OUT_OF_SCOPE",
  });
  expect(await changeManager(operator, { ...change, id: 13, centers: [1] })).toMatchObject({
    reason: "NOT_FOUND",
  });
  expect(await changeManager(operator, { ...change, centers: [1] })).toMatchObject({ ok: true });
});

test("of two people who change the same manager the second is told, and nothing is lost", async () => {
  await createMentor({ managerId: 11, centers: [1] });
  const tries = await Promise.all([
    changeManager(admin, { ...change, name: "الف", centers: [1] }),
    changeManager(admin, { ...change, name: "ب", centers: [2] }),
  ]);
  expect(tries.filter((one) => one.ok)).toHaveLength(1);
  expect(tries.find((one) => !one.ok)).toMatchObject({ reason: "STALE_VERSION" });
});

test("a centre nobody knows and a pool somebody holds are refused before anything is written", async () => {
  await createMentor({ managerId: 11, centers: [1] });
  expect(await changeManager(admin, { ...change, centers: [77] })).toMatchObject({
    reason: "INVALID_INPUT",
    details: { fields: { centers: "center_unknown" } },
  });
  const holder = { holderKind: "RUN", holderId: crypto.randomUUID(), since: new Date() };
  await db().poolLock.update({ where: { id: 1 }, data: holder });
  expect(await changeManager(admin, { ...change, centers: [2] })).toMatchObject({ reason: "RUN_ACTIVE" });
  await db().poolLock.update({ where: { id: 1 }, data: { holderKind: null, holderId: null, since: null } });
  expect((await db().manager.findUniqueOrThrow({ where: { id: 11 } })).version).toBe(1);
});
