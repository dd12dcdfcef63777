import fs from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POST as startRun } from "@/app/api/v1/allocation/run/route";
import { GET as getStatus } from "@/app/api/v1/allocation/status/[jobId]/route";
import { GET as follow } from "@/app/api/v1/events/route";
import { GET as openApi } from "@/app/api/v1/openapi.json/route";
import { GET as getRun } from "@/app/api/v1/runs/[runId]/route";
import { GET as listRuns } from "@/app/api/v1/runs/route";
import { POST as importStudents } from "@/app/api/v1/students/import/route";
import { POST as searchStudents } from "@/app/api/v1/students/search/route";
import { GET as metrics } from "@/app/metrics/route";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { emitProgress } from "@/lib/jobs/progress";
import { countStreams } from "@/lib/jobs/stream";
import { takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { nationalId, writeOffice } from "../../support/office";
import { answerOf, call, tokenWith } from "../../support/rest";

useDatabase();
let office: Awaited<ReturnType<typeof writeOffice>>;
let runId = "";
beforeAll(async () => {
  office = await writeOffice();
  await takhsisJson("import", "managers", office.managers);
  await takhsisJson("import", "mentors", office.mentors, "--year", "1404");
  await takhsisJson("import", "students", office.students, "--year", "1404");
  runId = (await takhsisJson<{ runId: string }>("allocate", "--year", "1404", "--centers", "0")).runId;
}, 60_000);
afterAll(() => fs.rm(office.folder, { recursive: true }));

const codeOf = async (response: Response) => {
  const { status, body } = await answerOf(response);
  return [status, body["code"]];
};

test("without or with a wrong token 401, without the permission 403, out of scope 404, as problem details in both languages", async () => {
  expect(await codeOf(await call(listRuns, "/runs"))).toEqual([401, "UNAUTHENTICATED"]);
  expect(await codeOf(await call(listRuns, "/runs", { token: "tkh_not-a-real-token-at-all" }))).toEqual([
    401,
    "UNAUTHENTICATED",
  ]);
  const mentorsOnly = await tokenWith(["mentor:read"]);
  const refused = await call(listRuns, "/runs", {
    token: mentorsOnly,
    headers: { "x-correlation-id": "my-own-id-1" },
  });
  expect(refused.headers.get("x-correlation-id")).toBe("my-own-id-1");
  const { status, body } = await answerOf<{
    code: string;
    message: { fa: string; en: string };
    correlationId: string;
  }>(refused);
  expect([status, body.code, body.correlationId]).toEqual([403, "FORBIDDEN", "my-own-id-1"]);
  expect(body.message.fa).toMatch(/[آ-ی]/);
  const elsewhere = await tokenWith(["run:read", "student:read"], [1]);
  expect(await codeOf(await call(getRun, `/runs/${runId}`, { token: elsewhere, params: { runId } }))).toEqual(
    [404, "NOT_FOUND"],
  );
  const found = await answerOf<{ total: number }>(
    await call(searchStudents, "/students/search", { token: elsewhere, body: { year: 1404 } }),
  );
  expect(found.body.total).toBe(2);
  expect(
    await codeOf(await call(getRun, "/runs/1%27", { token: elsewhere, params: { runId: "1'" } })),
  ).toEqual([404, "NOT_FOUND"]);
});

test("a job of a run is seen by whoever sees the run, and by nobody else", async () => {
  const job = await db().job.findFirstOrThrow({ where: { subjectId: runId } });
  const ask = (token: string) =>
    call(getStatus, `/allocation/status/${job.id}`, { token, params: { jobId: job.id } });
  expect((await ask(await tokenWith(["run:read"], [0]))).status).toBe(200);
  expect(await codeOf(await ask(await tokenWith(["run:read"], [1])))).toEqual([404, "NOT_FOUND"]);
});

test("unknown fields, wrong types and broken JSON are refused with the fields named", async () => {
  const token = await tokenWith(["alloc:run", "run:read", "import:write"]);
  const ask = async (body: unknown) =>
    await answerOf<{ code: string; details: { fields: object } }>(
      await call(startRun, "/allocation/run", { token, body }),
    );
  expect((await ask({ year: 1404, centre: 1 })).body).toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: { body: "unrecognized_keys" } },
  });
  expect((await ask({ year: "1404" })).body.details.fields).toEqual({ year: "invalid_type" });
  expect((await ask("{")).body.details.fields).toEqual({ body: "json" });
  expect((await ask({ year: 1399 })).status).toBe(422);
  expect(
    await codeOf(await call(startRun, "/allocation/run", { token, body: { year: 1404, publish: true } })),
  ).toEqual([403, "FORBIDDEN"]);
  expect(await codeOf(await call(listRuns, "/runs?limit=1000", { token }))).toEqual([422, "INVALID_INPUT"]);
  expect(await codeOf(await call(listRuns, "/runs?cursor=nonsense", { token }))).toEqual([
    422,
    "INVALID_INPUT",
  ]);
});

