import { db } from "../db/client";
import type { Tx } from "../db/tx";
import type { Attempts } from "./lockout";
import type { Role } from "./permissions";

export type SessionRow = {
  sessionId: string;
  userId: string;
  username: string;
  name: string;
  role: Role;
  centers: number[];
  managerId: number | null;
  mentorId: number | null;
  mustChangePassword: boolean;
  calendar: string | null;
};

/**
 * A live session with its user as they are now; null when revoked, expired, or the user is disabled. Notes once a minute that
 * it is used, in the same round trip: every page waits for this one before it asks anything of its own.
 */
export const findLiveSession = async (sessionId: string): Promise<SessionRow | null> => {
  const rows = await db().$queryRaw<SessionRow[]>`
    WITH seen AS (
      UPDATE sessions SET last_seen_at = now() WHERE id = ${sessionId}::uuid AND revoked_at IS NULL AND expires_at > now()
        AND last_seen_at < now() - interval '1 minute'
    )
    SELECT s.id AS "sessionId", u.id AS "userId", u.username, u.name, u.role, u.centers,
           u.manager_id AS "managerId", u.mentor_id AS "mentorId", u.must_change_password AS "mustChangePassword",
           u.calendar
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.id = ${sessionId}::uuid AND s.revoked_at IS NULL AND s.expires_at > now() AND u.active`;
  return rows[0] ?? null;
};

export type TokenRow = { id: string; name: string; permissions: string[]; centers: number[] };

/** A token that is neither revoked nor expired, by the sha256 of its secret; notes once a minute that it is used. */
export const findLiveToken = async (hash: string): Promise<TokenRow | null> => {
  const rows = await db().$queryRaw<TokenRow[]>`
    WITH used AS (
      UPDATE api_tokens SET last_used_at = now() WHERE hash = ${hash} AND revoked_at IS NULL
        AND (expires_at IS NULL OR expires_at > now())
        AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
    )
    SELECT id, name, permissions, centers FROM api_tokens
    WHERE hash = ${hash} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;
  return rows[0] ?? null;
};

/** Locks and returns the attempts under a key, making the row if need be; with the database's clock, the only one compared. */
export const lockAttempts = async (tx: Tx, key: string): Promise<{ before: Attempts | null; now: Date }> => {
  await tx.$executeRaw`INSERT INTO login_attempts (key, failures) VALUES (${key}, 0) ON CONFLICT (key) DO NOTHING`;
  const [row] = await tx.$queryRaw<(Attempts & { now: Date })[]>`
    SELECT failures, last_at AS "lastAt", locked_until AS "lockedUntil", now() AS now
    FROM login_attempts WHERE key = ${key} FOR UPDATE`;
  if (!row) return { before: null, now: new Date() };
  return { before: row, now: row.now };
};

/** Locks the active administrators, by id, until commit: two of them cannot take the role from each other at once. */
export const lockAdmins = (tx: Tx): Promise<{ id: string }[]> =>
  tx.$queryRaw`SELECT id FROM users WHERE role = 'ADMIN' AND active ORDER BY id FOR NO KEY UPDATE`;

/** Lets one first administrator be made: the second waits here and then finds a user. */
export const lockUsers = (tx: Tx): Promise<number> =>
  tx.$executeRaw`LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE`;
