import { describe, expect, test } from "vitest";
import { createFirstAdmin, hasNoUsers } from "@/lib/auth/first-run";
import { db } from "@/lib/db/client";
import { useDatabase } from "@/tests/support/db";

useDatabase();

const origin = { correlationId: "test-setup", ip: "10.1.1.1", userAgent: "vitest" };
const admin = (username: string, code = "river-stone-9") => ({
  code,
  username,
  name: "سارا",
  password: "blue lantern over sea",
});

describe("the first run", () => {
  test("is closed without a code, open with it once, and makes one administrator however many try", async () => {
    delete process.env.SETUP_CODE;
    expect(await createFirstAdmin(admin("early"), origin)).toMatchObject({ reason: "SETUP_CODE_WRONG" });

    process.env.SETUP_CODE = "river-stone-9";
    expect(await hasNoUsers()).toBe(true);
    expect(await createFirstAdmin(admin("guess", "river-stone-8"), origin)).toMatchObject({
      reason: "SETUP_CODE_WRONG",
    });
    expect(await createFirstAdmin({ ...admin("weak"), password: "weak-weak-weak" }, origin)).toMatchObject({
      reason: "PASSWORD_WEAK",
    });

    const rivals = await Promise.all([
      createFirstAdmin(admin("one", "RIVER STONE 9"), origin),
      createFirstAdmin(admin("two"), origin),
    ]);
    expect(rivals.map((answer) => (answer.ok ? "OK" : answer.reason)).sort()).toEqual(["OK", "SETUP_DONE"]);
    expect(await db().user.findMany({ select: { role: true } })).toEqual([{ role: "ADMIN" }]);
    expect(await hasNoUsers()).toBe(false);
    const [told] = await db().auditLog.findMany({ where: { action: "auth.user.create" } });
    expect(told).toMatchObject({ actorName: "setup", ip: "10.1.1.1" });
  });
});