test("the same key starts one thing: the stored answer for the same request, 409 for another", async () => {
  const token = await tokenWith(["alloc:run", "import:write"]);
  const key = { "idempotency-key": "run-of-today" };
  const ask = (body: unknown) => call(startRun, "/allocation/run", { token, headers: key, body });
  const all = await Promise.all(Array.from({ length: 8 }, () => ask({ year: 1404, centers: [1] })));
  const answers = await Promise.all(all.map((response) => response.json() as Promise<{ runId: string }>));
  expect(all.map((response) => response.status)).toEqual(Array(8).fill(202));
  expect(new Set(answers.map((answer) => answer.runId)).size).toBe(1);
  expect(all.filter((response) => response.headers.has("idempotency-replayed"))).toHaveLength(7);
  expect(await codeOf(await ask({ year: 1404 }))).toEqual([409, "IDEMPOTENCY_CONFLICT"]);
  expect(
    (
      await call(startRun, "/allocation/run", {
        token: await tokenWith(["alloc:run"]),
        headers: key,
        body: { year: 1404 },
      })
    ).status,
  ).toBe(202);
  const upload = async (file: string) => {
    const form = new FormData();
    form.append("year", "1404");
    form.append("file", new Blob([await fs.readFile(file)]), "students.csv");
    return await call(importStudents, "/students/import", {
      token,
      headers: { "idempotency-key": "upload-1" },
      body: form,
    });
  };
  const [first, second] = [
    await answerOf(await upload(office.students)),
    await answerOf(await upload(office.students)),
  ];
  expect(second).toEqual(first);
  expect(await codeOf(await upload(office.mentors))).toEqual([409, "IDEMPOTENCY_CONFLICT"]);
});

test("every answer tells the rate; the 101st of a minute is 429 with Retry-After", async () => {
  const token = await tokenWith(["run:read"]);
  const first = await call(listRuns, "/runs", { token });
  expect(first.headers.get("ratelimit-remaining")).toBe("99");
  for (let i = 0; i < 99; i++) await call(listRuns, "/runs?limit=1", { token });
  const last = await call(listRuns, "/runs", { token });
  expect([last.status, last.headers.get("ratelimit-remaining")]).toEqual([429, "0"]);
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await codeOf(last)).toEqual([429, "RATE_LIMITED"]);
});

