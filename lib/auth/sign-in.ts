import { ok, type Result, refuse } from "@/lib/shared/result";
import { cleanCode } from "@/lib/shared/text";
import { db } from "../db/client";
import { newId, sha256 } from "../db/digest";
import { inTx, type Tx } from "../db/tx";
import { log } from "../log";
import { recordAudit } from "./audit";
import { countAttempt, FREE_FAILURES } from "./lockout";
import { verifyPassword } from "./password";
import { GRANTS, type Permission, type Role, type Staff } from "./permissions";
import { type Origin, SESSION_HOURS } from "./session";
import { lockAttempts } from "./sql";

export type Credentials = { username: string; password: string };

/** Key of the attempts under a name, known or not; hashed, because people type passwords into the wrong field. */
export const attemptsOfUser = (username: string): string => `user:${sha256(username).slice(0, 32)}`;
const attemptsOfIp = (ip: string): string => `ip:${ip}`;

/** The form of a user name in which it is stored and compared. */
export const normaliseUsername = (text: string): string => cleanCode(text).text.toLowerCase();

/**
 * Checks a name and password and opens a session. Unknown name, wrong password and disabled user answer alike and take
 * alike (`LOGIN_FAILED`); after repeated failures per name or per address `LOGIN_LOCKED` with `retryAfterS`.
 */
export const signIn = async (
  credentials: Credentials,
  origin: Origin,
): Promise<Result<{ userId: string; sessionId: string }, "LOGIN_FAILED" | "LOGIN_LOCKED">> => {
  const username = normaliseUsername(credentials.username).slice(0, 64);
  const retryAfterS = await inTx((tx) => countBoth(tx, username, origin.ip));
  if (retryAfterS > 0) {
    log.warn({ correlation_id: origin.correlationId, retry_after_s: retryAfterS }, "sign-in locked");
    return refuse("LOGIN_LOCKED", { retryAfterS, minutes: Math.ceil(retryAfterS / 60) });
  }
  const user = await db().user.findUnique({ where: { username } });
  const matches = await verifyPassword(user?.passwordHash ?? null, credentials.password.slice(0, 256));
  if (!user?.active || !matches) {
    log.warn({ correlation_id: origin.correlationId }, "sign-in failed");
    return refuse("LOGIN_FAILED");
  }
  const sessionId = newId();
  await inTx((tx) => openSession(tx, { ...user, role: user.role as Role }, { sessionId, origin }));
  return ok({ userId: user.id, sessionId });
};

/** Counts one attempt for the name and one for the address; seconds to wait if either is locked. */
const countBoth = async (tx: Tx, username: string, ip: string | null): Promise<number> => {
  const keys = [
    { key: attemptsOfUser(username), free: FREE_FAILURES.user },
    ...(ip ? [{ key: attemptsOfIp(ip), free: FREE_FAILURES.ip }] : []),
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
  const counted = [];
  for (const { key, free } of keys) {
    const { before, now } = await lockAttempts(tx, key);
    const next = countAttempt(before, now, free);
    if (next.locked) return next.retryAfterS;
    counted.push({ key, after: next.after });
  }
  for (const { key, after } of counted) await tx.loginAttempt.update({ where: { key }, data: after });
  return 0;
};

type Opening = { sessionId: string; origin: Origin };
type SignedIn = { id: string; name: string; username: string; role: Role; centers: number[] };

const openSession = async (tx: Tx, user: SignedIn, { sessionId, origin }: Opening): Promise<void> => {
  await tx.loginAttempt.deleteMany({ where: { key: attemptsOfUser(user.username) } });
  // Only this attempt is taken back from the address: one valid account must not wash away guesses at others.
  if (origin.ip)
    await tx.loginAttempt.updateMany({
      where: { key: attemptsOfIp(origin.ip), failures: { gt: 0 } },
      data: { failures: { decrement: 1 }, lockedUntil: null },
    });
  await tx.loginAttempt.deleteMany({ where: { lastAt: { lt: new Date(Date.now() - 2 * 86_400_000) } } });
  await tx.session.create({
    data: {
      id: sessionId,
      userId: user.id,
      expiresAt: new Date(Date.now() + SESSION_HOURS * 3_600_000),
      ip: origin.ip,
      userAgent: origin.userAgent,
    },
  });
  await recordAudit(tx, asActor(user, sessionId, origin), {
    action: "auth.session.open",
    resourceType: "user",
    resourceId: user.id,
  });
};

const asActor = (user: SignedIn, sessionId: string, origin: Origin): Staff => ({
  kind: "user",
  id: user.id,
  name: user.name,
  role: user.role,
  permissions: new Set<Permission>(GRANTS[user.role]),
  centers: user.centers,
  mentorId: null,
  managerId: null,
  sessionId,
  ...origin,
});

/** Ends the actor's own session; harmless when it has ended already. */
export const signOut = (actor: Staff): Promise<void> =>
  inTx(async (tx) => {
    if (!actor.sessionId) return;
    const { count } = await tx.session.updateMany({
      where: { id: actor.sessionId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count > 0)
      await recordAudit(tx, actor, {
        action: "auth.session.close",
        resourceType: "user",
        resourceId: actor.id ?? "",
      });
  });
