import { db } from "@/lib/db/client";
import { startValidate } from "@/lib/intake/batch/commands";
import type { Layout } from "@/lib/intake/check/layout";
import type { Kind } from "@/lib/intake/columns";
import { intakeJobs } from "@/lib/intake/jobs";
import { runJobHere } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import { actorOf } from "../../support/actors";
import type { Cell } from "../../support/workbook";
import { openedBatch } from "./files";

type Table = readonly (readonly Cell[])[];

/** A person with an id of their own: what they choose is remembered. */
export const person = (n: number, name: string) =>
  actorOf("OPERATOR", { id: `01900000-0000-7000-8000-0000000001${String(n).padStart(2, "0")}`, name });

/** Does the job of a check; what it refuses stands in the batch. */
export const runCheck = async (jobId: JobId): Promise<void> => {
  await runJobHere(intakeJobs, jobId).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
};

/** A batch of one file after its check, whatever came out. */
export const lookedAt = async (
  kind: Kind,
  table: Table,
  actor: ReturnType<typeof actorOf>,
): Promise<string> => {
  const batchId = await openedBatch(kind, [table], { actor });
  const checking = await startValidate(actor, { batchId });
  if (!checking.ok) throw new Error(checking.reason);
  await runCheck(checking.value.jobId);
  return batchId;
};

export const fileOf = (batchId: string) => db().importFile.findFirstOrThrow({ where: { batchId } });
export const layoutOf = async (batchId: string) => (await fileOf(batchId)).layout as unknown as Layout;

/** A table whose headings are called otherwise. */
export const renamed = ([first = [], ...rest]: Table, names: Readonly<Record<string, string>>): Cell[][] => [
  first.map((heading) => names[String(heading)] ?? heading),
  ...rest.map((row) => [...row]),
];

/** The same table with its columns the other way round. */
export const reordered = (table: Table): Cell[][] => table.map((row) => [...row].reverse());
