export type Attempts = { failures: number; lastAt: Date; lockedUntil: Date | null };

/** Failures that are free before the first lock: few for one name, more for an address that a whole office shares. */
export const FREE_FAILURES = { user: 5, ip: 30 } as const;
const LOCK_MINUTES_MAX = 60;
const FORGET_MS = 24 * 3_600_000;

/** Minutes of the lock after so many failures: 0, then 1, 2, 4 … 60. */
export const lockMinutes = (failures: number, free: number): number =>
  failures < free ? 0 : Math.min(LOCK_MINUTES_MAX, 2 ** (failures - free));

/**
 * Counts one more attempt before it is verified, so that parallel guesses cannot outrun the count. Returns how long the key
 * is still locked (then nothing is counted), or the new state; a day of silence starts over.
 */
export const countAttempt = (
  before: Attempts | null,
  now: Date,
  free: number,
): { locked: true; retryAfterS: number } | { locked: false; after: Attempts } => {
  const lockedMs = (before?.lockedUntil?.getTime() ?? 0) - now.getTime();
  if (lockedMs > 0) return { locked: true, retryAfterS: Math.ceil(lockedMs / 1000) };
  const forgotten = !before || now.getTime() - before.lastAt.getTime() > FORGET_MS;
  const failures = (forgotten ? 0 : before.failures) + 1;
  const minutes = lockMinutes(failures, free);
  const lockedUntil = minutes > 0 ? new Date(now.getTime() + minutes * 60_000) : null;
  return { locked: false, after: { failures, lastAt: now, lockedUntil } };
};
