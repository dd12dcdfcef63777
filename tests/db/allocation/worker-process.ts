// A worker of its own for tests that kill it: once told to, does the one job of its argument, or without one whatever is queued.
import { performJob } from "@/lib/jobs/queue";
import { startWorker } from "@/lib/jobs/worker";
import { handlers } from "../../../bin/cli/handlers";

const [jobId] = process.argv.slice(2);
const told = new Promise((resolve) => process.once("message", resolve));
process.send?.("ready");
await told;
process.disconnect?.();
if (jobId === undefined) {
  const worker = await startWorker(handlers, async () => undefined);
  await worker.done;
} else {
  await performJob(handlers, jobId, new AbortController().signal);
}
process.exit(0);
