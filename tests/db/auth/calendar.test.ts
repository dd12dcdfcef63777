import { expect, test } from "vitest";
import { createUser } from "@/lib/auth/commands";
import { chooseCalendar } from "@/lib/auth/own-account";
import { systemActor } from "@/lib/auth/permissions";
import { readSession } from "@/lib/auth/session";
import { signIn } from "@/lib/auth/sign-in";
import { useDatabase } from "@/tests/support/db";
import { cookieOf } from "@/tests/support/sessions";

useDatabase();

const PASSWORD = "blue lantern over sea";
const ORIGIN = { correlationId: "test-calendar", ip: null, userAgent: null };

const openSession = async (username: string) => {
  const opened = await signIn({ username, password: PASSWORD }, ORIGIN);
  if (!opened.ok) throw new Error(opened.reason);
  return readSession(await cookieOf(opened.value.sessionId), ORIGIN);
};

test("the calendar somebody chose is theirs wherever they sign in, and nobody else's", async () => {
  for (const username of ["nahid", "kaveh"])
    await createUser(systemActor("test"), {
      username,
      name: username,
      role: "AUDITOR",
      password: PASSWORD,
    });
  const here = await openSession("nahid");
  expect(here?.calendar).toBeNull();
  if (here) await chooseCalendar(here.staff, { calendar: "gregory" });
  expect((await openSession("nahid"))?.calendar).toBe("gregory");
  expect((await openSession("kaveh"))?.calendar).toBeNull();
});

test("who is no person has no calendar to choose", async () => {
  expect(await chooseCalendar(systemActor("test"), { calendar: "persian" })).toMatchObject({
    ok: false,
    reason: "FORBIDDEN",
  });
});
