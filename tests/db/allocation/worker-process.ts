// A worker of its own for tests that kill it: once told to, does the one job of its argument, or without one whatever is queued.
import { allocationJobs } from "@/lib/allocation/jobs";
import { performJob } from "@/lib/jobs/queue";
import { startWorker } from "@/lib/jobs/worker";

const [jobId] = process.argv.slice(2);
const told = new Promise((resolve) => process.once("message", resolve));
process.send?.("ready");
await told;
process.disconnect?.();
if (jobId === undefined) {
  const worker = await startWorker(allocationJobs, async () => undefined);
  await worker.done;
} else {
  await performJob(allocationJobs, jobId, new AbortController().signal);
}
process.exit(0);
