import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { once } from "@/lib/jobs/idempotency";
import { countRequest } from "@/lib/jobs/rate-limit";
import { AppError } from "@/lib/shared/errors";
import { useDatabase } from "../../support/db";

useDatabase();
const key = (name: string, bodyHash = "a") => ({ principal: "user:1", key: name, bodyHash });
const answer = { status: 202, body: { jobId: "1" }, location: "/x" };

test("the same key and body get the stored answer, another body is refused", async () => {
  let calls = 0;
  const work = async () => ({ ...answer, body: { call: ++calls } });
  expect(await once(key("k1"), work)).toEqual({ ...answer, body: { call: 1 }, replayed: false });
  expect(await once(key("k1"), work)).toEqual({ ...answer, body: { call: 1 }, replayed: true });
  await expect(once(key("k1", "b"), work)).rejects.toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
  expect(await once({ ...key("k1"), principal: "user:2" }, work)).toMatchObject({ replayed: false });
  expect(calls).toBe(2);
});

test("of twenty at once exactly one starts and all get its answer", async () => {
  let calls = 0;
  const work = async () => {
    calls += 1;
    await new Promise((resolve) => setTimeout(resolve, 150));
    return answer;
  };
  const answers = await Promise.all(Array.from({ length: 20 }, () => once(key("k2"), work)));
  expect(calls).toBe(1);
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body)))).toEqual(new Set(['{"jobId":"1"}']));
});

test("what was refused or failed frees its key", async () => {
  const refused = async () => {
    throw new AppError("RUN_ACTIVE");
  };
  await expect(once(key("k3"), refused)).rejects.toMatchObject({ code: "RUN_ACTIVE" });
  expect(await once(key("k3", "other body"), async () => answer)).toMatchObject({
    status: 202,
    replayed: false,
  });
});

test("a key whose holder fell silent is taken over after a minute; answers are forgotten after a day", async () => {
  await inTx(
    (tx) => tx.$executeRaw`
      INSERT INTO idempotency_keys (principal, key, body_hash, status, response, created_at) VALUES
        ('user:1', 'silent', 'a', NULL, NULL, now() - interval '61 seconds'),
        ('user:1', 'old', 'a', 202, '{"status":202,"body":"old"}', now() - interval '25 hours')`,
  );
  expect(await once(key("silent"), async () => answer)).toMatchObject({ replayed: false });
  expect(await once(key("old", "new body"), async () => answer)).toMatchObject({
    body: answer.body,
    replayed: false,
  });
  expect(await db().idempotencyKey.count({ where: { key: "old", bodyHash: "a" } })).toBe(0);
});

test("the 101st request of a minute is refused and told when to come back; others are not touched", async () => {
  const headers = [];
  for (let i = 0; i < 101; i++) headers.push(await countRequest("user:busy"));
  expect(headers[0]).toMatchObject({
    allowed: true,
    headers: { "RateLimit-Limit": "100", "RateLimit-Remaining": "99" },
  });
  expect(headers[99]?.allowed).toBe(true);
  expect(headers[100]?.allowed).toBe(false);
  expect(Number(headers[100]?.headers["Retry-After"])).toBeGreaterThan(0);
  expect((await countRequest("user:calm")).allowed).toBe(true);
});
