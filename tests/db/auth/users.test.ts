import { describe, expect, test } from "vitest";
import { createUser, resetPassword, revokeSessions, setUserActive, updateUser } from "@/lib/auth/commands";
import { changeOwnPassword } from "@/lib/auth/own-account";
import { type Role, systemActor } from "@/lib/auth/permissions";
import { readSession } from "@/lib/auth/session";
import { signIn } from "@/lib/auth/sign-in";
import { db } from "@/lib/db/client";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { cookieOf } from "@/tests/support/sessions";

useDatabase();

const root = systemActor("test");
const PASSWORD = "blue lantern over sea";
const origin = { correlationId: "test-users", ip: null, userAgent: null };
let count = 0;

const createPerson = async (role: Role, extra: { centers?: number[]; mentorId?: number } = {}) => {
  const username = `person${++count}`;
  const made = await createUser(root, { username, name: "نیما", role, password: PASSWORD, ...extra });
  if (!made.ok) throw new Error(made.reason);
  const opened = await signIn({ username, password: PASSWORD }, origin);
  if (!opened.ok) throw new Error(opened.reason);
  const cookie = await cookieOf(opened.value.sessionId);
  const row = await db().user.findUniqueOrThrow({ where: { id: made.value.id } });
  return { id: made.value.id, username, cookie, sessionId: opened.value.sessionId, version: row.version };
};

const unchanged = { managerId: null, mentorId: null, name: "نیما" };

