import { decode } from "next-auth/jwt";
import { isUuid } from "@/lib/shared/ids";
import { sha256 } from "../db/digest";
import { env } from "../env";
import { GRANTS, PERMISSIONS, type Permission, type Staff } from "./permissions";
import { findLiveSession, findLiveToken, type SessionRow } from "./sql";

/** How long a sign-in lasts at most: one working day with overtime. */
export const SESSION_HOURS = 12;
/** Every service token starts with it, so that a leaked one is recognised for what it is. */
export const TOKEN_PREFIX = "tkh_";

/** Whether the console is served through https; decides the cookie's name and Secure flag. */
export const isSecure = (): boolean => env.TAKHSIS_URL?.startsWith("https://") ?? false;
/** `__Host-` binds the cookie to this host and https. */
export const sessionCookie = (): string => (isSecure() ? "__Host-takhsis.session" : "takhsis.session");

/** What a request tells about itself; goes into the actor, and from there into audit and logs. */
export type Origin = { correlationId: string; ip: string | null; userAgent: string | null };

export type LiveSession = {
  staff: Staff;
  username: string;
  mustChangePassword: boolean;
  /** The calendar the person reads days in; null = that of the language. */
  calendar: string | null;
};

/**
 * The person behind a session cookie, read fresh from the database: a disabled user, another role or a revoked session holds
 * from the next request on. Someone who must change the password first holds no permission until then.
 */
export const readSession = async (
  cookie: string | undefined,
  origin: Origin,
): Promise<LiveSession | null> => {
  if (!cookie) return null;
  const claims = await decode({ token: cookie, secret: env.AUTH_SECRET }).catch(() => null);
  if (typeof claims?.sid !== "string" || !isUuid(claims.sid)) return null;
  const row = await findLiveSession(claims.sid);
  if (!row) return null;
  const { username, mustChangePassword, calendar } = row;
  return { staff: staffOf(row, origin), username, mustChangePassword, calendar };
};

const staffOf = (row: SessionRow, origin: Origin): Staff => ({
  kind: "user",
  id: row.userId,
  name: row.name,
  role: row.role,
  permissions: new Set<Permission>(row.mustChangePassword ? [] : GRANTS[row.role]),
  centers: row.centers,
  mentorId: row.mentorId,
  managerId: row.managerId,
  sessionId: row.sessionId,
  ...origin,
});

/** The service behind a Bearer token, with exactly the permissions and centres written on it; null for a wrong or dead one. */
export const readToken = async (secret: string, origin: Origin): Promise<Staff | null> => {
  const row = await findLiveToken(sha256(secret));
  if (!row) return null;
  return {
    kind: "token",
    id: row.id,
    name: row.name,
    role: "TOKEN",
    permissions: new Set<Permission>(
      PERMISSIONS.filter((permission) => row.permissions.includes(permission)),
    ),
    centers: row.centers,
    mentorId: null,
    managerId: null,
    sessionId: null,
    ...origin,
  };
};
