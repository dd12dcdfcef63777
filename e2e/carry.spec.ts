import type { Page } from "@playwright/test";
import { expect, query, test } from "./fixtures";
import { nationalId } from "./sample";
import { dropPool, planPool, storeManager } from "./things";

/** So many students and full mentors more than the smallest plan has: all of them stand in what the plan proves itself by. */
const MORE = 300;
const MENTORS = 40;
const FIRST_MENTOR = 9_650_000;
const STUDENTS = Array.from({ length: MORE }, (_, i) => nationalId(20_000 + i));
/** More than this the header, the tabs and the sums of a run have no reason to weigh. */
const GROWTH_MAX_BYTES = 4_000;

const dropMore = async (): Promise<void> => {
  await dropPool();
  await query('DELETE FROM "دانش_آموزان" WHERE "کد_ملی" = ANY($1)', [STUDENTS]);
  await query('DELETE FROM "منتورها" WHERE "شناسه_منتور" BETWEEN $1 AND $1 + $2', [FIRST_MENTOR, MENTORS]);
  await query("DELETE FROM managers WHERE id = 965");
};
test.afterAll(dropMore);

const storeMore = async (): Promise<void> => {
  await storeManager(965, "مدیر بار");
  await query(
    `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "سال_بار", "شناسه_مدیر")
     SELECT $1::int + n, 'باربر ' || n, 'باربر ' || n, 0, 'NORMAL', 2, 1404, 965 FROM generate_series(1, $2::int) n`,
    [FIRST_MENTOR, MENTORS],
  );
  await query(`INSERT INTO mentor_allowed_groups SELECT $1::int + n, 27 FROM generate_series(1, $2::int) n`, [
    FIRST_MENTOR,
    MENTORS,
  ]);
  await query(
    `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
       "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی")
     SELECT id, gen_random_uuid(), 'باری', 'کاروان', 0, 1, 1, 0, 27, 1404 FROM unnest($1::text[]) AS s(id)`,
    [STUDENTS],
  );
};

/** Plans what waits and reads the page of the run as a first visit gets it, and as a visit from another page. */
const readRun = async (page: Page): Promise<Record<"html" | "flight" | "certificate" | "sha256", string>> => {
  const { run } = await planPool(page);
  await expect(page.getByRole("button", { name: "انتشار", exact: true })).toBeVisible();
  const read = async (headers: Record<string, string>) =>
    await (await page.request.get(`/runs/${run}`, { headers })).text();
  const [stored] = await query<{ certificate: string; sha256: string }>(
    "SELECT certificate::text AS certificate, certificate->>'sha256' AS sha256 FROM runs WHERE id = $1",
    [run],
  );
  const { certificate = "", sha256 = "" } = stored ?? {};
  return { html: await read({}), flight: await read({ rsc: "1" }), certificate, sha256 };
};

test("the page of a run, with its button that publishes, takes along sums and nobody's ids, however many it decided about", async ({
  open,
}) => {
  await dropMore();
  const page = await open({ role: "OPERATOR" });
  const small = await readRun(page);
  await dropPool();
  await storeMore();
  const large = await readRun(page);

  // What must not travel is there to be taken along.
  expect(large.certificate).toContain(String(FIRST_MENTOR + 1));
  expect(large.certificate.length - small.certificate.length).toBeGreaterThan(GROWTH_MAX_BYTES / 4);
  for (const kind of ["html", "flight"] as const) {
    const text = large[kind];
    expect(text, kind).toContain("انتشار");
    expect(
      STUDENTS.filter((id) => text.includes(id)),
      kind,
    ).toEqual([]);
    expect(text, kind).not.toMatch(new RegExp(`\\b${String(FIRST_MENTOR).slice(0, 5)}\\d\\d\\b`));
    expect(text, kind).not.toContain(large.sha256);
    expect(text.length - small[kind].length, kind).toBeLessThan(GROWTH_MAX_BYTES);
  }
  test.info().annotations.push({
    type: "bytes",
    description: `html ${small.html.length} → ${large.html.length}, flight ${small.flight.length} → ${large.flight.length}, certificate ${small.certificate.length} → ${large.certificate.length}`,
  });
});
