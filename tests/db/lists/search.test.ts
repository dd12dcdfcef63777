import { beforeAll, describe, expect, test } from "vitest";
import { GRANTS, type Permission, type Role } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { findAnything } from "@/lib/lists/search/queries";
import { compactKey, searchKey } from "@/lib/shared/text";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();

/** The same number for all three kinds, so that only the word tells them apart. */
const NUMBER = 7_012;
const [runId, batchId, exportId] = [newId(), newId(), newId()];

beforeAll(async () => {
  await db().run.create({
    data: { id: runId, number: NUMBER, year: 1404, state: "PUBLISHED", centers: [1] },
  });
  await db().importBatch.create({
    data: { id: batchId, number: NUMBER, kind: "students", year: 1404, status: "APPLIED", centers: [1] },
  });
  await db().export.create({
    data: { id: exportId, seq: NUMBER, profile: "sabt", year: 1404, state: "READY", centers: [1] },
  });
  for (const [id, name, centerCode] of [
    [7_101, "پرستو فرداد", 1],
    [7_102, "پرستو فردوسی", 2],
  ] as const)
    await db().manager.create({
      data: { id, name, nameKey: compactKey(name), centers: { create: { centerCode } } },
    });
  const name = "دبستان نیک‌اختر";
  await db().school.create({ data: { code: 71_220, name, searchKey: searchKey(name) } });
});

const found = async (text: string, role: Role = "ADMIN", centers: number[] = []) =>
  (await findAnything(actorOf(role, { centers }), { text })).value.map(({ kind, id }) => `${kind} ${id}`);
const RUN = `runs ${runId}`;
const BATCH = `imports ${batchId}`;
const EXPORT = `exports ${exportId}`;
const FIRST = "managers 7101";
const SECOND = "managers 7102";
const SCHOOL = "schools 71220";

describe("work is found by its short number", () => {
  test("in both languages and all digits, one kind after its word and each without", async () => {
    for (const text of ["اجرای ۷۰۱۲", "اجراي ٧٠١٢", "run 7012"])
      expect(await found(text), text).toEqual([RUN]);
    for (const text of ["دستهٔ ۷۰۱۲", "batch 7012"]) expect(await found(text), text).toEqual([BATCH]);
    for (const text of ["خروجی ۷۰۱۲", "export 7012"]) expect(await found(text), text).toEqual([EXPORT]);
    for (const text of ["7012", "۷۰۱۲"]) expect(await found(text), text).toEqual([RUN, BATCH, EXPORT]);
    expect(await found("run 7013")).toEqual([]);
  });

  test("with its page and its state", async () => {
    const { value } = await findAnything(actorOf("AUDITOR"), { text: "۷۰۱۲" });
    expect(value.map(({ title, state, href }) => [title, state, href])).toEqual([
      ["7012", "PUBLISHED", `/runs/${runId}`],
      ["7012", "APPLIED", `/imports/${batchId}`],
      ["7012", "READY", `/exports/${exportId}`],
    ]);
  });

  test("within one's centres only", async () => {
    expect(await found("7012", "MANAGER", [1])).toEqual([RUN, BATCH, EXPORT]);
    expect(await found("7012", "MANAGER", [2])).toEqual([]);
  });
});

describe("managers and schools are found by name or code", () => {
  test("whatever keyboard wrote them", async () => {
    expect(await found("پرستو فرد")).toEqual([FIRST, SECOND]);
    expect(await found("فردوسي")).toEqual([SECOND]);
    expect(await found("۷۱۰۲")).toEqual([SECOND]);
    expect(await found("نيك‌اختر")).toEqual([SCHOOL]);
    expect(await found("۷۱۲۲۰")).toEqual([SCHOOL]);
  });

  test("managers within one's centres only", async () => {
    expect(await found("پرستو", "OPERATOR", [1])).toEqual([FIRST]);
    expect(await found("7102", "OPERATOR", [1])).toEqual([]);
  });

  test("schools by those who may open their page", async () => {
    expect(await found("نیک‌اختر", "OPERATOR")).toEqual([]);
    expect(await found("71220", "AUDITOR")).toEqual([]);
  });
});

test("what somebody may not see is not even asked for", async () => {
  const without = async (permission: Permission) => {
    const staff = actorOf("ADMIN");
    const permissions = new Set(GRANTS.ADMIN.filter((one) => one !== permission));
    const texts = ["7012", "پرستو", "نیک‌اختر"];
    const answers = await Promise.all(texts.map((text) => findAnything({ ...staff, permissions }, { text })));
    return answers.flatMap(({ value }) => value).map(({ kind }) => kind);
  };
  expect(await without("run:read")).not.toContain("runs");
  expect(await without("import:read")).not.toContain("imports");
  expect(await without("export:download")).not.toContain("exports");
  expect(await without("mentor:read")).not.toContain("managers");
  expect(await without("settings:write")).not.toContain("schools");
  for (const text of ["7012", "پرستو", "71220"]) expect(await found(text, "MENTOR"), text).toEqual([]);
});
