import type { Run } from "@db";
import { sha256 } from "@/lib/db/digest";
import type { Reader, Tx } from "@/lib/db/tx";
import { inputText } from "../canonical";
import { readSnapshot, readStoredSnapshot } from "../pool/queries";
import { switchesSchema } from "../schema";
import { countPublished } from "../sql";
import { changesBetween, currentRest, expectedRest, type PoolChange } from "../stale";

const CHANGES_SHOWN_MAX = 50;

/** What changed since the plan; `changes` holds at most fifty, students by uuid (null = no such student any more). */
export type Staleness = {
  readonly mentors: number;
  readonly students: number;
  readonly changes: readonly (Omit<PoolChange, "id"> & { readonly id: string | number | null })[];
};

/** Students are known outside by their uuid, never by the national id. */
async function toShown(tx: Tx, changes: readonly PoolChange[]): Promise<Staleness["changes"]> {
  const shown = changes.slice(0, CHANGES_SHOWN_MAX);
  const ids = shown.flatMap((change) => (change.of === "student" ? [change.id] : []));
  const rows = await tx.student.findMany({
    where: { nationalId: { in: ids } },
    select: { nationalId: true, id: true },
  });
  const uuids = new Map(rows.map((row) => [row.nationalId, row.id]));
  return shown.map((change) =>
    change.of === "student" ? { ...change, id: uuids.get(change.id) ?? null } : change,
  );
}

/**
 * Compares what a run has still to publish with the pool as it is, and lists what differs; null = the plan holds. The
 * caller holds the run row and the pool, so the answer stays true until it commits. Source: Contracts §4.
 */
export async function findStaleness(tx: Tx, run: Run): Promise<Staleness | null> {
  const switches = switchesSchema.parse(run.switches);
  const now = await readSnapshot(tx, {
    ...run,
    policy: run.policy === "optimal" ? "optimal" : "sequential",
    switches,
  });
  if (run.cursor === 0 && sha256(inputText(now)) === run.inputHash) return null;
  const stored = await readStoredSnapshot(tx, run.id);
  const expected = expectedRest(stored, { cursor: run.cursor, published: await countPublished(tx, run.id) });
  const rest = currentRest(now, stored, run.cursor);
  if (inputText(expected) === inputText(rest)) return null;
  const changes = changesBetween(expected, rest);
  const students = changes.filter((change) => change.of === "student").length;
  return { mentors: changes.length - students, students, changes: await toShown(tx, changes) };
}

/** Students a run has still to place who have no counter yet, per gender. */
export async function countCounterDemand(reader: Reader, run: Run): Promise<Record<0 | 1, number>> {
  const rows = await reader.$queryRaw<{ gender: 0 | 1; n: number }[]>`
    SELECT s."جنسیت" AS gender, count(*)::int AS n FROM run_items i JOIN "دانش_آموزان" s ON s."کد_ملی" = i.national_id
    WHERE i.run_id = ${run.id}::uuid AND i.position > ${run.cursor} AND i.state = 'PLANNED' AND i.mentor_id IS NOT NULL
      AND s."شمارنده" IS NULL
    GROUP BY s."جنسیت"`;
  const demand: Record<0 | 1, number> = { 0: 0, 1: 0 };
  for (const row of rows) demand[row.gender] = row.n;
  return demand;
}
