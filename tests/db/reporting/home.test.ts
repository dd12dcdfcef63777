import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { getHome } from "@/lib/reporting/home/queries";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();

const createRunIn = (state: string, centers: number[]) =>
  db().run.create({ data: { id: newId(), year: 1404, state, centers } });

const createQuarantined = async (centerCode: number | null, status = "NEEDS_REVIEW") => {
  const [batchId, fileId] = [newId(), newId()];
  await db().importBatch.create({
    data: {
      id: batchId,
      kind: "students",
      year: 1404,
      status,
      centers: centerCode === null ? [] : [centerCode],
      rows: 1,
    },
  });
  await db().importFile.create({
    data: { id: fileId, batchId, filename: "a.xlsx", size: 1, sha256: "0".repeat(64) },
  });
  await db().importRow.create({
    data: {
      batchId,
      fileId,
      position: 1,
      rowNo: 2,
      raw: {},
      diff: "QUARANTINED",
      status: "QUARANTINED",
      centerCode,
    },
  });
};

test("an empty installation has nothing to do and nothing to show", async () => {
  const home = await getHome(actorOf("ADMIN"));
  expect(home.counts).toMatchObject({
    quarantined: 0,
    waiting: 0,
    hasManagers: false,
    hasMentors: false,
    hasStudents: false,
  });
  expect([home.jobs.rows, home.batches, home.runs, home.exports]).toEqual([[], [], [], []]);
});

test("the way to a first run begins with managers until there is one", async () => {
  expect((await getHome(actorOf("ADMIN"))).counts.hasManagers).toBe(false);
  await db().manager.create({ data: { id: 101, name: "یاسمن کریمی", nameKey: "یاسمن کریمی" } });
  expect((await getHome(actorOf("ADMIN"))).counts).toMatchObject({ hasManagers: true, hasMentors: false });
});

test("everyone sees what concerns their centres and what they may read", async () => {
  await createRunIn("PLANNED", [1]);
  await createRunIn("PLANNED", []);
  await createQuarantined(1);
  await createQuarantined(2);
  await createQuarantined(null);
  await createQuarantined(1, "CANCELLED");

  const all = await getHome(actorOf("OPERATOR"));
  expect(all.counts).toMatchObject({ quarantined: 3, openBatches: 3, openPlans: 2 });
  const golestan = await getHome(actorOf("OPERATOR", { centers: [1] }));
  expect(golestan.counts).toMatchObject({ quarantined: 1, openBatches: 2, openPlans: 2 });
  const sadra = await getHome(actorOf("MANAGER", { centers: [2] }));
  expect(sadra.counts).toMatchObject({ quarantined: 1, openPlans: 1 });
  expect(sadra.runs).toHaveLength(1);
  const mentor = await getHome(actorOf("MENTOR", { mentorId: 7 }));
  expect([mentor.batches, mentor.runs, mentor.exports]).toEqual([[], [], []]);
});
