import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listMentorSources } from "@/lib/intake/correct/queries";
import { changeMentor, previewMentor } from "@/lib/intake/mentor/commands";
import { createMentor as createByHand } from "@/lib/intake/mentor/create/commands";
import { changeMentorSchema, createMentorSchema } from "@/lib/intake/mentor/schema";
import { createMentor, createPlacement } from "@/tests/support/placements";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { done, MANAGERS, mentorTable, take } from "./files";

useDatabase();
const admin = actorOf("ADMIN", { name: "نرگس" });

beforeEach(async () => {
  await db().$executeRaw`TRUNCATE "تخصیص_ها", "دانش_آموزان", "منتورها", managers CASCADE`;
});

const change = (mentorId: number, fields: object, actor = admin) =>
  changeMentor(actor, changeMentorSchema.parse({ mentorId, ...fields }));
const mentorOf = (id: number) =>
  db().mentor.findUniqueOrThrow({ where: { id }, include: { groups: true, schools: true, centers: true } });
const groupsOf = async (id: number) =>
  (await mentorOf(id)).groups.map((one) => one.groupCode).sort((a, b) => a - b);

describe("a mentor changed by hand", () => {
  test("gets the groups a typed list with ranges names, cut to the known codes", async () => {
    const id = await createMentor();
    expect(await change(id, { groups: "۱، ۳,5 7:9" })).toMatchObject({
      ok: true,
      value: { fields: ["groups"] },
    });
    expect(await groupsOf(id)).toEqual([1, 3, 5, 7, 8, 9]);
  });

  test("is refused at the field for what a file's row would be kept out for, and for what it would leave empty", async () => {
    const id = await createMentor();
    const wrong = { groups: "3,999", mobile: "123", kind: "SCHOOL", alias: "12", managerId: 77 };
    expect(await change(id, wrong)).toEqual({
      ok: false,
      reason: "INVALID_INPUT",
      details: {
        fields: {
          groups: "GROUP_TOKEN_UNKNOWN",
          mobile: "MOBILE_INVALID",
          schools: "SCHOOLS_MISSING",
          alias: "ALIAS_INVALID",
          managerId: "MANAGER_UNKNOWN",
        },
      },
    });
    expect(await mentorOf(id)).toMatchObject({ version: 1, kind: "NORMAL" });
  });

  test("puts placements the rules no longer hold for under review, and moves nobody", async () => {
    const id = await createMentor({ groups: [3, 5] });
    const three = await createPlacement({ mentorId: id, student: { groupCode: 3 } });
    const five = await createPlacement({ mentorId: id, student: { groupCode: 5 } });
    const asked = changeMentorSchema.parse({ mentorId: id, groups: [3] });
    const foreseen = await previewMentor(admin, asked);
    expect(foreseen).toMatchObject({
      ok: true,
      value: {
        changes: { groups: [[3, 5], [3]] },
        review: {
          total: 1,
          hidden: 0,
          students: [{ studentId: five.studentId, codes: ["GROUP_NOT_ALLOWED"] }],
        },
      },
    });
    expect(await groupsOf(id)).toEqual([3, 5]);
    expect(await db().auditLog.count({ where: { resourceId: String(id) } })).toBe(0);
    expect(await changeMentor(admin, asked)).toMatchObject({ ok: true, value: { flagged: 1 } });
    const rows = await db().assignment.findMany({ select: { id: true, status: true, mentorId: true } });
    expect(rows).toContainEqual({ id: five.id, status: "TEMP_REVIEW", mentorId: id });
    expect(rows).toContainEqual({ id: three.id, status: "OK", mentorId: id });
  });

  test("a preview tells load, places and who leaves the pool; students of other centres are only counted", async () => {
    const id = await createMentor({ centers: [1, 2], managerId: 31 });
    await createPlacement({ mentorId: id, student: { centerCode: 1 } });
    await createPlacement({ mentorId: id, student: { centerCode: 2 } });
    const asked = changeMentorSchema.parse({ mentorId: id, capacity: "1", accepting: false, gender: "0" });
    expect(await previewMentor(actorOf("OPERATOR", { centers: [1] }), asked)).toMatchObject({
      ok: true,
      value: {
        load: 2,
        capacity: [60, 1],
        out: [null, "NOT_ACCEPTING"],
        review: { total: 2, hidden: 1, students: [{ codes: ["GENDER_MISMATCH"] }] },
      },
    });
  });

  test("is told to the audit log without names and numbers, and capacity to the outside", async () => {
    const id = await createMentor();
    await change(id, { name: "نام تازه", mobile: "09120000001", capacity: 12, reason: "تلفنی" });
    const { diff } = await db().auditLog.findFirstOrThrow({
      where: { action: "mentor.mentor.change" },
      orderBy: { id: "desc" },
    });
    expect(diff).toEqual({
      fields: expect.arrayContaining(["name", "mobile", "capacity"]),
      flagged: 0,
      capacity: [60, 12],
      reason: "تلفنی",
    });
    const types = (await db().outboxEvent.findMany({ where: { aggregateId: String(id) } })).map(
      ({ type }) => type,
    );
    expect(types.sort()).toEqual([
      "takhsis.intake.mentor.corrected.v1",
      "takhsis.mentor.capacity.adjusted.v1",
    ]);
  });

  test("keeps the person's word against the file that said what stood there, and gives way to news", async () => {
    await done(take("managers", MANAGERS));
    const row = (groups: string) =>
      mentorTable([[801, "پشتیبان", "مرد", "رضا بهرامی", "عادی", groups, 0, 4, 60, ""]]);
    await done(take("mentors", row("3,5")));
    expect(await change(801, { groups: "7:9" })).toMatchObject({ ok: true });
    expect(await done(take("mentors", row("3,5")))).toMatchObject({ changed: 0 });
    expect(await groupsOf(801)).toEqual([7, 8, 9]);
    expect((await listMentorSources(admin, await mentorOf(801)))[0]).toMatchObject({
      field: "groups",
      by: "نرگس",
    });
    await done(take("mentors", row("1")));
    expect(await groupsOf(801)).toEqual([1]);
  });
});

