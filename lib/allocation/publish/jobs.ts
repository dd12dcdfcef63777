import type { JobContext } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import { type ChunkFate, fullPace, nextStep } from "./pace";

/** What work in chunks has come to: there is more, or it is over and why it failed, if it did. */
export type ChunkEnd =
  | { readonly over: false; readonly done: number; readonly total: number }
  | { readonly over: true; readonly failure?: { code: AppError["code"]; details: object } | null };

/** A chunk tried once, told as a value. */
export type ChunkTry =
  | { readonly fate: "written"; readonly outcome: ChunkEnd }
  | { readonly fate: Exclude<ChunkFate, "written">; readonly error: unknown };

export type Steps = {
  readonly attempt: (rowsMax: number) => Promise<ChunkTry>;
  /** How far the work has come, as stored: what the next chunk begins behind. */
  readonly cursor: () => Promise<number>;
  /**
   * Sets the one aside who keeps a chunk of one from being written. `at` = the cursor before that try: when it has moved since,
   * another worker has gone on, and whoever comes next is not to blame.
   */
  readonly setAside: (at: number, error: unknown) => Promise<void>;
  readonly rowsMax?: number;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A lost connection is for the queue to wait out, at no cost; other trouble that stays costs the job one of its tries. */
const givenUp = (fate: ChunkFate, error: unknown): unknown =>
  fate === "lost" ? error : new Error("no chunk of this work can be written", { cause: error });

/**
 * Chunk after chunk until the work is over. What to do about trouble is `nextStep`'s decision; between chunks the process may
 * be told to stop, and the job goes on elsewhere from the cursor. Source: Design §4.
 */
export async function workInChunks({ signal, progress }: JobContext, steps: Steps): Promise<void> {
  let pace = fullPace(steps.rowsMax);
  for (;;) {
    signal.throwIfAborted();
    const at = pace.rows === 1 ? await steps.cursor() : null;
    const tried = await steps.attempt(pace.rows);
    if (tried.fate === "written") {
      const { outcome } = tried;
      if (outcome.over) {
        if (outcome.failure) throw new AppError(outcome.failure.code, { ...outcome.failure.details });
        return;
      }
      await progress(outcome.done, outcome.total);
    }
    const step = nextStep(pace, tried.fate);
    const error = tried.fate === "written" ? null : tried.error;
    if (step.do === "give-up") throw givenUp(tried.fate, error);
    if (step.do === "set-aside" && at !== null) await steps.setAside(at, error);
    pace = step.pace;
    if (pace.waitMs > 0) await pause(pace.waitMs);
  }
}
