import fc from "fast-check";
import { expect, test } from "vitest";
import type { PoolStudent } from "@/lib/allocation/schema";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import { makeMentor } from "../../support/pool";
import { snapshots } from "../../unit/allocation/arbitraries";
import { findBreaches } from "./facts";
import { planHere, publishHere, revertHere, runOf } from "./running";
import { clearWorld, storeMentors, storeStudents } from "./world";

useDatabase();
/** Few, as each is two runs planned and published in a real database: about half a second. */
const WORLDS = 12;

/**
 * What placing students may change: active rows and waits to the last column, loads, and the students but for their counters.
 * Versions and times of change only ever go on.
 */
const digest = async () => {
  const [rows, mentors, students] = await Promise.all([
    db()
      .$queryRaw`SELECT to_jsonb(a) AS row FROM "تخصیص_ها" a WHERE "وضعیت" <> 'REVERTED' ORDER BY "شناسه_تخصیص"`,
    db().$queryRaw`SELECT to_jsonb(m) - 'نسخه' - 'زمان_تغییر' AS row FROM "منتورها" m ORDER BY "شناسه_منتور"`,
    db()
      .$queryRaw`SELECT to_jsonb(s) - 'شمارنده' - 'نسخه' - 'زمان_تغییر' AS row FROM "دانش_آموزان" s ORDER BY "کد_ملی"`,
  ]);
  return { rows, mentors, students };
};

const numbersOf = async () => {
  const rows = await db().student.findMany({ select: { nationalId: true, counter: true } });
  return new Map(rows.map((row) => [row.nationalId, row.counter]));
};

/** Every third student came with a counter from outside. */
const importedCounter = (students: readonly PoolStudent[]) => (i: number) =>
  i % 3 === 0 ? `54${students[i]!.gender === 0 ? "373" : "357"}${9000 + i}` : null;

/** Takes girls of every centre, so that there is somebody to plan for. */
const anchor = makeMentor(6999, { capacity: 2, groups: [1, 3, 5, 27], centers: [0, 1, 2] });

/** A small world in which a first run has placed some and left others waiting, and then seats and students come in. */
const worlds = fc.record({
  snapshot: snapshots.filter((one) => one.students.length > 3),
  early: fc.nat({ max: 39 }),
  more: fc.nat({ max: 4 }),
  fallback: fc.boolean(),
});

test("revert(publish(x)) = x, but for counters, which stay with their students and in the ledger", async () => {
  let placed = 0;
  let waited = 0;
  await fc.assert(
    fc.asyncProperty(worlds, async ({ snapshot, early, more, fallback }) => {
      await clearWorld();
      const first = snapshot.students.slice(0, 1 + (early % (snapshot.students.length - 2)));
      const late = snapshot.students.slice(first.length);
      await storeMentors([...snapshot.mentors.filter((one) => one.id !== anchor.id), anchor]);
      await storeStudents(first, importedCounter(first));
      await publishHere(await planHere());
      await db().mentor.updateMany({ data: { capacity: { increment: more } } });
      await storeStudents(late);
      const runId = await planHere({ schoolFallback: fallback });
      const before = await digest();
      const had = await numbersOf();
      const waits = await db().assignment.count({
        where: { status: "NEEDS_NEW_MENTOR", supersededBy: null },
      });

      await publishHere(runId);
      const published = await numbersOf();
      const ledger = await db().counterLedger.count();
      const run = await runOf(runId);
      expect(run.state).toBe("PUBLISHED");
      placed += run.publishedPlaced;
      if (run.publishedPlaced > 0) expect(await digest()).not.toEqual(before);
      if (waits > 0) waited += 1;

      await revertHere(runId);
      expect(await runOf(runId)).toMatchObject({ state: "REVERTED", kept: 0 });
      expect(await digest()).toEqual(before);
      expect(await numbersOf()).toEqual(published);
      for (const [student, counter] of had)
        if (counter !== null) expect(published.get(student)).toBe(counter);
      expect(await db().counterLedger.count()).toBe(ledger);
      expect(await findBreaches()).toEqual([]);
    }),
    { numRuns: WORLDS },
  );
  expect([placed > 0, waited > 0]).toEqual([true, true]);
});
