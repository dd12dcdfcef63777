import { beforeEach, describe, expect, test } from "vitest";
import { assignCounter, backfillCounters } from "@/lib/counter/commands";
import { verifyCounters } from "@/lib/counter/queries";
import { adoptNumbers, raiseSequences } from "@/lib/counter/sql";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { acquirePool } from "@/lib/jobs/pool-lock";
import { nationalIdOf } from "../../bench/instance";
import { useDatabase } from "../../support/db";
import { clearWorld, makeStudents, storeStudents, system } from "../allocation/world";

useDatabase();
beforeEach(clearWorld);

const IDS = Array.from({ length: 6 }, (_, i) => nationalIdOf(i)).sort();
const [A = "", B = "", C = "", D = ""] = IDS;

/** A, B girls, C, D boys; D has a legacy number. */
beforeEach(() =>
  storeStudents(
    makeStudents(4).map((one, i) => ({ ...one, nationalId: IDS[i]!, gender: i < 2 ? 0 : 1 })),
    (i) => (i === 3 ? "508500001" : null),
  ),
);

const assign = (nationalId: string, gender: string, yearCode = "54") =>
  assignCounter(system, { nationalId, gender, yearCode });
const lastOf = async (genderCode: string): Promise<number> =>
  (await db().counterSequence.findFirst({ where: { yearCode: "54", genderCode } }))?.last ?? 0;

describe("assigning a counter", () => {
  test("gives the next number of the gender, and the same one ever after", async () => {
    expect(await assign(A, "0")).toMatchObject({ value: { counter: "543730001", reused: false } });
    expect(await assign(B, "0")).toMatchObject({ value: { counter: "543730002" } });
    expect(await assign(C, "1")).toMatchObject({ value: { counter: "543570001" } });
    expect(await assign(A, "0")).toMatchObject({
      value: { counter: "543730001", reused: true, remarks: [] },
    });
    expect(await assign(D, "1")).toMatchObject({
      value: { counter: "508500001", reused: true, remarks: ["W_COUNTER_OLD_YEAR_REUSED"] },
    });
    expect((await verifyCounters(system)).faults).toEqual([]);
  });

  test.each([
    ["E_INVALID_NID", "1234567890", "0", "54"],
    ["E_INVALID_GENDER", A, "2", "54"],
    ["E_INVALID_GENDER", A, "1", "54"],
    ["E_YEAR_CODE_INVALID", A, "0", "99"],
    ["NOT_FOUND", IDS[5]!, "0", "54"],
  ])("is refused with %s", async (reason, nationalId, gender, yearCode) => {
    expect(await assign(nationalId, gender, yearCode)).toMatchObject({ ok: false, reason });
    expect(await lastOf("373")).toBe(0);
  });

  test("is refused with the 10,000th number, and while somebody has the pool", async () => {
    await db().counterSequence.create({ data: { yearCode: "54", genderCode: "373", last: 9998 } });
    expect(await assign(A, "0")).toMatchObject({ value: { counter: "543739999" } });
    expect(await assign(B, "0")).toMatchObject({
      reason: "E_COUNTER_EXHAUSTED",
      details: { gender: 0, needed: 1, left: 0 },
    });
    await inTx((tx) => acquirePool(tx, { kind: "RUN", id: "0198a7c0-0000-7000-8000-000000000001" }));
    expect(await assign(C, "1")).toMatchObject({ reason: "RUN_ACTIVE" });
  });

  test("to many at once leaves neither gaps nor doubles", async () => {
    await clearWorld();
    const ids = Array.from({ length: 30 }, (_, i) => nationalIdOf(i));
    await storeStudents(makeStudents(30).map((one, i) => ({ ...one, nationalId: ids[i]! })));
    await Promise.all(ids.map((nationalId) => assign(nationalId, "0")));
    expect(await lastOf("373")).toBe(30);
    expect((await verifyCounters(system)).faults).toEqual([]);
  });
});