test("events are for those who may see the thing; they resume, and leaving closes the stream", async () => {
  const token = await tokenWith(["run:read"], [0]);
  const path = `/events?topic=run:${runId}`;
  expect(await codeOf(await call(follow, path))).toEqual([401, "UNAUTHENTICATED"]);
  expect(await codeOf(await call(follow, "/events"))).toEqual([401, "UNAUTHENTICATED"]);
  expect(await codeOf(await call(follow, path, { token: await tokenWith(["import:read"]) }))).toEqual([
    403,
    "FORBIDDEN",
  ]);
  expect(await codeOf(await call(follow, path, { token: await tokenWith(["run:read"], [1]) }))).toEqual([
    404,
    "NOT_FOUND",
  ]);
  expect(await codeOf(await call(follow, `${path}&topic=pool`, { token }))).toEqual([403, "FORBIDDEN"]);
  expect(
    await codeOf(await call(follow, "/events?topic=user:1", { token: await tokenWith(["report:read"]) })),
  ).toEqual([422, "INVALID_INPUT"]);
  const leaving = new AbortController();
  const [newest] = await db().progressEvent.findMany({
    where: { topic: `run:${runId}` },
    orderBy: { id: "desc" },
    take: 1,
  });
  const headers = { "last-event-id": String(newest?.id) };
  const stream = await call(follow, path, { token, headers, signal: leaving.signal });
  expect([
    stream.status,
    stream.headers.get("cache-control"),
    stream.headers.get("x-accel-buffering"),
  ]).toEqual([200, "no-cache, no-transform", "no"]);
  await inTx((tx) => emitProgress(tx, `run:${runId}`, "progress", { done: 5 }));
  const reader = stream.body!.getReader();
  let text = "";
  while (!text.includes('"done":5')) text += new TextDecoder().decode((await reader.read()).value);
  expect(text.match(/^data:/gm)).toHaveLength(1);
  leaving.abort();
  while (!(await reader.read()).done);
  expect(countStreams()).toBe(0);
});

test("metrics are for the scraper's token and metrics:read, and name no one", async () => {
  expect((await call(metrics, "/metrics")).status).toBe(401);
  expect((await call(metrics, "/metrics", { token: await tokenWith(["run:read"]) })).status).toBe(403);
  process.env["METRICS_TOKEN"] = "metrics-token-of-the-scraper";
  const text = await (await call(metrics, "/metrics", { token: "metrics-token-of-the-scraper" })).text();
  const numberAt = (line: string) =>
    Number(
      text
        .split("\n")
        .find((one) => one.startsWith(`${line} `))
        ?.split(" ")
        .at(-1),
    );
  expect(numberAt("allocation_success_total")).toBe(5);
  expect(numberAt('allocation_failed_total{reason="NO_ELIGIBLE_MENTOR"}')).toBe(2);
  expect(numberAt("counter_generated_total")).toBe(5);
  expect(numberAt('counter_last_sequence_position{year_code="54",gender="female"}')).toBe(5);
  expect(numberAt("mentor_capacity_utilization")).toBeCloseTo(6 / 16);
  expect(numberAt('allocation_duration_seconds_count{policy="sequential"}')).toBe(1);
  expect(text).toMatch(/jobs\{kind="publish-run",state="DONE"\} 1/);
  expect(text).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/runs\/\{id\}"/);
  // As a label: a mentor's number may well be part of a duration.
  for (const secret of [runId, nationalId(1), '="101"']) expect(text).not.toContain(secret);
  expect((await call(metrics, "/metrics", { token: await tokenWith(["metrics:read"]) })).status).toBe(200);
});

test("the contract is open to everybody and speaks of this version", async () => {
  const { status, body } = await answerOf<{ openapi: string; info: { version: string } }>(
    await call(openApi, "/openapi.json"),
  );
  expect([status, body.openapi, body.info.version]).toEqual([200, "3.1.0", "0.1.0"]);
});

test("an error nobody foresaw is told by its correlation id alone", async () => {
  const broken = (await import("@/lib/auth/guard")).guarded("run:read", async () => {
    throw new Error(`secret ${nationalId(1)}`);
  });
  const response = await call(broken, "/runs", { token: await tokenWith(["run:read"]) });
  const text = await response.text();
  expect([response.status, JSON.parse(text).code]).toEqual([500, "INTERNAL"]);
  expect(text).not.toContain("secret");
});
