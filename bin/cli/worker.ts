import { startWorker } from "@/lib/jobs/worker";
import { command } from "./command";
import { dispatch, handlers } from "./handlers";

/** Runs background work until the process is told to stop; then finishes or hands back what it has. */
const worker = command({
  name: "worker",
  input: {},
  run: async (_, { boot, words }) => {
    const running = await startWorker(handlers, dispatch);
    const told = new Promise<void>((resolve) =>
      boot.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    await Promise.race([boot.signal.aborted ? undefined : told, running.done]);
    await running.stop();
    return { document: { stopped: true }, lines: [words.t("cli.worker.stopped")] };
  },
});

export const commands = [worker];
