import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import { createUser } from "@/lib/auth/commands";
import { guarded, open } from "@/lib/auth/guard";
import { type Role, systemActor } from "@/lib/auth/permissions";
import { signIn } from "@/lib/auth/sign-in";
import { createToken, revokeToken } from "@/lib/auth/tokens";
import { db, disconnectDb } from "@/lib/db/client";
import { AppError } from "@/lib/shared/errors";
import { useDatabase } from "@/tests/support/db";
import { cookieOf } from "@/tests/support/sessions";

useDatabase();

const root = systemActor("test");
const PASSWORD = "blue lantern over sea";
const HOST = "console.test:3000";
const cookies: Partial<Record<Role, string>> = {};

beforeAll(async () => {
  for (const role of ["OPERATOR", "AUDITOR"] as const) {
    const username = role.toLowerCase();
    await createUser(root, { username, name: username, role, password: PASSWORD });
    const opened = await signIn(
      { username, password: PASSWORD },
      { correlationId: "test-gate", ip: null, userAgent: null },
    );
    if (opened.ok) cookies[role] = await cookieOf(opened.value.sessionId);
  }
});

const handler = guarded("import:write", async (staff, _request, params) =>
  Response.json({ name: staff.name, kind: staff.kind, centers: staff.centers, params }),
);

const send = (init: { method?: string; headers?: Record<string, string> }, run = handler) => {
  const request = new NextRequest(`http://${HOST}/api/v1/things/7`, {
    method: init.method ?? "POST",
    headers: { host: HOST, ...init.headers },
  });
  return run(request, { params: Promise.resolve({ id: "7" }) });
};

const asRole = (role: Role, headers: Record<string, string> = {}) => ({
  headers: { cookie: `takhsis.session=${cookies[role]}`, origin: `http://${HOST}`, ...headers },
});

const codeOf = async (response: Response) => {
  const body = await response.json();
  return { status: response.status, code: body.code };
};

describe("a guarded handler", () => {
  test("answers the one who may, and gives every answer its correlation id", async () => {
    const response = await send(asRole("OPERATOR", { "x-correlation-id": "asked-for-this-1" }));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ name: "operator", params: { id: "7" } });
    expect(response.headers.get("x-correlation-id")).toBe("asked-for-this-1");
  });

  test("refuses with problem details in both languages", async () => {
    const response = await send(asRole("AUDITOR"));
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const body = await response.json();
    expect(body).toMatchObject({ status: 403, code: "FORBIDDEN" });
    expect(body.message.fa).toMatch(/[آ-ی]/);
    expect(body.message.en).toMatch(/[a-z]/);
    expect(body.correlationId).toBe(response.headers.get("x-correlation-id"));
  });

  test("knows nobody without a session or token, nor with a bad one beside a good cookie", async () => {
    expect(await codeOf(await send({}))).toEqual({ status: 401, code: "UNAUTHENTICATED" });
    const both = asRole("OPERATOR", { authorization: "Bearer tkh_wrongwrongwrongwrong" });
    expect(await codeOf(await send(both))).toEqual({ status: 401, code: "UNAUTHENTICATED" });
  });

  test.each([
    ["another site", { origin: "https://evil.test" }],
    ["a sibling that shares the cookie", { origin: `http://${HOST}`, "sec-fetch-site": "same-site" }],
    ["a sandboxed frame", { origin: "null" }],
  ])("does not let %s act with somebody's cookie", async (_who, headers) => {
    expect(await codeOf(await send(asRole("OPERATOR", headers)))).toEqual({
      status: 403,
      code: "ORIGIN_REFUSED",
    });
  });

  test("lets another site's link read, as browsers do", async () => {
    const init = { method: "GET", ...asRole("OPERATOR", { origin: "https://evil.test" }) };
    expect((await send(init)).status).toBe(200);
  });
});

describe("a service token", () => {
  const make = async (permissions: ("import:write" | "run:read")[], expiresAt: Date | null = null) => {
    const made = await createToken(root, { name: "loader", permissions, centers: [2], expiresAt });
    if (!made.ok) throw new Error("no token");
    return made.value;
  };
  const bearer = (secret: string) => ({ headers: { authorization: `Bearer ${secret}` } });

  test("acts with exactly its permissions and centres; only its digest is stored", async () => {
    const { id, secret } = await make(["import:write"]);
    expect(await (await send(bearer(secret))).json()).toMatchObject({ kind: "token", centers: [2] });
    const row = await db().apiToken.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect((await send(bearer((await make(["run:read"])).secret))).status).toBe(403);
  });

  test("is noted as used, like a session, and not again within the minute", async () => {
    const { id, secret } = await make(["import:write"]);
    const of = { user: { username: "operator" } };
    const noted = async () => [
      (await db().session.findFirstOrThrow({ where: of })).lastSeenAt,
      (await db().apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt,
    ];
    const ask = async () => {
      for (const request of [asRole("OPERATOR"), bearer(secret)])
        expect((await send(request)).status).toBe(200);
    };
    await db().session.updateMany({ where: of, data: { lastSeenAt: new Date(0) } });
    await ask();
    const first = await noted();
    for (const at of first) expect(at?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    await ask();
    expect(await noted()).toEqual(first);
  });

  test("ends when it is revoked or past its day", async () => {
    const revoked = await make(["import:write"]);
    await revokeToken(root, { id: revoked.id });
    const past = await make(["import:write"], new Date(Date.now() - 1_000));
    for (const { secret } of [revoked, past]) expect((await send(bearer(secret))).status).toBe(401);
  });
});

describe("an error", () => {
  test("with a code keeps it; one without becomes an apology with an id and nothing of itself", async () => {
    const refused = open(async () => {
      throw new AppError("RATE_LIMITED", { retryAfterS: 7 });
    });
    const response = await send({}, refused);
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    const broken = open(async () => {
      throw new Error("secret path /srv/x");
    });
    const text = await (await send({}, broken)).text();
    expect(text).toContain("INTERNAL");
    expect(text).not.toContain("/srv/x");
  });

  test("of a database that is away is 503 with a time to come back", async () => {
    const url = process.env.DATABASE_URL;
    await disconnectDb();
    process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
    try {
      const response = await send(asRole("OPERATOR"));
      expect(await codeOf(response.clone())).toEqual({ status: 503, code: "DB_UNAVAILABLE" });
      expect(response.headers.get("retry-after")).toBe("5");
    } finally {
      await disconnectDb();
      process.env.DATABASE_URL = url;
    }
  });
});
