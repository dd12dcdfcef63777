/** Students per transaction. Source: Design §4. */
export const CHUNK_ROWS = 1_000;
const TRIES = 5;
const WAIT_MS = 100;
const WAIT_MAX_MS = 2_000;

/**
 * How a chunk went: written; the connection lost; trouble on the way (a lock not given, a deadlock, a serialization failure,
 * out of time); or one of its rows refused.
 */
export type ChunkFate = "written" | "lost" | "way" | "rows";

/**
 * How big the next chunk is, and how long to wait before it. `tries` counts troubles in a row; `suspect` = somebody was set
 * aside for trouble on the way and nothing was written since, so perhaps it was not theirs.
 */
export type Pace = {
  readonly rowsMax: number;
  readonly rows: number;
  readonly tries: number;
  readonly waitMs: number;
  readonly suspect: boolean;
};

/** What to do after a chunk: go on at this pace, after setting aside the one student to blame where it says so; or give up. */
export type Step = { readonly do: "try" | "set-aside"; readonly pace: Pace } | { readonly do: "give-up" };

/** Whole chunks of at most `rowsMax` students, no waiting. */
export const fullPace = (rowsMax: number = CHUNK_ROWS): Pace => ({
  rowsMax,
  rows: rowsMax,
  tries: 0,
  waitMs: 0,
  suspect: false,
});

const again = (pace: Pace): Pace => ({
  ...pace,
  tries: pace.tries + 1,
  waitMs: Math.min(WAIT_MAX_MS, WAIT_MS * 2 ** pace.tries),
});

const smaller = (pace: Pace, tries: number): Pace => {
  const rows = Math.ceil(pace.rows / 2);
  // The one left gets the tries of a whole chunk before it is blamed.
  return { ...pace, rows, tries: rows === 1 ? 0 : tries, waitMs: 0 };
};

/**
 * The step after a chunk. Any trouble: the same chunk again after 100 ms, doubling, at most 2 s, five times. A connection
 * that stays away is then given up, to be taken up again later; other trouble halves the chunk, as refused rows do at once,
 * down to the one student to blame. Trouble that stays when that one is set aside is nobody's: give up. Chunks grow back as
 * they succeed. Source: Design §4.
 */
export function nextStep(pace: Pace, fate: ChunkFate): Step {
  if (fate === "written") {
    const rows = Math.min(pace.rowsMax, pace.rows * 2);
    return { do: "try", pace: { ...fullPace(pace.rowsMax), rows } };
  }
  const tired = pace.tries >= TRIES;
  if (fate !== "rows" && !tired) return { do: "try", pace: again(pace) };
  if (fate === "lost") return { do: "give-up" };
  if (pace.rows > 1) return { do: "try", pace: smaller(pace, fate === "way" ? TRIES : 0) };
  if (fate === "way" && pace.suspect) return { do: "give-up" };
  return { do: "set-aside", pace: { ...pace, tries: 0, waitMs: 0, suspect: fate === "way" } };
}
