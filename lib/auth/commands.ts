import type { z } from "zod";
import { AppError } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { newId } from "../db/digest";
import { inTx, isUniqueViolation, type Tx } from "../db/tx";
import { overtaken, recordAudit } from "./audit";
import { generatePassword, hashPassword } from "./password";
import { passwordProblem } from "./password-policy";
import type { Can, Role, Staff } from "./permissions";
import type { createUserSchema, updateUserSchema } from "./schema";
import { attemptsOfUser } from "./sign-in";
import { lockAdmins } from "./sql";

export type NewUser = Omit<z.output<typeof createUserSchema>, "centers" | "managerId" | "mentorId"> & {
  centers?: number[] | undefined;
  managerId?: number | null | undefined;
  mentorId?: number | null | undefined;
};
export type Created = {
  id: string;
  username: string;
  /** Only when it was made here: shown once, changed at the first sign-in. */
  password: string | null;
};

/**
 * Makes a user. Without a password one is generated and must be changed at the first sign-in. Refuses `USER_EXISTS`,
 * `PASSWORD_WEAK` and unknown centres.
 */
export const createUser = async (
  actor: Can<"user:write">,
  input: NewUser,
): Promise<Result<Created, "USER_EXISTS" | "PASSWORD_WEAK" | "INVALID_INPUT">> => {
  const problem = input.password ? passwordProblem(input.password, input.username) : null;
  if (problem) return refuse("PASSWORD_WEAK", { fields: { password: problem } });
  const password = input.password ?? generatePassword();
  const passwordHash = await hashPassword(password);
  try {
    return await inTx(async (tx) => {
      if (await hasUnknownCenter(tx, input.centers ?? [])) return unknownCenter;
      const id = await insertUser(tx, actor, { ...input, passwordHash, mustChangePassword: !input.password });
      return ok({ id, username: input.username, password: input.password ? null : password });
    });
  } catch (error) {
    if (isUniqueViolation(error, "user_username_key"))
      return refuse("USER_EXISTS", { username: input.username });
    throw error;
  }
};

const unknownCenter = refuse("INVALID_INPUT", { fields: { centers: "center_unknown" } });

const hasUnknownCenter = async (tx: Tx, centers: readonly number[]): Promise<boolean> =>
  (await tx.center.count({ where: { code: { in: [...centers] } } })) < new Set(centers).size;

type UserRow = NewUser & { passwordHash: string; mustChangePassword: boolean };

/** Inserts the row and its audit; the password has been checked. */
export const insertUser = async (tx: Tx, actor: Staff, user: UserRow): Promise<string> => {
  const id = newId();
  const profile = profileOf(user);
  await tx.user.create({
    data: {
      id,
      username: user.username,
      passwordHash: user.passwordHash,
      mustChangePassword: user.mustChangePassword,
      ...profile,
    },
  });
  await recordAudit(tx, actor, {
    action: "auth.user.create",
    resourceType: "user",
    resourceId: id,
    diff: { after: { username: user.username, ...profile } },
  });
  return id;
};

type Profile = {
  name: string;
  role: Role;
  centers: number[];
  managerId: number | null;
  mentorId: number | null;
};

/** The changeable part; links that a role has no use for are dropped. */
const profileOf = (user: Omit<NewUser, "username" | "password">): Profile => ({
  name: user.name,
  role: user.role,
  centers: [...new Set(user.centers ?? [])].sort((a, b) => a - b),
  managerId: user.role === "MANAGER" ? (user.managerId ?? null) : null,
  mentorId: user.role === "MENTOR" ? (user.mentorId ?? null) : null,
});

/**
 * Changes name, role, centres and links. Refuses `STALE_VERSION` when somebody else was faster and `LAST_ADMIN` when nobody
 * would be left to manage users. The new role holds from the person's next request.
 */