describe("a sequence", () => {
  test("is raised to the highest number of its pattern and never lowered", async () => {
    await inTx((tx) => raiseSequences(tx, ["543730040", "543730007", "548500999"]));
    expect(await lastOf("373")).toBe(40);
    await inTx((tx) => raiseSequences(tx, ["543730009"]));
    expect(await lastOf("373")).toBe(40);
    await expect(
      db().counterSequence.updateMany({ where: { genderCode: "373" }, data: { last: 1 } }),
    ).rejects.toThrow();
    expect(await assign(A, "0")).toMatchObject({ value: { counter: "543730041" } });
  });

  test("is raised by numbers that come from a file", async () => {
    await db().student.update({ where: { nationalId: A }, data: { counter: "543730100" } });
    await inTx((tx) => adoptNumbers(tx, [{ nationalId: A, counter: "543730100" }]));
    expect(await lastOf("373")).toBe(100);
    expect((await verifyCounters(system)).faults).toEqual([]);
  });
});

describe("a backfill", () => {
  const csv = `\ufeffnational_id,gender,year_code\r\n${B},0,\r\n${A},0,54\r\n${C},1,53\r\n${D},1,54\r\nx,0,54\r\n${A},1,54\r\n${IDS[4]},0,54\r\n${B},0,54\r\n`;
  const expected = [
    [B, "COUNTER_ISSUED"],
    [A, "COUNTER_ISSUED"],
    [C, "COUNTER_ISSUED"],
    [D, "W_COUNTER_OLD_YEAR_REUSED"],
    ["x", "E_INVALID_NID"],
    [A, "E_INVALID_GENDER"],
    [IDS[4], "NOT_FOUND"],
    [B, "E_DB_CONFLICT"],
  ];
  const run = (apply: boolean) => backfillCounters(system, { csv, yearCode: "54", apply });

  test("tells dry what it would do, and then does just that, in national-id order", async () => {
    const dry = await run(false);
    if (!dry.ok) throw new Error(dry.reason);
    expect(dry.value.lines.map((line) => [line.nationalId, line.code])).toEqual(expected);
    expect(dry.value).toMatchObject({ applied: false, rows: 8, issued: 3, reused: 1, refused: 4 });
    expect(await db().student.count({ where: { counter: { not: null } } })).toBe(1);

    const applied = await run(true);
    if (!applied.ok) throw new Error(applied.reason);
    expect(applied.value).toEqual({ ...dry.value, applied: true });
    const rows = await db().student.findMany({ orderBy: { nationalId: "asc" } });
    expect(rows.map((row) => row.counter)).toEqual(["543730001", "543730002", "533570001", "508500001"]);
    expect(await run(true)).toMatchObject({ value: { issued: 0, reused: 5 } });
  });

  test("is refused as a whole when the numbers do not suffice, and without its columns", async () => {
    await db().counterSequence.create({ data: { yearCode: "54", genderCode: "373", last: 9998 } });
    expect(await run(true)).toMatchObject({
      reason: "E_COUNTER_EXHAUSTED",
      details: { gender: 0, needed: 2, left: 1 },
    });
    expect(await run(false)).toMatchObject({ value: { issued: 2 } });
    expect(await db().student.count({ where: { counter: { not: null } } })).toBe(1);
    expect(await backfillCounters(system, { csv: "a,b\n1,2", yearCode: "54", apply: false })).toMatchObject({
      reason: "COLUMN_MISSING",
    });
  });
});

describe("verification", () => {
  test("finds a ledger that does not agree, a wrong middle, a sequence behind and a gap", async () => {
    await assign(A, "0");
    await assign(B, "0");
    await inTx(async (tx) => {
      await tx.$executeRaw`SELECT set_config('session_replication_role', 'replica', true)`;
      await tx.$executeRaw`UPDATE counter_ledger SET counter = '543730005' WHERE national_id = ${B}`;
      await tx.$executeRaw`UPDATE "دانش_آموزان" SET "شمارنده" = '543730077' WHERE "کد_ملی" = ${C}`;
    });
    const { faults } = await verifyCounters(system);
    expect([...new Set(faults.map((fault) => fault.code))].sort()).toEqual([
      "LEDGER_DIFFERS",
      "LEDGER_MISSING",
      "SEQUENCE_BEHIND",
      "SEQUENCE_GAP",
    ]);
  });
});
