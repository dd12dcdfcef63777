import type { Run } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import { type Can, ownsCenters } from "@/lib/auth/permissions";
import { countNumbersLeft, findYearCode } from "@/lib/counter/sql";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { enqueue } from "@/lib/jobs/queue";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import type { JobId, RunId } from "@/lib/shared/ids";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { type DrainRefusal, startDrain } from "./drain/commands";
import { findRunObstacle, type PlanObstacle, seesStudents } from "./pool/queries";
import { countCounterDemand, findStaleness } from "./publish/queries";
import { countExported } from "./revert/sql";
import { type RevertRun, type RunRef, type StartRun, switchesSchema } from "./schema";
import { failRun, freePool, hasLiveJob, lockOwnRun, moveRun, takePool } from "./sql";

/** Why a run cannot be started. */
export type StartRefusal = PlanObstacle | "YEAR_UNKNOWN" | "CENTER_OUT_OF_SCOPE" | "NOT_FOUND" | "RUN_ACTIVE";

/**
 * Creates a run in PLANNING and the job that plans it. Refuses an unknown year, centres outside the actor's, chosen
 * students out of sight, a pool with nobody to place or nobody to place them with, and while another run publishes or
 * reverts: its plan would be stale before it is drawn. Source: Contracts §4, §6.
 */
export const startPlan = (
  staff: Can<"alloc:run">,
  input: StartRun,
): Promise<Result<{ runId: RunId; jobId: JobId; number: number }, StartRefusal>> =>
  inTx(async (tx) => {
    const centers =
      input.centers.length > 0 ? [...new Set(input.centers)].sort((a, b) => a - b) : staff.centers;
    if ((await tx.academicYear.findUnique({ where: { year: input.year } })) === null)
      return refuse("YEAR_UNKNOWN", { year: input.year });
    const known = await tx.center.count({ where: { code: { in: [...centers] } } });
    if (!ownsCenters(staff, centers) || known !== centers.length)
      return refuse("CENTER_OUT_OF_SCOPE", { centers });
    const busy = await requirePoolFree(tx);
    if (busy !== null && busy.holderKind === "RUN") return refuse("RUN_ACTIVE", { ...busy });
    const chosenStudents = [...new Set(input.students ?? [])].sort();
    if (!(await seesStudents(tx, staff, chosenStudents))) return refuse("NOT_FOUND");
    const obstacle = await findRunObstacle(tx, { year: input.year, centers, chosenStudents });
    if (obstacle !== null) return refuse(obstacle, { year: input.year, centers });

    const run = await tx.run.create({
      data: {
        id: newId(),
        year: input.year,
        policy: input.policy,
        switches: input.switches,
        centers: [...centers],
        chosenStudents,
        state: "PLANNING",
        createdById: staff.id,
        createdByName: staff.name,
      },
    });
    const jobId = await enqueue(tx, staff, { kind: "plan-run", subject: "run", subjectId: run.id });
    const diff = { year: run.year, policy: run.policy, switches: input.switches, centers };
    await recordAudit(tx, staff, {
      action: "allocation.run.start",
      resourceType: "run",
      resourceId: run.id,
      diff: chosenStudents.length > 0 ? { ...diff, chosenStudents: chosenStudents.length } : diff,
    });
    return ok({ runId: run.id as RunId, jobId, number: run.number });
  });

type DiscardRefusal = "NOT_FOUND" | "CENTER_OUT_OF_SCOPE" | "STALE_VERSION" | "RUN_STATE";

/**
 * Throws a plan away: from PLANNED, or from a PLANNING no job works on any more. Nothing was published, so nothing else
 * changes. Refuses RUN_STATE otherwise.
 */
export const discardRun = (
  staff: Can<"alloc:run">,
  ref: RunRef,
): Promise<Result<{ runId: string }, DiscardRefusal>> =>
  inTx(async (tx) => {
    const found = await lockOwnRun(tx, staff, ref);
    if (!found.ok) return found;
    const run = found.value;
    const stuck = run.state === "PLANNING" && !(await hasLiveJob(tx, run.id));
    if (run.state !== "PLANNED" && !stuck) return refuse("RUN_STATE", { state: run.state });
    await moveRun(tx, run.id, { state: "DISCARDED" });
    await recordAudit(tx, staff, {
      action: "allocation.run.discard",
      resourceType: "run",
      resourceId: run.id,
      diff: { state: [run.state, "DISCARDED"] },
    });
    return ok({ runId: run.id });
  });

