import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { compactKey } from "@/lib/shared/text";
import { expect, query } from "./fixtures";
import { nationalId, registration } from "./sample";
import { applyAll, uploadStudents } from "./upload";
import { wordsOf } from "./words";

const MANAGER = 939;
const MENTOR = 9_391;
const STUDENTS = [nationalId(12_991), nationalId(12_992)];

/** A manager whose mentors take students of these centres; one there is already stays as it is. */
export const storeManager = async (
  id: number,
  name: string,
  centers: readonly number[] = [1],
): Promise<void> => {
  const key = compactKey(name);
  await query("INSERT INTO managers (id, name, name_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    id,
    name,
    key,
  ]);
  await query("INSERT INTO manager_allowed_centers SELECT $1, unnest($2::int[]) ON CONFLICT DO NOTHING", [
    id,
    centers,
  ]);
};

/** One place and two who want it, with numbers of their own: a plan places one and leaves the other waiting. */
export const storePool = async (): Promise<void> => {
  await storeManager(MANAGER, "مدیر خرد");
  await query(
    `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "سال_بار", "شناسه_مدیر")
     VALUES ($1, 'پشتیبان خرد', 'پشتیبان خرد', 0, 'NORMAL', 1, 1404, $2) ON CONFLICT DO NOTHING`,
    [MENTOR, MANAGER],
  );
  await query("INSERT INTO mentor_allowed_groups VALUES ($1, 27) ON CONFLICT DO NOTHING", [MENTOR]);
  await query(
    `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
       "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی")
     SELECT id, gen_random_uuid(), 'خرد', 'آزمونی', 0, 1, 1, 0, 27, 1404 FROM unnest($1::text[]) AS s(id) ON CONFLICT DO NOTHING`,
    [STUDENTS],
  );
};

/** Takes the pool away again, with the runs over it. */
export const dropPool = async (): Promise<void> => {
  await query("DELETE FROM runs WHERE id IN (SELECT run_id FROM run_items WHERE national_id = ANY($1))", [
    STUDENTS,
  ]);
  await query('DELETE FROM "دانش_آموزان" WHERE "کد_ملی" = ANY($1)', [STUDENTS]);
  await query('DELETE FROM "منتورها" WHERE "شناسه_منتور" = $1', [MENTOR]);
  await query("DELETE FROM managers WHERE id = $1", [MANAGER]);
};

/** Plans a run over the pool, as staff do who read Persian. → the run, and a student it decided about. */
export const planPool = async (page: Page): Promise<{ run: string; student: string }> => {
  await storePool();
  await page.goto("/runs/new?year=1404");
  await page.getByRole("button", { name: "ساختن برنامه" }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
  const run = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const decided = () =>
    query<{ student: string }>(
      `SELECT i.student_id AS student FROM runs r JOIN run_items i ON i.run_id = r.id
       WHERE r.id = $1 AND r.plan_hash IS NOT NULL LIMIT 1`,
      [run],
    );
  await expect.poll(async () => (await decided()).length).toBe(1);
  return { run, student: (await decided())[0]?.student ?? "" };
};

/** A batch in a state, without rows. → its id */
export const storeBatch = async (status: string): Promise<string> => {
  const id = randomUUID();
  await query(
    "INSERT INTO import_batches (id, kind, year, status, rows) VALUES ($1, 'students', 1404, $2, 1)",
    [id, status],
  );
  return id;
};

/** An export that failed: the smallest there is. → its id */
export const storeExport = async (): Promise<string> => {
  const id = randomUUID();
  await query("INSERT INTO exports (id, profile, year, state) VALUES ($1, 'sabt', 1404, 'FAILED')", [id]);
  return id;
};

/** The newest run that has decided something: only then it has views. */
const RUN = "SELECT id FROM runs WHERE plan_hash IS NOT NULL ORDER BY number DESC LIMIT 1";

const batchId = (where: string): string =>
  `SELECT id::text FROM import_batches WHERE ${where} ORDER BY number DESC LIMIT 1`;

/** Where an id for a page of one thing is found (by its name, or by the route of a page that asks for more), and what makes the thing where no journey before has made one. */
export const THINGS: Readonly<Record<string, { find: string; make: (page: Page) => Promise<unknown> }>> = {
  batchId: {
    // One whose views all have something to show.
    find: batchId("status = 'NEEDS_REVIEW' AND kind = 'students' AND new_rows > 0 AND quarantined_rows > 0"),
    make: async (page) => {
      const rows = [331, { index: 332, group: "?" }, { index: 333, id: "33" }];
      await uploadStudents(page, registration("walk.xlsx", rows));
      await expect(page.getByRole("button", { name: wordsOf("fa")("import.apply.healthy") })).toBeVisible();
    },
  },
  "/imports/[batchId]/undo": {
    find: batchId("status = 'APPLIED' AND kind = 'students' AND new_rows > 0"),
    make: async (page) => {
      await uploadStudents(page, registration("walk-undo.xlsx", [334, 335]));
      await applyAll(page);
    },
  },
  runId: { find: `SELECT id::text FROM (${RUN}) AS run`, make: planPool },
  studentId: {
    find: `SELECT student_id::text AS id FROM run_items WHERE run_id = (${RUN}) LIMIT 1`,
    make: planPool,
  },
  mentorId: {
    find: `SELECT "شناسه_منتور"::text AS id FROM "منتورها" ORDER BY 1 LIMIT 1`,
    make: storePool,
  },
  exportId: { find: "SELECT id::text FROM exports ORDER BY seq DESC LIMIT 1", make: storeExport },
  managerId: { find: "SELECT id::text FROM managers ORDER BY id LIMIT 1", make: storePool },
  // Whoever walks is one.
  userId: { find: "SELECT id::text FROM users LIMIT 1", make: async () => undefined },
};

/** An id of one of them, by its name; made only where there is none. */
export const idOf = async (page: Page, name: string): Promise<string> => {
  const { find, make } = THINGS[name] ?? { find: "", make: async () => undefined };
  const first = async () => (await query<{ id: string }>(find))[0]?.id;
  const id = (await first()) ?? (await make(page).then(first));
  expect(id, `a thing for the pages of ${name}`).toBeDefined();
  return id ?? "";
};

/** An id of every thing that has pages. Made are only what is missing, and whatever is missing then is an error. */
export const idsOf = async (page: Page): Promise<ReadonlyMap<string, string>> => {
  const ids = new Map<string, string>();
  for (const name of Object.keys(THINGS)) ids.set(name, await idOf(page, name));
  return ids;
};

/** What the parts of a route in brackets are called. */
export const namesIn = (route: string): string[] =>
  [...route.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? "");

/** Where the page of a real thing stands. */
export const addressOf = (route: string, ids: ReadonlyMap<string, string>): string =>
  namesIn(route).reduce(
    (made, name) => made.replace(`[${name}]`, ids.get(route) ?? ids.get(name) ?? ""),
    route,
  );
