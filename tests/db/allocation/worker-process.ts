// A worker of its own for tests that kill it: does the one job of its argument.
import { allocationJobs } from "@/lib/allocation/jobs";
import { performJob } from "@/lib/jobs/queue";

await performJob(allocationJobs, process.argv[2] ?? "", new AbortController().signal);
process.exit(0);