type PublishRefusal =
  | "NOT_FOUND"
  | "CENTER_OUT_OF_SCOPE"
  | "STALE_VERSION"
  | "RUN_STATE"
  | "RUN_ACTIVE"
  | "PLAN_STALE"
  | "E_COUNTER_EXHAUSTED";

/** Whether a run may (again) be published; a PUBLISHING whose job is gone for good may be taken up. */
async function stateObstacle(tx: Tx, run: Run): Promise<"RUN_STATE" | "RUN_ACTIVE" | null> {
  if (run.state === "PUBLISHING") return (await hasLiveJob(tx, run.id)) ? "RUN_ACTIVE" : null;
  const resumable = run.state === "PLANNED" || run.state === "CANCELLED" || run.state === "FAILED";
  return resumable && run.planHash !== null ? null : "RUN_STATE";
}

/** Whether the sequences hold enough numbers for everyone still to be placed; per gender, as a whole. Contracts §4. */
async function requireNumbers(tx: Tx, run: Run): Promise<void> {
  const yearCode = await findYearCode(tx, run.year);
  if (yearCode === null) throw new AppError("YEAR_UNKNOWN", { year: run.year });
  const left = await countNumbersLeft(tx, yearCode);
  const needed = await countCounterDemand(tx, run);
  for (const gender of [0, 1] as const)
    if (needed[gender] > left[gender])
      throw new AppError("E_COUNTER_EXHAUSTED", { gender, needed: needed[gender], left: left[gender] });
}

/** A refusal that had to roll back what came before it, as the value it is. */
const asRefusal = async <T, R extends ErrorCode>(work: Promise<Result<T, R>>): Promise<Result<T, R>> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) return refuse(error.code as R, error.details);
    throw error;
  }
};

/**
 * Starts publishing a plan, or resumes a run that was cancelled or failed: takes the pool, compares the plan with it, checks
 * the counters, queues the job. Refuses RUN_ACTIVE {holder} while anyone else has the pool, PLAN_STALE with the list of what
 * changed, E_COUNTER_EXHAUSTED {gender, needed, left}; then nothing has changed, but that a resumed run with a stale rest is
 * FAILED. Source: Contracts §4.
 */
export const startPublish = (
  staff: Can<"alloc:publish">,
  ref: RunRef,
): Promise<Result<{ runId: RunId; jobId: JobId }, PublishRefusal>> =>
  asRefusal(
    inTx<Result<{ runId: RunId; jobId: JobId }, PublishRefusal>>(
      async (tx) => {
        const found = await lockOwnRun(tx, staff, ref);
        if (!found.ok) return found;
        const run = found.value;
        const obstacle = await stateObstacle(tx, run);
        if (obstacle !== null) return refuse(obstacle, { state: run.state });
        const busy = await takePool(tx, run.id);
        if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
        const stale = await findStaleness(tx, run);
        if (stale !== null) {
          if (run.cursor === 0) throw new AppError("PLAN_STALE", { ...stale });
          await failRun(tx, staff, run, { code: "PLAN_STALE", details: { ...stale } });
          return refuse("PLAN_STALE", { ...stale });
        }
        await requireNumbers(tx, run);
        await moveRun(tx, run.id, { state: "PUBLISHING", cancelRequested: false, errorCode: null });
        const jobId = await enqueue(tx, staff, { kind: "publish-run", subject: "run", subjectId: run.id });
        await recordAudit(tx, staff, {
          action: run.cursor === 0 ? "allocation.run.publish" : "allocation.run.resume",
          resourceType: "run",
          resourceId: run.id,
          diff: { state: [run.state, "PUBLISHING"], planHash: run.planHash, from: run.cursor },
        });
        return ok({ runId: run.id as RunId, jobId });
      },
      { timeoutMs: 120_000 },
    ),
  );

/**
 * Asks a publishing run to stop: it does at the end of the chunk in work, or at once when no job works on it. What is
 * published stays; the run can be resumed or reverted. Refuses RUN_STATE unless PUBLISHING.
 */
export const cancelRun = (
  staff: Can<"alloc:publish">,
  ref: RunRef,
): Promise<
  Result<
    { runId: string; state: string },
    "NOT_FOUND" | "CENTER_OUT_OF_SCOPE" | "STALE_VERSION" | "RUN_STATE"
  >
