import { afterEach, expect, test } from "vitest";
import { startPublish } from "@/lib/allocation/commands";
import { db } from "@/lib/db/client";
import { storeFile } from "@/lib/db/files";
import { addFile, createBatch, startValidate } from "@/lib/intake/batch/commands";
import { makeMentor } from "../../support/pool";
import { makeXlsx, xlsxOf } from "../../support/workbook";
import { kill, killAll, loadWorker, start, until } from "../allocation/processes";
import { planHere, runOf } from "../allocation/running";
import { makeStudents, must, storeMentors, storeStudents, system, useWorld, YEAR } from "../allocation/world";
import { batchOf, manyStudents, operator, STUDENT_HEADINGS, studentTable } from "./files";

useWorld();
afterEach(async () => {
  delete process.env.PARSE_HEAP_MB;
  await killAll();
});

const HEAP_MB = 64;
/** A small zip whose texts fill the heap of whoever reads them. */
const hoard = (): Buffer => {
  const texts = Array.from({ length: 1_500_000 }, (_, i) => `<si><t>${i}-${(i * 7919) % 1e6}</t></si>`);
  return makeXlsx([{ rows: [STUDENT_HEADINGS] }], { strings: texts.join("") });
};

/** Opens a batch with a file and leaves its check to whoever works. */
const queued = async (bytes: Buffer): Promise<string> => {
  const { batchId } = must(await createBatch(operator, { kind: "students", year: YEAR }));
  must(await addFile(operator, { batchId, filename: "f.xlsx", stored: await storeFile([bytes]) }));
  must(await startValidate(operator, { batchId }));
  return batchId;
};

test("a file that fills the memory of its reader ends with its code, while an import and a publish beside it in the same worker finish", async () => {
  await storeMentors([makeMentor(1, { capacity: 100 })]);
  await storeStudents(makeStudents(60));
  const runId = await planHere();
  const hostile = await queued(hoard());
  const good = await queued(xlsxOf(studentTable(manyStudents(300))));
  must(await startPublish(system, { runId }));
  process.env.PARSE_HEAP_MB = String(HEAP_MB);
  const worker = loadWorker(null, 10);
  await start(worker);

  const isOver = async (id: string) => (await batchOf(id)).status !== "VALIDATING";
  await until("the publish is over", async () => (await runOf(runId)).state === "PUBLISHED");
  await until("the good file is checked", () => isOver(good));
  await until("the hostile file is refused", () => isOver(hostile));

  expect(await batchOf(hostile)).toMatchObject({
    status: "FAILED",
    errorCode: "PARSE_LIMIT",
    errorDetails: { limit: "memory" },
    rows: 0,
  });
  expect(await batchOf(good)).toMatchObject({ status: "READY", rows: 300, newRows: 300 });
  expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", dead: 0 });
  expect(worker.exitCode).toBeNull();
  expect(await db().workerProcess.count()).toBe(1);
  await kill(worker);
}, 180_000);
