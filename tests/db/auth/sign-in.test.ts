import { describe, expect, test } from "vitest";
import { createUser, setUserActive } from "@/lib/auth/commands";
import { systemActor } from "@/lib/auth/permissions";
import { attemptsOfUser, signIn, signOut } from "@/lib/auth/sign-in";
import { db } from "@/lib/db/client";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();

const root = systemActor("test");
const PASSWORD = "blue lantern over sea";
let ip = 1;
/** Each test comes from an address of its own. */
const origin = () => ({ correlationId: "test-sign-in", ip: `10.0.0.${ip++}`, userAgent: "vitest" });

const createPerson = async (username: string) => {
  const made = await createUser(root, { username, name: username, role: "OPERATOR", password: PASSWORD });
  if (!made.ok) throw new Error(made.reason);
  return made.value;
};

describe("sign-in", () => {
  test("the right password opens a session that ends within the day, and says so in the audit log", async () => {
    const { id } = await createPerson("open.door");
    const result = await signIn({ username: "  Open.Door ", password: PASSWORD }, origin());
    if (!result.ok) throw new Error(result.reason);
    const session = await db().session.findUniqueOrThrow({ where: { id: result.value.sessionId } });
    expect(session.userId).toBe(id);
    expect(session.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(12 * 3_600_000);
    expect(await db().auditLog.count({ where: { action: "auth.session.open", resourceId: id } })).toBe(1);
  });

  test("unknown name, wrong password and disabled user answer alike", async () => {
    const { id } = await createPerson("was.here");
    await setUserActive(root, { id, active: false });
    await createPerson("is.here");
    const from = origin();
    const answers = await Promise.all([
      signIn({ username: "never.was", password: PASSWORD }, from),
      signIn({ username: "is.here", password: "not the password" }, from),
      signIn({ username: "was.here", password: PASSWORD }, from),
    ]);
    expect(answers).toEqual([1, 2, 3].map(() => ({ ok: false, reason: "LOGIN_FAILED" })));
  });

  test.each(["locked.out", "nobody.at.all"])(
    "five failures lock %s, whether such a user exists or not",
    async (username) => {
      if (username === "locked.out") await createPerson(username);
      for (let i = 0; i < 5; i++)
        expect(await signIn({ username, password: `wrong ${i}` }, origin())).toMatchObject({
          reason: "LOGIN_FAILED",
        });
      const next = await signIn({ username, password: PASSWORD }, origin());
      expect(next).toMatchObject({ ok: false, reason: "LOGIN_LOCKED", details: { minutes: 1 } });
    },
  );

  test("parallel guesses cannot outrun the count", async () => {
    await createPerson("many.hands");
    const guesses = Array.from({ length: 24 }, (_, i) =>
      signIn({ username: "many.hands", password: `guess ${i}` }, origin()),
    );
    const reasons = (await Promise.all(guesses)).map((answer) => (answer.ok ? "OK" : answer.reason));
    expect(reasons.filter((reason) => reason === "LOGIN_FAILED")).toHaveLength(5);
    expect(reasons.filter((reason) => reason === "LOGIN_LOCKED")).toHaveLength(19);
  });

  test("a success forgets the failures before it", async () => {
    await createPerson("clumsy");
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) await signIn({ username: "clumsy", password: "oh no not this" }, origin());
      expect((await signIn({ username: "clumsy", password: PASSWORD }, origin())).ok).toBe(true);
    }
    expect(await db().loginAttempt.findUnique({ where: { key: attemptsOfUser("clumsy") } })).toBeNull();
  });

  test("one address guessing at many names is locked as well, and a valid account does not wash it clean", async () => {
    await createPerson("insider");
    const from = origin();
    for (let i = 0; i < 15; i++) await signIn({ username: `victim${i}`, password: "guess guess" }, from);
    expect((await signIn({ username: "insider", password: PASSWORD }, from)).ok).toBe(true);
    for (let i = 15; i < 30; i++) await signIn({ username: `victim${i}`, password: "guess guess" }, from);
    expect(await signIn({ username: "insider", password: PASSWORD }, from)).toMatchObject({
      reason: "LOGIN_LOCKED",
    });
    expect((await signIn({ username: "insider", password: PASSWORD }, origin())).ok).toBe(true);
  });

  test("user names are not kept in the table of attempts", async () => {
    await signIn({ username: "typed-the-password-here", password: "x" }, origin());
    const keys = (await db().loginAttempt.findMany({ select: { key: true } })).map(({ key }) => key);
    expect(keys.join()).not.toContain("typed-the-password-here");
  });

  test("signing out ends the session once", async () => {
    const { id } = await createPerson("leaver");
    const opened = await signIn({ username: "leaver", password: PASSWORD }, origin());
    if (!opened.ok) throw new Error(opened.reason);
    const actor = { ...actorOf("OPERATOR", { id }), sessionId: opened.value.sessionId };
    await signOut(actor);
    await signOut(actor);
    expect(await db().auditLog.count({ where: { action: "auth.session.close", resourceId: id } })).toBe(1);
  });
});
