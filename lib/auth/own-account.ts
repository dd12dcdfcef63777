import type { z } from "zod";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { db } from "../db/client";
import { inTx } from "../db/tx";
import { recordAudit } from "./audit";
import { endSessions } from "./commands";
import { hashPassword, verifyPassword } from "./password";
import { passwordProblem } from "./password-policy";
import type { Staff } from "./permissions";
import type { changePasswordSchema, ownCalendarSchema } from "./schema";

type PasswordChange = Pick<z.output<typeof changePasswordSchema>, "current" | "password">;

/** Changes one's own password and ends one's other sessions. Refuses `PASSWORD_WRONG` and `PASSWORD_WEAK`, on their fields. */
export const changeOwnPassword = async (
  actor: Staff,
  { current, password }: PasswordChange,
): Promise<Result<null, "PASSWORD_WRONG" | "PASSWORD_WEAK" | "FORBIDDEN">> => {
  const user =
    actor.kind === "user" && actor.id ? await db().user.findUnique({ where: { id: actor.id } }) : null;
  if (!user) return refuse("FORBIDDEN");
  if (!(await verifyPassword(user.passwordHash, current)))
    return refuse("PASSWORD_WRONG", { fields: { current: "password_wrong" } });
  const problem = passwordProblem(password, user.username) ?? (current === password ? "password_same" : null);
  if (problem) return refuse("PASSWORD_WEAK", { fields: { password: problem } });
  const passwordHash = await hashPassword(password);
  return inTx(async (tx) => {
    // The hash that was verified is part of the condition: of two changes at once the second starts over.
    const { count } = await tx.user.updateMany({
      where: { id: user.id, passwordHash: user.passwordHash },
      data: { passwordHash, mustChangePassword: false, updatedAt: new Date() },
    });
    if (count !== 1) return refuse("PASSWORD_WRONG", { fields: { current: "password_wrong" } });
    await endSessions(tx, user.id, actor.sessionId ?? undefined);
    await recordAudit(tx, actor, {
      action: "auth.password.change",
      resourceType: "user",
      resourceId: user.id,
    });
    return ok(null);
  });
};

/** Remembers the calendar a person reads days in, on every device. A taste, not a change of data: nothing is audited. */
export const chooseCalendar = (
  actor: Staff,
  { calendar }: z.output<typeof ownCalendarSchema>,
): Promise<Result<null, "FORBIDDEN">> => {
  if (actor.kind !== "user" || actor.id === null) return Promise.resolve(refuse("FORBIDDEN"));
  const where = { id: actor.id };
  return inTx(async (tx) => {
    await tx.user.updateMany({ where, data: { calendar } });
    return ok(null);
  });
};

/** Ends one of one's own sessions, for instance on a lost phone. */
export const endOwnSession = (actor: Staff, { id }: { id: string }): Promise<Result<null, "NOT_FOUND">> =>
  inTx(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id, userId: actor.id ?? "", revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count !== 1) return refuse("NOT_FOUND");
    await recordAudit(tx, actor, {
      action: "auth.session.revoke",
      resourceType: "user",
      resourceId: actor.id ?? "",
    });
    return ok(null);
  });
