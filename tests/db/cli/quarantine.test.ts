import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { xlsxOf } from "../../support/workbook";
import { batchOf, makeStudentCells, manyStudents, type StudentCells, studentTable } from "../intake/files";

useDatabase();
let folder = "";
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "takhsis-cli-"));
});
afterAll(() => fs.rm(folder, { recursive: true }));

const write = async (name: string, rows: readonly StudentCells[]): Promise<string> => {
  const target = path.join(folder, name);
  await fs.writeFile(target, xlsxOf(studentTable(rows)));
  return target;
};
const importing = (file: string, ...more: string[]) =>
  takhsis(["import", "students", file, "--year", "1404", ...more, "--json"]);
const strange = (n: number, group = "777") => makeStudentCells(n, { center: "1", group });
const codeOf = (document: Record<string, unknown>) =>
  (document["error"] as { code: string } | undefined)?.code;
const newest = async () => await db().importBatch.findFirstOrThrow({ orderBy: { number: "desc" } });

test("a file is taken as a whole or not at all; what is refused waits and is applied, or cancelled, later", async () => {
  const file = await write("mixed.xlsx", [...manyStudents(4), strange(50)]);
  const both = await importing(file, "--all-or-nothing", "--accept-valid");
  expect(both.code).toBe(2);
  const whole = await importing(file, "--all-or-nothing");
  expect([whole.code, codeOf(whole.document)]).toEqual([1, "NEEDS_REVIEW"]);
  expect(await db().student.count()).toBe(0);

  const { id, number } = await newest();
  const refused = await takhsis(["import", "apply", String(number), "--all-or-nothing", "--json"]);
  expect([refused.code, codeOf(refused.document)]).toEqual([1, "ALL_OR_NOTHING"]);
  expect(await takhsisJson("import", "show", String(number))).toMatchObject({
    state: "NEEDS_REVIEW",
    number,
    applied: 0,
    quarantined: 1,
    waitsFor: null,
  });
  expect(await takhsisJson("import", "apply", id, "--accept-valid")).toMatchObject({
    state: "APPLIED_WITH_REJECTS",
  });
  expect((await takhsisJson<{ batches: object[] }>("import", "list")).batches[0]).toMatchObject({
    batchId: id,
    applied: 4,
    quarantined: 1,
  });
  const again = await takhsis(["import", "cancel", id, "--json"]);
  expect([again.code, codeOf(again.document)]).toEqual([1, "BATCH_LOCKED"]);

  const good = await write("good.xlsx", manyStudents(9).slice(4));
  expect((await importing(good, "--all-or-nothing")).document).toMatchObject({ state: "APPLIED", new: 5 });
  expect((await newest()).applyMode).toBe("ALL");
  const other = await write("other.xlsx", [strange(60)]);
  await importing(other);
  const { id: open } = await newest();
  expect(await takhsisJson("import", "cancel", open)).toEqual({ batchId: open, state: "CANCELLED" });
});

test.each([
  ["show", "9999"],
  ["apply", "9999"],
  ["cancel", newId()],
  ["undo", newId()],
])("import %s of a batch nobody knows is NOT_FOUND", async (verb, name) => {
  const { code, document } = await takhsis(["import", verb, name, "--json"]);
  expect([code, codeOf(document)]).toEqual([1, "NOT_FOUND"]);
});

test("the queue is listed, given to a person, checked again behind the brake, and told as a trend", async () => {
  const sara = await db().user.create({
    data: { id: newId(), username: "sara", name: "سارا", passwordHash: "-", role: "OPERATOR" },
  });
  await importing(await write("many.xlsx", manyStudents(30)));
  const changed = manyStudents(30)
    .slice(0, 5)
    .map((cells) => ({ ...cells, group: "778" }));
  await importing(await write("late.xlsx", [...changed, makeStudentCells(70)]), "--accept-valid");
  const late = await newest();
  const batch = String(late.number);

  expect(await takhsisJson("quarantine", "assign", "--to", "sara", "--batch", batch)).toMatchObject({
    done: 5,
    left: [],
  });
  const mine = await takhsisJson<{ rows: object[]; total: number }>("quarantine", "list", "--owner", "Sara");
  expect(mine.total).toBe(5);
  expect(mine.rows[0]).toMatchObject({
    batch: late.number,
    rowNo: 2,
    key: `${changed[0]?.id.slice(0, 3)}***${changed[0]?.id.slice(-4)}`,
    codes: ["GROUP_UNKNOWN"],
    owner: sara.name,
  });
  const nobody = await takhsis(["quarantine", "assign", "--to", "reza", "--json"]);
  expect([nobody.code, codeOf(nobody.document)]).toEqual([1, "NOT_FOUND"]);

  await db().group.create({
    data: { code: 778, nameFa: "تازه", nameEn: "New", bucket: "KONKUR", position: 778 },
  });
  const braked = await takhsis(["quarantine", "retry", "--batch", batch, "--json"]);
  expect(braked.code).toBe(1);
  expect(braked.document).toMatchObject({
    applied: 0,
    braked: [{ number: late.number, rows: 5, changed: 5 }],
  });
  expect((await batchOf(late.id)).quarantinedRows).toBe(5);
  expect(await takhsisJson("quarantine", "retry", "--batch", batch, "--confirm-mass-change")).toMatchObject({
    applied: 5,
    braked: [],
  });
  const trend = await takhsisJson<{ sources: object[] }>("quarantine", "trend", "--by", "center");
  expect(trend.sources.length).toBeGreaterThan(0);
});

test("a dry run with a mapping of its own leaves nothing behind, and says what it would do", async () => {
  const rows = studentTable([makeStudentCells(80, { group: "گروه شگفت" })]);
  const heading = "نام گروه ما";
  const renamed = rows.map((row, i) =>
    i === 0 ? row.map((cell) => (cell === "کد گروه" ? heading : cell)) : row,
  );
  const target = path.join(folder, "own.xlsx");
  await fs.writeFile(target, xlsxOf(renamed));
  const plain = await importing(target, "--dry-run");
  expect([plain.code, codeOf(plain.document)]).toEqual([1, "COLUMN_MISSING"]);
  const mapping = path.join(folder, "map.json");
  await fs.writeFile(
    mapping,
    JSON.stringify({ [heading]: "groupCode", values: { groupCode: { "گروه شگفت": "3" } } }),
  );
  const { code, document } = await importing(target, "--dry-run", "--mapping", mapping);
  expect([code, document]).toMatchObject([0, { rows: 1, new: 1, quarantined: 0 }]);
  expect((await newest()).status).toBe("CANCELLED");
  await fs.writeFile(mapping, "{broken");
  expect((await importing(target, "--mapping", mapping)).code).toBe(2);
  const missing = await importing(target, "--mapping", path.join(folder, "none.json"));
  expect([missing.code, codeOf(missing.document)]).toEqual([1, "NOT_FOUND"]);
});