> =>
  inTx(async (tx) => {
    // Chunks change the version all the time: whoever cancels means the run, not a state of it.
    const found = await lockOwnRun(tx, staff, { runId: ref.runId });
    if (!found.ok) return found;
    const run = found.value;
    if (run.state !== "PUBLISHING") return refuse("RUN_STATE", { state: run.state });
    await recordAudit(tx, staff, {
      action: "allocation.run.cancel",
      resourceType: "run",
      resourceId: run.id,
      diff: { published: run.cursor, of: run.eligible },
    });
    if (await hasLiveJob(tx, run.id)) {
      await moveRun(tx, run.id, { cancelRequested: true });
      return ok({ runId: run.id, state: run.state });
    }
    await moveRun(tx, run.id, { state: "CANCELLED", cancelRequested: false });
    await freePool(tx, run.id);
    return ok({ runId: run.id, state: "CANCELLED" });
  });

type RevertRefusal =
  | "NOT_FOUND"
  | "CENTER_OUT_OF_SCOPE"
  | "STALE_VERSION"
  | "RUN_STATE"
  | "RUN_ACTIVE"
  | "RUN_EXPORTED";

/**
 * Starts taking a run back: takes the pool and queues the job. Refuses RUN_STATE unless something of it is published,
 * RUN_ACTIVE while anyone else has the pool, RUN_EXPORTED {exported} when placements of it went out in a READY export and
 * `includeExported` is not said. Source: Contracts §4.
 */
export const startRevert = (
  staff: Can<"alloc:revert">,
  ref: RevertRun,
): Promise<Result<{ runId: RunId; jobId: JobId; exported: number }, RevertRefusal>> =>
  inTx<Result<{ runId: RunId; jobId: JobId; exported: number }, RevertRefusal>>(async (tx) => {
    const found = await lockOwnRun(tx, staff, ref);
    if (!found.ok) return found;
    const run = found.value;
    const orphaned = run.state === "REVERTING" && !(await hasLiveJob(tx, run.id));
    const partly = (run.state === "CANCELLED" || run.state === "FAILED") && run.cursor > 0;
    if (run.state !== "PUBLISHED" && !partly && !orphaned) return refuse("RUN_STATE", { state: run.state });
    const exported = await countExported(tx, run.id);
    if (exported > 0 && !ref.includeExported) return refuse("RUN_EXPORTED", { exported });
    const busy = await takePool(tx, run.id);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    if (!orphaned) await moveRun(tx, run.id, { state: "REVERTING", cursor: 0, errorCode: null });
    const jobId = await enqueue(tx, staff, {
      kind: "revert-run",
      subject: "run",
      subjectId: run.id,
      payload: { includeExported: ref.includeExported },
    });
    await recordAudit(tx, staff, {
      action: "allocation.run.revert",
      resourceType: "run",
      resourceId: run.id,
      diff: { state: [run.state, "REVERTING"], exported, includeExported: ref.includeExported },
    });
    return ok({ runId: run.id as RunId, jobId, exported });
  });

/**
 * Makes a new plan with the settings of an old one, whose data have changed since: a PLANNED one is thrown away, of a
 * cancelled or failed one only the rest is planned. Refuses as `startPlan` does; then the old plan is still there.
 */
export async function replanRun(
  staff: Can<"alloc:run">,
  ref: RunRef,
): Promise<Result<{ runId: RunId; jobId: JobId }, StartRefusal | DiscardRefusal | DrainRefusal>> {
  const found = await inTx((tx) => lockOwnRun(tx, staff, ref));
  if (!found.ok) return found;
  const run = found.value;
  if (!["PLANNED", "FAILED", "CANCELLED"].includes(run.state))
    return refuse("RUN_STATE", { state: run.state });
  const { year, centers } = run;
  const policy = run.policy === "optimal" ? "optimal" : "sequential";
  const settings = { year, policy, switches: switchesSchema.parse(run.switches) } as const;
  const mentorId = run.drainedMentorId;
  const started =
    mentorId === null
      ? await startPlan(staff, { ...settings, centers, students: run.chosenStudents })
      : await startDrain(staff, { ...settings, mentorId, stopAccepting: false });
  if (!started.ok) return started;
  if (run.state === "PLANNED") await discardRun(staff, { runId: run.id });
  await inTx((tx) =>
    recordAudit(tx, staff, {
      action: "allocation.run.replan",
      resourceType: "run",
      resourceId: run.id,
      diff: { by: started.value.runId },
    }),
  );
  return started;
}
