import { expect, test } from "vitest";
import { chooseRunDefaults } from "@/lib/allocation/defaults/commands";
import { readRunDefaults } from "@/lib/allocation/defaults/queries";
import { db } from "@/lib/db/client";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();
const admin = actorOf("ADMIN", { name: "نرگس" });

test("until somebody chooses, new runs are proposed as specified, with every switch off", async () => {
  expect(await readRunDefaults(admin)).toEqual({ version: 0, policy: "sequential", schoolFallback: false });
});

test("of two who choose at once one does; the other is told, and the audit log knows what was chosen", async () => {
  const choose = (policy: "sequential" | "optimal") =>
    chooseRunDefaults(admin, { version: 0, policy, schoolFallback: true });
  const tries = await Promise.all([choose("optimal"), choose("sequential")]);
  expect(tries.filter((one) => one.ok)).toHaveLength(1);
  expect(tries.find((one) => !one.ok)).toMatchObject({
    reason: "STALE_VERSION",
    details: { version: 1, by: "نرگس" },
  });
  const policy = tries[0]?.ok ? "optimal" : "sequential";
  expect(await readRunDefaults(admin)).toEqual({ version: 1, policy, schoolFallback: true });
  const audit = await db().auditLog.findFirstOrThrow({ where: { action: "allocation.defaults.choose" } });
  expect(audit.diff).toEqual({ policy: ["sequential", policy], schoolFallback: [false, true] });
});
