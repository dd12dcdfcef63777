import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { assignRows } from "@/lib/intake/queue/commands";
import { listQuarantine, openQuarantine } from "@/lib/intake/queue/queries";
import { assignRowsSchema } from "@/lib/intake/queue/schema";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { checkedBatch, MANAGERS, makeStudentCells, mentorTable, studentTable } from "./files";

useDatabase();

const staff = actorOf("OPERATOR", { id: newId() });
const oldest = { sort: { key: "age", desc: false }, offset: 0, size: 100 } as const;

test("several kinds or codes find the rows of each, on the page, in the file and for a choice of the filter", async () => {
  await checkedBatch("managers", [MANAGERS]);
  await checkedBatch("students", [
    studentTable([
      makeStudentCells(1, { group: "نجوم" }),
      makeStudentCells(2, { center: "شیراز" }),
      makeStudentCells(3, { id: "123" }),
      makeStudentCells(4),
    ]),
  ]);
  await checkedBatch("mentors", [
    mentorTable([[501, "پشتیبان ۱", "زن", "کسی که نیست", "عادی", "3", 0, 10, 60, ""]]),
  ]);
  const totalOf = async (filters: Record<string, string>) =>
    (await listQuarantine(staff, { ...oldest, filters })).total;
  expect(await totalOf({ kind: "students" })).toBe(3);
  expect(await totalOf({ kind: "mentors" })).toBe(1);
  expect(await totalOf({ kind: "students,mentors" })).toBe(4);
  expect(await totalOf({ code: "GROUP_UNKNOWN,REG_CENTER_UNKNOWN" })).toBe(2);
  expect(await totalOf({ kind: "students,mentors", code: "GROUP_UNKNOWN,MANAGER_UNKNOWN" })).toBe(2);

  const filter = { kind: "students,mentors", code: "GROUP_UNKNOWN,MANAGER_UNKNOWN" };
  expect((await openQuarantine(staff, { ...oldest, filters: filter })).total).toBe(2);
  await db().user.create({
    data: { id: staff.id ?? "", username: "somebody", name: "کسی", passwordHash: "none", role: "OPERATOR" },
  });
  const chosen = assignRowsSchema.parse({ to: "me", filter });
  expect(await assignRows(staff, chosen)).toMatchObject({ ok: true, value: { done: 2, left: [] } });
  expect(await totalOf({ owner: "me" })).toBe(2);
});

test("rows stand batch after batch, those of one as in its files, on the page and in the file", async () => {
  const { rows: byAge } = await listQuarantine(staff, { ...oldest, filters: {} });
  for (const desc of [false, true]) {
    const sort = { key: "batch", desc } as const;
    const { rows } = await listQuarantine(staff, { ...oldest, sort, filters: {} });
    const turn = desc ? -1 : 1;
    const expected = [...byAge].sort(
      (a, b) => turn * (a.batch.number - b.batch.number) || a.position - b.position,
    );
    expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    const file: string[] = [];
    for await (const page of (await openQuarantine(staff, { sort, filters: {} })).pages)
      file.push(...page.map(({ id }) => id));
    expect(file).toEqual(rows.map(({ id }) => id));
  }
});

test("a kind that is none is refused where a filter is sent", () => {
  expect(assignRowsSchema.safeParse({ to: "me", filter: { kind: "students,people" } }).success).toBe(false);
});
