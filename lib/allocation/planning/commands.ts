import { gzipSync } from "node:zlib";
import type { Run } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { inputText, planText } from "../canonical";
import { certify } from "../certificate";
import { tieReplaced } from "../drain/sql";
import type { Plan } from "../plan";
import { planBy } from "../policy";
import { type PlanObstacle, readSnapshot } from "../pool/queries";
import { type Policy, type Snapshot, switchesSchema } from "../schema";
import { lockRun, moveRun } from "../sql";
import { reasonsOf } from "../unplaced";

/** How planning ended: it is over, an apply holds the pool and it must wait, or there was nothing to plan. */
export type PlanOutcome =
  | { readonly kind: "planned" | "over" }
  | { readonly kind: "wait"; readonly holder: string }
  | { readonly kind: "failed"; readonly code: PlanObstacle; readonly details: Record<string, unknown> };

/** Why a snapshot cannot be planned; counts of stage-0 reasons help to cure it. */
function obstacleOf(snapshot: Snapshot): { code: PlanObstacle; details: Record<string, unknown> } | null {
  if (snapshot.students.length === 0) return { code: "RUN_NO_STUDENTS", details: { year: snapshot.year } };
  const out: Record<string, number> = {};
  for (const mentor of snapshot.mentors) {
    if (mentor.out === null) return null;
    out[mentor.out] = (out[mentor.out] ?? 0) + 1;
  }
  const unmanaged = (out["NO_MANAGER"] ?? 0) + (out["MANAGER_WITHOUT_CENTER"] ?? 0);
  const code = unmanaged > 0 && unmanaged === snapshot.mentors.length ? "RUN_NO_CENTERS" : "RUN_NO_MENTORS";
  return { code, details: { year: snapshot.year, out } };
}

/** Writes the decisions, one row per student in id order; the student's uuid comes from its row. */
async function saveItems(tx: Tx, runId: string, plan: Plan): Promise<void> {
  const reasons = reasonsOf(plan);
  const mentorIds = Array.from(plan.mentorAt, (m) => (m < 0 ? null : plan.mentors[m]!.id));
  const loads = Array.from(plan.mentorAt, (m, i) => (m < 0 ? null : plan.loadBefore[i]!));
  await tx.$executeRaw`
    INSERT INTO run_items (run_id, position, national_id, student_id, mentor_id, load_before, reason)
    SELECT ${runId}::uuid, d.position, d.national_id, s."شناسه", d.mentor_id, d.load_before, d.reason
    FROM unnest(${plan.students.map((student) => student.nationalId)}::text[], ${mentorIds}::int[],
      ${loads}::int[], ${reasons}::text[]) WITH ORDINALITY AS d(national_id, mentor_id, load_before, reason, position)
    JOIN "دانش_آموزان" s ON s."کد_ملی" = d.national_id`;
}

/** Decides and stores: snapshot, decisions, hashes, the certificate of the maximum, durations. */
async function storePlan(tx: Tx, run: Run, snapshot: Snapshot, snapshotMs: number): Promise<Run> {
  const started = performance.now();
  const plan = planBy(snapshot);
  const text = inputText(snapshot);
  const inputHash = sha256(text);
  const planHash = sha256(planText(plan));
  const certificate = certify(snapshot, plan, { inputHash, planHash, digest: sha256 });
  const decided = performance.now();
  await tx.runSnapshot.create({ data: { runId: run.id, data: new Uint8Array(gzipSync(text)) } });
  await saveItems(tx, run.id, plan);
  if (run.drainedMentorId !== null) await tieReplaced(tx, run.id, run.drainedMentorId);
  return await moveRun(tx, run.id, {
    state: "PLANNED",
    inputHash,
    planHash,
    certificate,
    eligible: plan.students.length,
    placed: plan.placed,
    needsNewMentor: plan.students.length - plan.placed,
    plannedAt: new Date(),
    durations: {
      snapshot: Math.round(snapshotMs),
      decide: Math.round(decided - started),
      store: Math.round(performance.now() - decided),
    },
  });
}

/**
 * Takes the snapshot in one REPEATABLE READ transaction, decides, and stores snapshot, decisions and hashes with it.
 * Safe to repeat: only a run in PLANNING is planned. A run that cannot be planned becomes FAILED with its reason.
 */
export const planRun = (actor: Can<"job:work">, runId: string): Promise<PlanOutcome> =>
  inTx(
    async (tx): Promise<PlanOutcome> => {
      const run = await lockRun(tx, runId);
      if (run === null || run.state !== "PLANNING") return { kind: "over" };
      // Read, not locked: the snapshot is of one moment anyway, and nobody should wait for a plan to be stored.
      const { holderKind, holderId } = await tx.poolLock.findUniqueOrThrow({ where: { id: 1 } });
      if (holderId !== null) return { kind: "wait", holder: `${holderKind}:${holderId}` };
      const started = performance.now();
      const switches = switchesSchema.parse(run.switches);
      const snapshot = await readSnapshot(tx, { ...run, policy: run.policy as Policy, switches });
      const obstacle = obstacleOf(snapshot);
      if (obstacle !== null) {
        const { code, details } = obstacle;
        await moveRun(tx, runId, { state: "FAILED", errorCode: code, errorDetails: details as object });
        return { kind: "failed", ...obstacle };
      }
      const planned = await storePlan(tx, run, snapshot, performance.now() - started);
      const { inputHash, planHash, eligible, placed } = planned;
      await recordAudit(tx, actor, {
        action: "allocation.run.plan",
        resourceType: "run",
        resourceId: runId,
        diff: { inputHash, planHash, eligible, placed },
      });
      return { kind: "planned" };
    },
    { isolation: "RepeatableRead", timeoutMs: 300_000 },
  );