export const updateUser = (
  actor: Can<"user:write">,
  input: z.output<typeof updateUserSchema>,
): Promise<Result<{ version: number }, "NOT_FOUND" | "STALE_VERSION" | "LAST_ADMIN" | "INVALID_INPUT">> =>
  inTx(async (tx) => {
    const admins = await lockAdmins(tx);
    const before = await tx.user.findUnique({ where: { id: input.id } });
    if (!before) return refuse("NOT_FOUND");
    if (before.version !== input.version) {
      const told = { type: "user", id: input.id, version: before.version, updatedAt: before.updatedAt };
      return refuse("STALE_VERSION", await overtaken(tx, told));
    }
    if (input.role !== "ADMIN" && isLastAdmin(admins, input.id)) return refuse("LAST_ADMIN");
    if (await hasUnknownCenter(tx, input.centers)) return unknownCenter;
    const after = profileOf(input);
    const version = before.version + 1;
    const { count } = await tx.user.updateMany({
      where: { id: input.id, version: input.version },
      data: { ...after, version, updatedAt: new Date() },
    });
    if (count !== 1) throw new AppError("STALE_VERSION");
    const { name, role, centers, managerId, mentorId } = before;
    await recordAudit(tx, actor, {
      action: "auth.user.update",
      resourceType: "user",
      resourceId: input.id,
      diff: { before: { name, role, centers, managerId, mentorId }, after },
    });
    return ok({ version });
  });

const isLastAdmin = (admins: readonly { id: string }[], id: string): boolean =>
  admins.length === 1 && admins[0]?.id === id;

/** Disables or enables a user; disabling ends their sessions. Refuses `LAST_ADMIN`. */
export const setUserActive = (
  actor: Can<"user:write">,
  { id, active }: { id: string; active: boolean },
): Promise<Result<null, "NOT_FOUND" | "LAST_ADMIN">> =>
  inTx(async (tx) => {
    const admins = await lockAdmins(tx);
    const user = await tx.user.findUnique({ where: { id } });
    if (!user) return refuse("NOT_FOUND");
    if (user.active === active) return ok(null);
    if (!active && isLastAdmin(admins, id)) return refuse("LAST_ADMIN");
    await tx.user.update({
      where: { id },
      data: { active, version: { increment: 1 }, updatedAt: new Date() },
    });
    if (!active) await endSessions(tx, id);
    await recordAudit(tx, actor, {
      action: active ? "auth.user.enable" : "auth.user.disable",
      resourceType: "user",
      resourceId: id,
    });
    return ok(null);
  });

/** Ends a user's sessions, all or all but one; returns how many. */
export const endSessions = async (tx: Tx, userId: string, exceptId?: string): Promise<number> => {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(exceptId ? { id: { not: exceptId } } : {}) },
    data: { revokedAt: new Date() },
  });
  return count;
};

/**
 * Gives a user a new one-time password (or the given one, from the command line), ends their sessions and lifts a lockout.
 * It must be changed at the next sign-in. Returns the password, to be shown once.
 */
export const resetPassword = async (
  actor: Can<"user:write">,
  { id, password = generatePassword() }: { id: string; password?: string },
): Promise<Result<{ username: string; password: string }, "NOT_FOUND" | "PASSWORD_WEAK">> => {
  const passwordHash = await hashPassword(password);
  return inTx(async (tx) => {
    const user = await tx.user.findUnique({ where: { id } });
    if (!user) return refuse("NOT_FOUND");
    const problem = passwordProblem(password, user.username);
    if (problem) return refuse("PASSWORD_WEAK", { fields: { password: problem } });
    await tx.user.update({
      where: { id },
      data: { passwordHash, mustChangePassword: true, version: { increment: 1 }, updatedAt: new Date() },
    });
    await endSessions(tx, id);
    await tx.loginAttempt.deleteMany({ where: { key: attemptsOfUser(user.username) } });
    await recordAudit(tx, actor, { action: "auth.password.reset", resourceType: "user", resourceId: id });
    return ok({ username: user.username, password });
  });
};

/** Ends all sessions of a user; returns how many there were. */
export const revokeSessions = (
  actor: Can<"user:write">,
  { id }: { id: string },
): Promise<Result<{ ended: number }, "NOT_FOUND">> =>
  inTx(async (tx) => {
    if (!(await tx.user.findUnique({ where: { id }, select: { id: true } }))) return refuse("NOT_FOUND");
    const ended = await endSessions(tx, id);
    await recordAudit(tx, actor, {
      action: "auth.session.revoke",
      resourceType: "user",
      resourceId: id,
      diff: { ended },
    });
    return ok({ ended });
  });
