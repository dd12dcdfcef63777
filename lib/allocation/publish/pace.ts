/** Students per transaction. Source: Design §4. */
export const CHUNK_ROWS = 1_000;
const TRIES = 5;
const WAIT_MS = 100;
const WAIT_MAX_MS = 2_000;

/** How a chunk went: written, the way to the database or a lock was in trouble, or one of its rows was refused. */
export type ChunkFate = "written" | "way" | "rows";

/** How big the next chunk is, and how long to wait before it. `tries` counts troubles in a row. */
export type Pace = { readonly rows: number; readonly tries: number; readonly waitMs: number };

/** Whole chunks, no waiting. */
export const FULL_PACE: Pace = { rows: CHUNK_ROWS, tries: 0, waitMs: 0 };

/**
 * The pace after a chunk. Trouble on the way: the same chunk again after 100 ms, doubling, at most 2 s, five times; then
 * null, give up. Refused rows: half of it, down to the one student to blame; then back up as chunks succeed.
 * Source: Design §4.
 */
export function nextPace(pace: Pace, fate: ChunkFate): Pace | null {
  if (fate === "written") return { rows: Math.min(CHUNK_ROWS, pace.rows * 2), tries: 0, waitMs: 0 };
  if (fate === "rows") return { rows: Math.max(1, Math.ceil(pace.rows / 2)), tries: 0, waitMs: 0 };
  if (pace.tries >= TRIES) return null;
  return { ...pace, tries: pace.tries + 1, waitMs: Math.min(WAIT_MAX_MS, WAIT_MS * 2 ** pace.tries) };
}
