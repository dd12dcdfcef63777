import { beforeAll, expect, test } from "vitest";
import { doneTogether } from "@/app/api/v1/contract/together";
import { POST as rejectRows } from "@/app/api/v1/quarantine/reject/route";
import { POST as discardRuns } from "@/app/api/v1/runs/discard/route";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { useDatabase } from "@/tests/support/db";
import { call, tokenWith } from "@/tests/support/rest";
import { checkedBatch, makeStudentCells, studentTable } from "../intake/files";
import { expectProblem, expectShape } from "./contract";

useDatabase();
const reason = "همه از فایل پارسال‌اند";
let token = "";
beforeAll(async () => {
  token = await tokenWith(["quarantine:write", "alloc:run"]);
});

const reject = (body: object, as = token) => call(rejectRows, "/quarantine/reject", { token: as, body });
const discard = (body: object, as = token) => call(discardRuns, "/runs/discard", { token: as, body });

test("rows are left out together for one reason; one that has changed, or is out already, stays and is named", async () => {
  const cells = [1, 2, 3].map((n) => makeStudentCells(n, { group: "777", center: "1" }));
  const batchId = await checkedBatch("students", [studentTable(cells)]);
  const where = { batchId, status: "QUARANTINED" };
  const found = await db().importRow.findMany({ where, orderBy: { position: "asc" } });
  const rows = found.map(({ id, version }) => ({ rowId: String(id), version }));
  expect(rows).toHaveLength(3);
  const [first, second, third] = rows;

  const reader = await tokenWith(["import:read"]);
  await expectProblem(await reject({ rows, reason }, reader), 403, "FORBIDDEN");
  await expectProblem(await reject({ rows }), 422, "INVALID_INPUT");
  await expectProblem(await reject({ rows: [], reason }), 422, "INVALID_INPUT");
  const elsewhere = await tokenWith(["quarantine:write"], [2]);
  const unseen = await expectShape(await reject({ rows, reason }, elsewhere), 200, doneTogether);
  expect(unseen.left.map(({ name, reason: why }) => [name, why])).toEqual(Array(3).fill(["", "NOT_FOUND"]));
  expect(await db().importRow.count({ where })).toBe(3);

  const asked = { rows: [first, { ...second, version: 99 }], reason };
  const answer = await expectShape(await reject(asked), 200, doneTogether);
  expect(answer).toMatchObject({
    done: 1,
    left: [{ id: second?.rowId, reason: "STALE_VERSION", details: { version: second?.version } }],
  });
  expect(answer.left[0]?.name).toContain(" · ");
  const again = await expectShape(await reject({ rows: [first, second, third], reason }), 200, doneTogether);
  expect(again).toMatchObject({ done: 2, left: [{ id: first?.rowId, reason: "BATCH_LOCKED" }] });
  const entries = await db().auditLog.findMany({ where: { action: "intake.row.reject" } });
  expect(entries.map(({ diff }) => (diff as { reason: string }).reason)).toEqual([reason, reason, reason]);
});

const createRun = async (state: string, centers: number[] = []) =>
  await db().run.create({ data: { id: newId(), year: 1404, state, policy: "sequential", centers } });

test("plans are thrown away together; one that is no plan any more, or not the caller's, stays and is named", async () => {
  const made = [
    await createRun("PLANNED", [1]),
    await createRun("PLANNED", [1, 2]),
    await createRun("PUBLISHED"),
  ];
  const [own, wider, published] = made.map(({ id, version }) => ({ runId: id, version }));
  const runs = [own, wider, published];
  const reader = await tokenWith(["run:read"]);
  await expectProblem(await discard({ runs }, reader), 403, "FORBIDDEN");
  await expectProblem(await discard({ runs: [{ runId: own?.runId }] }), 422, "INVALID_INPUT");
  const here = await tokenWith(["alloc:run"], [1]);
  const stale = { ...own, version: (own?.version ?? 0) + 1 };
  expect(await expectShape(await discard({ runs: [stale, wider] }, here), 200, doneTogether)).toMatchObject({
    done: 0,
    left: [{ reason: "STALE_VERSION" }, { reason: "CENTER_OUT_OF_SCOPE", name: String(made[1]?.number) }],
  });
  expect(await expectShape(await discard({ runs }), 200, doneTogether)).toMatchObject({
    done: 2,
    left: [{ id: published?.runId, name: String(made[2]?.number), reason: "RUN_STATE" }],
  });
  expect(await expectShape(await discard({ runs: [own] }), 200, doneTogether)).toMatchObject({ done: 0 });
  const states = await db().run.findMany({ orderBy: { number: "asc" }, select: { state: true } });
  expect(states.map(({ state }) => state)).toEqual(["DISCARDED", "DISCARDED", "PUBLISHED"]);
});
