import type { Dispatcher } from "@/lib/jobs/outbox";
import type { JobHandlers } from "@/lib/jobs/queue";
import { startWorker } from "@/lib/jobs/worker";
import type { Boot } from "./boot/command.mjs";

const handlers: JobHandlers = {};

/** Nobody outside listens yet: an event is delivered by being marked so. */
const dispatch: Dispatcher = async () => {};

/** Runs background work until the process is told to stop; then finishes or hands back what it has. */
export const runWorker = async (boot: Boot): Promise<number> => {
  await boot.openDatabase();
  const worker = await startWorker(handlers, dispatch);
  const told = new Promise<void>((resolve) =>
    boot.signal.addEventListener("abort", () => resolve(), { once: true }),
  );
  await Promise.race([boot.signal.aborted ? undefined : told, worker.done]);
  await worker.stop();
  return 0;
};