describe("a session", () => {
  test("is the person as they are now: a new role and new centres hold from the next request", async () => {
    const person = await createPerson("OPERATOR");
    expect((await readSession(person.cookie, origin))?.staff).toMatchObject({
      role: "OPERATOR",
      centers: [],
    });
    const result = await updateUser(root, {
      ...unchanged,
      id: person.id,
      version: 1,
      role: "AUDITOR",
      centers: [1, 1],
    });
    expect(result).toEqual({ ok: true, value: { version: 2 } });
    const now = await readSession(person.cookie, origin);
    expect(now?.staff).toMatchObject({ role: "AUDITOR", centers: [1] });
    expect(now?.staff.permissions.has("import:write")).toBe(false);
  });

  test("ends at once when the user is disabled, and does not come back when they are enabled", async () => {
    const person = await createPerson("OPERATOR");
    await setUserActive(root, { id: person.id, active: false });
    expect(await readSession(person.cookie, origin)).toBeNull();
    await setUserActive(root, { id: person.id, active: true });
    expect(await readSession(person.cookie, origin)).toBeNull();
  });

  test("ends when it is revoked or past its time", async () => {
    const [one, two] = [await createPerson("OPERATOR"), await createPerson("OPERATOR")];
    expect(await revokeSessions(root, { id: one.id })).toEqual({ ok: true, value: { ended: 1 } });
    await db().session.update({
      where: { id: two.sessionId },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect([await readSession(one.cookie, origin), await readSession(two.cookie, origin)]).toEqual([
      null,
      null,
    ]);
  });

  test("cannot be made up", async () => {
    const { sessionId } = await createPerson("ADMIN");
    const forged = await cookieOf(sessionId, "another secret altogether");
    const broken = await cookieOf("not-a-uuid'; DROP TABLE users");
    for (const cookie of [undefined, "", "x.y.z", forged, broken])
      expect(await readSession(cookie, origin)).toBeNull();
  });
});

describe("making users", () => {
  test("a name is taken once, in whatever case it is typed", async () => {
    const { username } = await createPerson("OPERATOR");
    const again = await createUser(root, { username, name: "دیگری", role: "OPERATOR", password: PASSWORD });
    expect(again).toMatchObject({ ok: false, reason: "USER_EXISTS" });
  });

  test("a weak password and an unknown centre are refused on their fields, and nothing is written", async () => {
    const before = await db().user.count();
    const weak = await createUser(root, {
      username: "weakling",
      name: "x",
      role: "OPERATOR",
      password: "weakling-1",
    });
    expect(weak).toMatchObject({
      reason: "PASSWORD_WEAK",
      details: { fields: { password: "password_username" } },
    });
    const lost = await createUser(root, {
      username: "lost.soul",
      name: "x",
      role: "OPERATOR",
      password: PASSWORD,
      centers: [99],
    });
    expect(lost).toMatchObject({
      reason: "INVALID_INPUT",
      details: { fields: { centers: "center_unknown" } },
    });
    expect(await db().user.count()).toBe(before);
  });

  test("without a password one is made; until it is changed its bearer may do nothing", async () => {
    const made = await createUser(root, { username: "fresh.one", name: "x", role: "ADMIN" });
    if (!made.ok || !made.value.password) throw new Error("no password");
    const opened = await signIn({ username: "fresh.one", password: made.value.password }, origin);
    if (!opened.ok) throw new Error(opened.reason);
    const cookie = await cookieOf(opened.value.sessionId);
    const before = await readSession(cookie, origin);
    expect(before).toMatchObject({ mustChangePassword: true });
    expect(before?.staff.permissions.size).toBe(0);
    const change = { current: made.value.password, password: "a phrase of my own" };
    expect(
      await changeOwnPassword(
        { ...actorOf("ADMIN", { id: made.value.id }), sessionId: opened.value.sessionId },
        change,
      ),
    ).toMatchObject({ ok: true });
    expect((await readSession(cookie, origin))?.staff.permissions.has("user:write")).toBe(true);
  });

  test("the audit log tells who and what, never a password or its hash", async () => {
    const { id } = await createPerson("MANAGER", { centers: [2] });
    const [row] = await db().auditLog.findMany({ where: { action: "auth.user.create", resourceId: id } });
    expect(row?.diff).toMatchObject({ after: { role: "MANAGER", centers: [2] } });
    const all = JSON.stringify(await db().auditLog.findMany({ select: { diff: true } }));
    expect(all).not.toMatch(/argon2|blue lantern/);
  });
});

describe("changing users", () => {
  test("the second of two editors is told instead of overwriting the first", async () => {
    const { id } = await createPerson("OPERATOR");
    const edit = (name: string) =>
      updateUser(root, { ...unchanged, name, id, version: 1, role: "OPERATOR", centers: [] });
    const answers = await Promise.all([edit("الف"), edit("ب")]);
    expect(answers.map((answer) => (answer.ok ? "OK" : answer.reason)).sort()).toEqual([
      "OK",
      "STALE_VERSION",
    ]);
  });

  test("the last administrator cannot be demoted or disabled, not even when two try it on each other", async () => {
    await db().user.updateMany({ where: { role: "ADMIN" }, data: { active: false } });
    const [a, b] = [await createPerson("ADMIN"), await createPerson("ADMIN")];
    const demote = (id: string) =>
      updateUser(root, { ...unchanged, id, version: 1, role: "OPERATOR", centers: [] });
    const answers = await Promise.all([demote(a.id), setUserActive(root, { id: b.id, active: false })]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "LAST_ADMIN")).toHaveLength(1);
    expect(await db().user.count({ where: { role: "ADMIN", active: true } })).toBe(1);
  });

  test("a reset password works once handed over, ends the sessions and lifts the lockout", async () => {
    const person = await createPerson("OPERATOR");
    for (let i = 0; i < 6; i++)
      await signIn({ username: person.username, password: "forgot it all" }, origin);
    const reset = await resetPassword(root, { id: person.id });
    if (!reset.ok) throw new Error(reset.reason);
    expect(await readSession(person.cookie, origin)).toBeNull();
    expect((await signIn({ username: person.username, password: PASSWORD }, origin)).ok).toBe(false);
    expect((await signIn({ username: person.username, password: reset.value.password }, origin)).ok).toBe(
      true,
    );
  });

  test("changing one's own password needs the current one, ends the other sessions and keeps this one", async () => {
    const person = await createPerson("OPERATOR");
    const elsewhere = await signIn({ username: person.username, password: PASSWORD }, origin);
    if (!elsewhere.ok) throw new Error(elsewhere.reason);
    const actor = { ...actorOf("OPERATOR", { id: person.id }), sessionId: person.sessionId };
    const wrong = await changeOwnPassword(actor, {
      current: "not mine at all",
      password: "green river stone",
    });
    expect(wrong).toMatchObject({
      reason: "PASSWORD_WRONG",
      details: { fields: { current: "password_wrong" } },
    });
    const same = await changeOwnPassword(actor, { current: PASSWORD, password: PASSWORD });
    expect(same).toMatchObject({
      reason: "PASSWORD_WEAK",
      details: { fields: { password: "password_same" } },
    });
    expect((await changeOwnPassword(actor, { current: PASSWORD, password: "green river stone" })).ok).toBe(
      true,
    );
    expect(await readSession(person.cookie, origin)).not.toBeNull();
    expect(await readSession(await cookieOf(elsewhere.value.sessionId), origin)).toBeNull();
  });
});
