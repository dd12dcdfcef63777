import { allocationJobs } from "@/lib/allocation/jobs";
import { straightJobs } from "@/lib/allocation/straight/jobs";
import { intakeJobs } from "@/lib/intake/jobs";
import { straightImportJobs } from "@/lib/intake/straight/jobs";
import type { Dispatcher } from "@/lib/jobs/outbox";
import { emitProgress } from "@/lib/jobs/progress";
import type { JobHandlers } from "@/lib/jobs/queue";
import { reportingJobs } from "@/lib/reporting/jobs";

/** Every kind of job there is, with the function that does it. */
export const handlers: JobHandlers = {
  ...intakeJobs,
  ...straightImportJobs,
  ...allocationJobs,
  ...straightJobs,
  ...reportingJobs,
};

/**
 * Delivers domain events inside this installation: pages that show the pool (loads, heatmaps, counts) hear that it has
 * changed, once per relayed batch however many events that holds. Delivering a batch twice tells them twice, no more.
 */
export const dispatch: Dispatcher = async (tx, events) => {
  const counts: Record<string, number> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  await emitProgress(tx, "pool", "changed", { events: events.length, counts });
};
