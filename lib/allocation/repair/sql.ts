import type { Reader, Tx } from "@/lib/db/tx";
import type { Plan } from "../plan";
import type { StoredRepair } from "./schema";

/** Why students of a plan have no mentor, by position; null for those who have one. */
export async function readReasons(reader: Reader, runId: string, positions: readonly number[]) {
  const rows = await reader.runItem.findMany({
    where: { runId, position: { in: [...positions] } },
    select: { position: true, reason: true },
  });
  return new Map(rows.map((row) => [row.position, row.reason]));
}

type Rewrite = {
  readonly plan: Plan;
  /** The plan before any chain. */
  readonly base: Plan;
  /** Chains accepted until now: whose reason comes back when they are taken back. */
  readonly before: StoredRepair["accepted"];
};

/**
 * Writes decisions anew that chains change: mentor, the one planned before, reason, and the load at each turn, which changes
 * for whoever comes later at the same mentor too. One statement; rows that stay as they are are not touched.
 */
export async function rewriteItems(tx: Tx, runId: string, { plan, base, before }: Rewrite): Promise<void> {
  const idAt = (m: number): number | null => (m < 0 ? null : plan.mentors[m]!.id);
  const back = new Map(before.map(({ steps, reason }) => [steps[0]!.position - 1, reason]));
  const mentorIds = Array.from(plan.mentorAt, idAt);
  const loads = Array.from(plan.mentorAt, (m, i) => (m < 0 ? null : plan.loadBefore[i]!));
  const from = Array.from(plan.mentorAt, (m, i) =>
    m === base.mentorAt[i]! ? null : idAt(base.mentorAt[i]!),
  );
  const reasons = Array.from(plan.mentorAt, (_, i) => back.get(i) ?? null);
  await tx.$executeRaw`
    UPDATE run_items i SET mentor_id = d.mentor_id, load_before = d.load_before, repaired_from = d.repaired_from,
      reason = CASE WHEN d.mentor_id IS NULL THEN coalesce(i.reason, d.reason) END
    FROM unnest(${mentorIds}::int[], ${loads}::int[], ${from}::int[], ${reasons}::text[])
      WITH ORDINALITY AS d(mentor_id, load_before, repaired_from, reason, position)
    WHERE i.run_id = ${runId}::uuid AND i.position = d.position AND (i.mentor_id, i.load_before, i.repaired_from)
      IS DISTINCT FROM (d.mentor_id, d.load_before, d.repaired_from)`;
}
