import { expect, test } from "vitest";
import { handlers } from "@/bin/cli/handlers";
import { listLedger } from "@/lib/allocation/ledger/queries";
import { listWaiting } from "@/lib/allocation/need/queries";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { BATCH_STATES } from "@/lib/intake/batch/state";
import { listQuarantine } from "@/lib/intake/queue/queries";
import { BATCHES_VIEW } from "@/lib/intake/review/ledger";
import { listBatches } from "@/lib/intake/review/queries";
import { JOB_KINDS, JOB_STATES, JOBS_VIEW, listJobs, readQueueHealth } from "@/lib/jobs/queries";
import { mentorsAsked, studentsAsked, waitingAsked } from "@/lib/lists/asked";
import { SPECS } from "@/lib/lists/pages";
import { listMentors } from "@/lib/mentor/directory/queries";
import { MOVING_JOBS, needLinks } from "@/lib/reporting/home/links";
import { getAttention, getHome } from "@/lib/reporting/home/queries";
import { readView, type ViewSpec } from "@/lib/shared/view";
import { listStudents } from "@/lib/student/directory/queries";
import { listYears } from "@/lib/student/queries";
import { yearOf } from "@/lib/student/year-of";
import { actorOf } from "../../support/actors";
import { createActor } from "../../support/people";
import { createMentor, createPlacement } from "../../support/placements";
import { makeMentor } from "../../support/pool";
import { makeStudents, storeMentors, storeStudents, useWorld, YEAR } from "../allocation/world";

useWorld();

/** What the page behind a link reads from it. */
const opened = <Sort extends string>(link: string, spec: ViewSpec<Sort>) =>
  readView(Object.fromEntries(new URL(link, "http://localhost").searchParams), spec);

const everybody = actorOf("ADMIN");
const golestan = actorOf("ADMIN", { centers: [1] });

const createBatch = async (status: string, centers: number[] = [], createdById: string | null = null) => {
  const [id, fileId] = [newId(), newId()];
  const batch = { id, kind: "students", year: YEAR, status, centers, rows: 2, createdById };
  await db().importBatch.create({ data: batch });
  const file = { id: fileId, batchId: id, filename: "a.xlsx", size: 1, sha256: "0".repeat(64) };
  await db().importFile.create({ data: file });
  return { batchId: id, fileId };
};

const quarantine = async (
  { batchId, fileId }: { batchId: string; fileId: string },
  centers: (number | null)[],
) => {
  const row = { batchId, fileId, raw: {}, diff: "QUARANTINED", status: "QUARANTINED" };
  await db().importRow.createMany({
    data: centers.map((centerCode, i) => ({ ...row, position: i + 1, rowNo: i + 2, centerCode })),
  });
};

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const createJob = (state: string, finishedAt: Date | null, runId: string = newId()) =>
  db().job.create({
    data: {
      id: newId(),
      kind: "plan-run",
      subject: "run",
      subjectId: runId,
      state,
      correlationId: "test",
      createdAt: daysAgo(20),
      finishedAt,
    },
  });
const createRun = async (state: string, centers: number[]) =>
  (await db().run.create({ data: { id: newId(), year: YEAR, state, centers } })).id;

test("batches to apply: the card opens as many as it counts, and the badge counts the same", async () => {
  for (const state of BATCH_STATES) for (const centers of [[], [1], [2]]) await createBatch(state, centers);
  for (const [staff, expected] of [
    [everybody, 9],
    [golestan, 6],
  ] as const) {
    const { counts } = await getHome(staff);
    const { imports } = await getAttention(staff, []);
    const card = await listBatches(staff, opened(needLinks(counts).openBatches, BATCHES_VIEW));
    expect([counts.openBatches, imports, card.total]).toEqual(Array(3).fill(expected));
  }
});

test("failed and moving jobs: of the days and centres the list shows", async () => {
  const [here, elsewhere] = [await createRun("FAILED", [1]), await createRun("FAILED", [2])];
  for (const runId of [here, elsewhere]) {
    // Begun long ago, failed lately: what counts is when it failed.
    await createJob("FAILED", daysAgo(0.5), runId);
    await createJob("FAILED", daysAgo(8), runId);
    await createJob("DONE", daysAgo(1), runId);
    for (const state of ["QUEUED", "RUNNING", "WAITING"]) await createJob(state, null, runId);
  }
  for (const [staff, failed, moving] of [
    [everybody, 2, 6],
    [golestan, 1, 3],
  ] as const) {
    const { counts } = await getHome(staff);
    const card = await listJobs(staff, opened(needLinks(counts).failedJobs, JOBS_VIEW));
    expect([counts.failedJobs, card.total]).toEqual([failed, failed]);
    const filtered = async (query: Record<string, string>) =>
      (await listJobs(staff, readView(query, JOBS_VIEW))).total;
    expect([(await getAttention(staff, [])).jobs, await filtered(MOVING_JOBS)]).toEqual([moving, moving]);
    // The cards above the list itself.
    const health = await readQueueHealth(staff);
    expect(health.failedToday).toBe(await filtered({ state: "FAILED", period: "1" }));
    for (const state of JOB_STATES) expect(health.counts[state]).toBe(await filtered({ state }));
  }
});

