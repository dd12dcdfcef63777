import { expect, test } from "vitest";
import { createUser } from "@/lib/auth/commands";
import { chooseCalendar } from "@/lib/auth/own-account";
import { systemActor } from "@/lib/auth/permissions";
import { readSession } from "@/lib/auth/session";
import { signIn } from "@/lib/auth/sign-in";
import { sheetWords } from "@/lib/lists/words/queries";
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

test("files carry days in the calendar of whoever takes them, from a device that never heard of it too", async () => {
  const day = new Date("2025-08-15T09:00:00Z");
  const yearIn = async (username: string, calendar?: string) => {
    const session = await openSession(username);
    if (!session) throw new Error("not signed in");
    return (await sheetWords(session.staff, { locale: "fa", calendar })).date(day).match(/[۰-۹]{4}/)?.[0];
  };
  expect(await yearIn("nahid")).toBe("۲۰۲۵");
  expect(await yearIn("nahid", "persian")).toBe("۲۰۲۵");
  expect(await yearIn("kaveh")).toBe("۱۴۰۴");
  expect(await yearIn("kaveh", "gregory")).toBe("۲۰۲۵");
});

test("who is no person has no calendar to choose", async () => {
  expect(await chooseCalendar(systemActor("test"), { calendar: "persian" })).toMatchObject({
    ok: false,
    reason: "FORBIDDEN",
  });
});
