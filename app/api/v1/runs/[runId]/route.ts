import { getRunSheet, type RunSheet } from "@/lib/allocation/ledger/queries";
import { guarded } from "@/lib/auth/guard";
import { found, json, limited } from "../../answer";

const toDocument = (run: RunSheet) => ({
  id: run.id,
  number: run.number,
  year: run.year,
  kind: run.kind,
  policy: run.policy,
  state: run.state,
  eligible: run.eligible,
  placed: run.placed,
  needsNewMentor: run.needsNewMentor,
  createdBy: run.createdByName,
  createdAt: run.createdAt.toISOString(),
  centers: run.centers,
  switches: run.switches,
  drainedMentorId: run.drainedMentor?.id ?? null,
  inputHash: run.inputHash,
  planHash: run.planHash,
  published: {
    placed: run.publishedPlaced,
    needsNewMentor: run.publishedUnplaced,
    counters: run.countersIssued,
    dead: run.dead,
  },
  reversed: run.reversed,
  kept: run.kept,
  exported: run.exported,
  durationsMs: run.durations,
  error: run.errorCode ? { code: run.errorCode, details: run.errorDetails ?? {} } : null,
  version: run.version,
  job: run.job && {
    jobId: run.job.id,
    kind: run.job.kind,
    state: run.job.state,
    waitingFor: run.job.waitingFor,
  },
});

/** One run. */
export const GET = guarded(
  "run:read",
  limited(async (staff, _request, { runId = "" }) =>
    json(toDocument(found(await getRunSheet(staff, runId)))),
  ),
);
