import { expect, test } from "vitest";
import { type Can, GRANTS, type Permission } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { getHome } from "@/lib/reporting/home/queries";
import { SUBJECTS, type Subject } from "@/lib/shared/subject";
import { actorOf } from "@/tests/support/actors";
import { useWorld } from "../allocation/world";

useWorld();

const KINDS = { run: "plan-run", batch: "validate-batch", export: "make-export" } as const;
const LONG_AGO = Date.UTC(2026, 0, 1);
let created = 0;

const createSubject = async (subject: Subject, centers: number[]): Promise<string> => {
  const [id, year] = [newId(), 1404];
  if (subject === "run") await db().run.create({ data: { id, year, state: "PLANNING", centers } });
  if (subject === "batch")
    await db().importBatch.create({ data: { id, kind: "students", year, status: "VALIDATING", centers } });
  if (subject === "export")
    await db().export.create({ data: { id, profile: "sabt", year, state: "RUNNING", centers } });
  return id;
};

/** A job under way, each created after the one before. → its id */
const createJob = async (subject: Subject, subjectId: string, state = "RUNNING"): Promise<string> => {
  created += 1;
  const [id, createdAt] = [newId(), new Date(LONG_AGO + created)];
  const job = { id, kind: KINDS[subject], subject, subjectId, state, correlationId: "test", createdAt };
  await db().job.create({ data: job });
  return id;
};

const createMoving = async (subject: Subject, centers: number[]) =>
  createJob(subject, await createSubject(subject, centers));

const shown = async (staff: Can<Permission>): Promise<string[]> =>
  (await getHome(staff)).jobs.rows.map(({ id }) => id);

/** Somebody with these permissions alone, as a service token or a narrower role may have. */
const holding = (permissions: readonly Permission[]): Can<Permission> => ({
  ...actorOf("ADMIN"),
  permissions: new Set(permissions),
});

test.each(Object.keys(SUBJECTS) as Subject[])(
  "work under way on a %s is shown to those whose centres it concerns, and to nobody else",
  async (subject) => {
    const [here, elsewhere] = [await createMoving(subject, [1]), await createMoving(subject, [2])];
    const both = await createMoving(subject, [1, 2]);
    const everywhere = await createMoving(subject, []);
    expect(await shown(actorOf("ADMIN"))).toEqual([here, elsewhere, both, everywhere]);
    expect(await shown(actorOf("MANAGER", { centers: [1] }))).toEqual([here, both, everywhere]);
    expect(await shown(actorOf("OPERATOR", { centers: [2, 3] }))).toEqual([elsewhere, both, everywhere]);
  },
);

test("work under way is shown with the permission of what it works on, not with another", async () => {
  const jobs = {
    run: await createMoving("run", []),
    batch: await createMoving("batch", []),
    export: await createMoving("export", []),
  };
  const all = Object.values(SUBJECTS).map(({ permission }) => permission);
  for (const [subject, { permission }] of Object.entries(SUBJECTS)) {
    const others = all.filter((other) => other !== permission);
    expect(await shown(holding([permission]))).toEqual([jobs[subject as Subject]]);
    expect(await shown(holding(others))).not.toContain(jobs[subject as Subject]);
  }
  const withoutImports = GRANTS.MANAGER.filter((permission) => permission !== "import:read");
  expect(await shown(holding(withoutImports))).toEqual([jobs.run, jobs.export]);
  expect(await shown(actorOf("MENTOR", { mentorId: 7 }))).toEqual([]);
});

test("what has ended, and what works on something that is gone, is not under way", async () => {
  const run = await createSubject("run", []);
  for (const state of ["DONE", "FAILED"]) await createJob("run", run, state);
  await createJob("run", newId());
  const moving: string[] = [];
  for (const state of ["QUEUED", "RUNNING", "WAITING"]) moving.push(await createJob("run", run, state));
  expect(await shown(actorOf("ADMIN"))).toEqual(moving);
});

test("the longest waiting five are shown by the number people know, and all are counted", async () => {
  const jobs: string[] = [];
  for (let i = 0; i < 7; i += 1) jobs.push(await createMoving("batch", [i < 6 ? 1 : 2]));
  const all = (await getHome(actorOf("ADMIN"))).jobs;
  expect([all.rows.map(({ id }) => id), all.total]).toEqual([jobs.slice(0, 5), 7]);
  const batches = await db().importBatch.findMany({ orderBy: { number: "asc" }, select: { number: true } });
  expect(all.rows.map(({ subjectNumber }) => subjectNumber)).toEqual(
    batches.slice(0, 5).map(({ number }) => number),
  );
  expect((await getHome(actorOf("MANAGER", { centers: [1] }))).jobs.total).toBe(6);
  expect((await getHome(actorOf("MANAGER", { centers: [3] }))).jobs).toEqual({ rows: [], total: 0 });
});
