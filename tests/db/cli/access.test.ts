import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { sha256 } from "@/lib/db/digest";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";

useDatabase();

test("a user is created with a password that is told once, and not a second time under the same name", async () => {
  const made = await takhsisJson<{ id: string; username: string; role: string; password: string }>(
    "user",
    "create",
    "Sara",
    "--role",
    "manager",
    "--name",
    "سارا",
    "--centers",
    "1،2",
  );
  expect(made).toMatchObject({ username: "sara", role: "MANAGER" });
  expect(made.password.length).toBeGreaterThanOrEqual(10);
  const stored = await db().user.findUniqueOrThrow({ where: { id: made.id } });
  expect(stored).toMatchObject({ name: "سارا", centers: [1, 2], mustChangePassword: true });
  const again = await takhsis(["user", "create", "sara", "--role", "OPERATOR", "--json"]);
  expect(again.code).toBe(1);
  expect(again.document).toMatchObject({ error: { code: "USER_EXISTS", details: { username: "sara" } } });
});

test("a manager without a centre and an unknown role are wrong calls", async () => {
  for (const argv of [["--role", "MANAGER"], ["--role", "KING"], []]) {
    const { code, document } = await takhsis(["user", "create", "ali", ...argv, "--json"]);
    expect([code, (document.error as { code: string }).code]).toEqual([2, "USAGE"]);
  }
  expect(await db().user.count({ where: { username: "ali" } })).toBe(0);
});

test("a token is printed once and only its hash is kept; revoked it is gone", async () => {
  const made = await takhsisJson<{ id: string; token: string; expiresAt: string }>(
    "token",
    "create",
    "reports",
    "--permissions",
    "report:read,run:read",
    "--expires",
    "1405/01/01",
  );
  const stored = await db().apiToken.findUniqueOrThrow({ where: { id: made.id } });
  expect(stored).toMatchObject({ hash: sha256(made.token), permissions: ["report:read", "run:read"] });
  expect(made.expiresAt).toBe("2026-03-21T20:29:59.999Z");
  await takhsisJson("token", "revoke", made.id);
  expect((await db().apiToken.findUniqueOrThrow({ where: { id: made.id } })).revokedAt).not.toBeNull();
  expect((await takhsis(["token", "revoke", made.id, "--json"])).document).toMatchObject({
    error: { code: "NOT_FOUND" },
  });
});
