import { beforeEach, expect, test } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { getAttention } from "@/lib/reporting/home/queries";
import { markNoticesSeen } from "@/lib/reporting/notice/commands";
import { listNotices } from "@/lib/reporting/notice/queries";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();

const MINUTE_MS = 60_000;
const minutesAgo = (n: number) => new Date(Date.now() - n * MINUTE_MS);

const createPerson = async (role: Role, centers: number[] = []) => {
  const id = newId();
  await db().user.create({
    data: {
      id,
      username: id,
      name: "کارمند",
      passwordHash: "none",
      role,
      centers,
      createdAt: minutesAgo(600),
    },
  });
  return actorOf(role, { id, centers });
};

const createRun = (data: { state: string; centers?: number[]; publishedAt?: Date }) =>
  db().run.create({ data: { id: newId(), year: 1404, publishedPlaced: 7, ...data } });

type Ended = {
  kind: string;
  subjectId: string;
  by: string | null;
  state?: string;
  code?: string;
  ago?: number;
};

const createJob = ({ kind, subjectId, by, state = "DONE", code, ago = 5 }: Ended) =>
  db().job.create({
    data: {
      id: newId(),
      kind,
      subject: kind.endsWith("run") ? "run" : kind.endsWith("export") ? "export" : "batch",
      subjectId,
      state,
      errorCode: code ?? null,
      correlationId: "test",
      createdById: by,
      finishedAt: minutesAgo(ago),
    },
  });

const kindsFor = async (staff: Awaited<ReturnType<typeof createPerson>>) =>
  (await listNotices(staff, [])).map(({ kind, work }) => (work ? `${kind} ${work}` : kind));

beforeEach(async () => {
  await db().$executeRaw`TRUNCATE runs, jobs, dead_letters, outbox_events, users CASCADE`;
});

test("people hear how their own work ended, newest first, and only the last end of each", async () => {
  const [me, other] = [await createPerson("OPERATOR"), await createPerson("OPERATOR")];
  const run = await createRun({ state: "PUBLISHING" });
  await createJob({ kind: "plan-run", subjectId: run.id, by: me.id, ago: 30 });
  await createJob({
    kind: "publish-run",
    subjectId: run.id,
    by: me.id,
    state: "FAILED",
    code: "INTERNAL",
    ago: 20,
  });
  await createJob({ kind: "publish-run", subjectId: run.id, by: me.id, ago: 10 });
  expect(await kindsFor(me)).toEqual(["DONE publish-run", "DONE plan-run"]);
  expect(await kindsFor(other)).toEqual([]);
});

test("a publish is told to everyone who sees the run, once, and to nobody of other centres", async () => {
  const [me, colleague, manager] = [
    await createPerson("OPERATOR"),
    await createPerson("AUDITOR"),
    await createPerson("MANAGER", [2]),
  ];
  const run = await createRun({ state: "PUBLISHED", centers: [0, 1], publishedAt: minutesAgo(3) });
  await createJob({ kind: "publish-run", subjectId: run.id, by: me.id });
  expect(await kindsFor(me)).toEqual(["DONE publish-run"]);
  expect(await listNotices(colleague, [])).toMatchObject([
    { kind: "PUBLISHED", number: run.number, count: 7 },
  ]);
  expect(await kindsFor(manager)).toEqual([]);
  expect(await kindsFor(await createPerson("MENTOR"))).toEqual([]);
});

test("a plan that became stale is told to whoever may plan anew, until somebody has", async () => {
  const [planner, auditor] = [await createPerson("OPERATOR"), await createPerson("AUDITOR")];
  const run = await createRun({ state: "FAILED" });
  await createJob({ kind: "publish-run", subjectId: run.id, by: null, state: "FAILED", code: "PLAN_STALE" });
  expect(await kindsFor(planner)).toEqual(["STALE publish-run"]);
  expect(await kindsFor(auditor)).toEqual([]);
  await db().run.update({ where: { id: run.id }, data: { state: "DISCARDED" } });
  expect(await kindsFor(planner)).toEqual([]);
});

test("what lies dead is told with how many until it is replayed", async () => {
  const admin = await createPerson("ADMIN");
  const run = await createRun({ state: "CANCELLED" });
  for (const position of [1, 2])
    await db().deadLetter.create({
      data: {
        id: newId(),
        runId: run.id,
        position,
        studentId: newId(),
        code: "X",
        message: "x",
        context: {},
      },
    });
  await db().outboxEvent.create({
    data: {
      id: newId(),
      type: "takhsis.allocation.run.publish.v1",
      aggregateType: "run",
      aggregateId: run.id,
      payload: {},
      correlationId: "c",
      status: "DEAD",
    },
  });
  expect((await listNotices(admin, [])).map(({ kind, count }) => [kind, count]).sort()).toEqual([
    ["DEAD_EVENTS", 1],
    ["DEAD_LETTERS", 2],
  ]);
  await db().deadLetter.updateMany({ data: { replayedAt: new Date() } });
  await db().outboxEvent.deleteMany();
  expect(await listNotices(admin, [])).toEqual([]);
});

test("what somebody has looked at is no news, and a later mark never brings it back", async () => {
  const me = await createPerson("OPERATOR");
  const run = await createRun({ state: "PLANNED" });
  await createJob({ kind: "plan-run", subjectId: run.id, by: me.id, ago: 5 });
  expect((await getAttention(me, [])).notices).toBe(1);
  const [seen] = await listNotices(me, []);
  await markNoticesSeen(me, { at: seen?.at.toISOString() ?? "" });
  await markNoticesSeen(me, { at: minutesAgo(90).toISOString() });
  expect((await getAttention(me, [])).notices).toBe(0);
  expect(await listNotices(me, [])).toMatchObject([{ fresh: false }]);
  // A mark in the future hides nothing that has not happened yet.
  await markNoticesSeen(me, { at: new Date(Date.now() + 60 * MINUTE_MS).toISOString() });
  await db().job.updateMany({ data: { finishedAt: new Date(Date.now() + MINUTE_MS) } });
  expect((await getAttention(me, [])).notices).toBe(1);
});