test("mentors over capacity: the card opens as many as it counts, within one's centres", async () => {
  for (const [id, load] of [
    [9_001, 11],
    [9_002, 10],
    [9_003, 12],
  ] as const)
    await storeMentors([makeMentor(id, { load, centers: [id === 9_003 ? 2 : 1] })]);
  for (const [staff, expected] of [
    [everybody, 2],
    [golestan, 1],
  ] as const) {
    const { counts } = await getHome(staff);
    const view = opened(needLinks(counts).overloaded, SPECS.mentors);
    const { totals } = await listMentors(staff, mentorsAsked(view, YEAR));
    expect([counts.overloaded, totals.mentors]).toEqual([expected, expected]);
  }
});

test("no card leads to a bare address, which would open with somebody's own view", () => {
  for (const link of Object.values(needLinks({ waitingYear: YEAR }))) expect(link).toMatch(/\?\w+=/);
});

test("every kind of job that can be done can be filtered for", () => {
  expect([...JOB_KINDS].sort()).toEqual(Object.keys(handlers).sort());
});

test("who waits: everybody in the queue of the year it opens with, never planned included, of no other year", async () => {
  const students = [...makeStudents(6), ...makeStudents(2, { center: 2 }, 20)];
  await storeStudents(students);
  await storeStudents(makeStudents(3, {}, 40), undefined, YEAR - 1);
  const needs = (nationalId: string, year: number) => ({
    id: newId(),
    nationalId,
    year,
    status: "NEEDS_NEW_MENTOR",
    idempotencyKey: newId(),
  });
  const [held, withdrawn, decided] = students.map(({ nationalId }) => nationalId);
  await db().student.update({ where: { nationalId: held! }, data: { onHold: true } });
  await db().student.update({ where: { nationalId: withdrawn! }, data: { withdrawn: true } });
  await db().assignment.createMany({
    data: [needs(decided!, YEAR), needs("0000000040", YEAR - 1)],
  });
  await createPlacement({ mentorId: await createMentor() });
  for (const [staff, expected] of [
    [everybody, 6],
    [golestan, 4],
  ] as const) {
    const { counts } = await getHome(staff);
    const link = needLinks(counts).waiting;
    const years = await listYears(staff);
    const { filters } = opened(link, SPECS.waiting);
    const year = yearOf(filters.year, { years, now: new Date() });
    const ofDefault = yearOf(undefined, { years, now: new Date() });
    expect([year, ofDefault]).toEqual([YEAR, YEAR]);
    const page = await listWaiting(staff, { ...waitingAsked(filters, year), offset: 0, size: 25 });
    const badge = (await getAttention(staff, [])).waiting;
    expect([counts.waiting, badge, page.students]).toEqual(Array(3).fill(expected));
  }
});

test("a student who comes to wait is counted at once", async () => {
  await storeStudents(makeStudents(2));
  expect((await getHome(everybody)).counts.waiting).toBe(2);
  await storeStudents(makeStudents(1, {}, 9));
  expect((await getHome(everybody)).counts.waiting).toBe(3);
});

test("assignments in review: the students whose placement no longer fits", async () => {
  const mentorId = await createMentor();
  await createPlacement({ mentorId });
  await createPlacement({ mentorId, status: "TEMP_REVIEW" });
  await createPlacement({ mentorId, status: "TEMP_REVIEW", student: { centerCode: 2 } });
  for (const [staff, expected] of [
    [everybody, 2],
    [golestan, 1],
  ] as const) {
    const { counts } = await getHome(staff);
    const view = opened(needLinks(counts).inReview, SPECS.students);
    const { total } = await listStudents(staff, studentsAsked(view));
    expect([counts.inReview, total]).toEqual([expected, expected]);
  }
});

test("quarantined rows: those the queue shows this person, and no batch that nobody decides about", async () => {
  const operator = await createActor("OPERATOR", { centers: [1] });
  await quarantine(await createBatch("NEEDS_REVIEW", [1]), [1, 2, null]);
  await quarantine(await createBatch("NEEDS_REVIEW", [], operator.id), [null]);
  await quarantine(await createBatch("APPLIED_WITH_REJECTS", [2]), [1, 2]);
  for (const state of ["DRAFT", "VALIDATING", "CANCELLED", "REVERTING", "REVERTED"])
    await quarantine(await createBatch(state, [1]), [1]);
  for (const [staff, expected] of [
    [everybody, 6],
    [golestan, 1],
    [operator, 2],
  ] as const) {
    const { counts } = await getHome(staff);
    const { total } = await listQuarantine(staff, opened(needLinks(counts).quarantined, SPECS.quarantine));
    const { quarantine: badge } = await getAttention(staff, []);
    expect([counts.quarantined, badge, total]).toEqual(Array(3).fill(expected));
  }
});

test("plans to publish: the planned runs of the reader's centres", async () => {
  for (const state of ["PLANNED", "PUBLISHED"])
    for (const centers of [[], [1], [2]]) await createRun(state, centers);
  for (const [staff, expected] of [
    [everybody, 3],
    [golestan, 2],
  ] as const) {
    const { counts } = await getHome(staff);
    const card = await listLedger(staff, opened(needLinks(counts).openPlans, SPECS.runs));
    const { runs } = await getAttention(staff, []);
    expect([counts.openPlans, runs, card.total]).toEqual(Array(3).fill(expected));
  }
});