describe("people", () => {
  test("of two editors the second is told who saved when, and nothing of the first is lost", async () => {
    const id = await createMentor();
    const [first, second] = [actorOf("ADMIN", { name: "اول" }), actorOf("ADMIN", { name: "دوم" })];
    const tries = await Promise.all([
      change(id, { version: 1, capacity: 11 }, first),
      change(id, { version: 1, capacity: 22 }, second),
    ]);
    const refused = tries.find((one) => !one.ok);
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    const winner = tries[0]?.ok ? { by: "اول", capacity: 11 } : { by: "دوم", capacity: 22 };
    expect(refused).toMatchObject({ reason: "STALE_VERSION", details: { version: 2, by: winner.by } });
    expect(await mentorOf(id)).toMatchObject({ capacity: winner.capacity, version: 2 });
  });

  test("a mentor out of sight is not there, and none is led out of one's own centres", async () => {
    const mine = await createMentor({ centers: [1], managerId: 41 });
    const other = await createMentor({ centers: [2], managerId: 42 });
    const operator = actorOf("OPERATOR", { centers: [1] });
    expect(await change(other, { capacity: 5 }, operator)).toMatchObject({ reason: "NOT_FOUND" });
    expect(await change(mine, { managerId: 42 }, operator)).toMatchObject({
      reason: "INVALID_INPUT",
      details: { fields: { managerId: "CENTER_OUT_OF_SCOPE" } },
    });
    expect(await change(mine, { capacity: 5 }, operator)).toMatchObject({ ok: true });
  });

  test("nobody changes a mentor while a run or an import has the pool", async () => {
    const id = await createMentor();
    const holder = { holderKind: "RUN", holderId: crypto.randomUUID(), since: new Date() };
    await db().poolLock.update({ where: { id: 1 }, data: holder });
    expect(await change(id, { capacity: 5 })).toMatchObject({ reason: "RUN_ACTIVE" });
    await db().poolLock.update({ where: { id: 1 }, data: { holderKind: null, holderId: null, since: null } });
    expect((await mentorOf(id)).version).toBe(1);
  });
});

describe("a mentor created by hand", () => {
  const blank = {
    id: "4001",
    year: "1404",
    name: "تازه",
    gender: "1",
    kind: "NORMAL",
    managerId: 1,
    capacity: "30",
  };
  const create = (fields: object, actor = admin) =>
    createByHand(actor, createMentorSchema.parse({ ...blank, groups: "3,7:9", ...fields }));

  test("has the groups, the manager and no load, and comes from a person", async () => {
    await createMentor({ managerId: 1 });
    expect(await create({ centers: [1], schools: [] })).toMatchObject({
      ok: true,
      value: { mentorId: 4001 },
    });
    const mentor = await mentorOf(4001);
    expect(mentor).toMatchObject({ load: 0, capacity: 30, loadYear: 1404, kind: "NORMAL", managerId: 1 });
    expect(await groupsOf(4001)).toEqual([3, 7, 8, 9]);
    expect(mentor.centers).toMatchObject([{ centerCode: 1 }]);
    expect(await listMentorSources(admin, mentor)).toMatchObject([
      { field: "*", kind: "person", by: "نرگس" },
    ]);
  });

  test("of two who give one id, one is told that it is taken", async () => {
    await createMentor({ managerId: 1 });
    const tries = await Promise.all([create({ name: "یک" }), create({ name: "دو" })]);
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    expect(tries.find((one) => !one.ok)).toMatchObject({ details: { fields: { id: "taken" } } });
    expect(await create({ year: "1499", id: "4002" })).toMatchObject({ reason: "YEAR_UNKNOWN" });
  });

  test("belongs to a manager of one's own centres", async () => {
    await createMentor({ managerId: 42, centers: [2] });
    expect(await create({ managerId: 42 }, actorOf("OPERATOR", { centers: [1] }))).toMatchObject({
      details: { fields: { managerId: "CENTER_OUT_OF_SCOPE" } },
    });
  });
});
