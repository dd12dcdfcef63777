import { timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { db } from "../db/client";
import { sha256 } from "../db/digest";
import { inTx } from "../db/tx";
import { env } from "../env";
import { insertUser } from "./commands";
import { hashPassword } from "./password";
import { passwordProblem } from "./password-policy";
import { systemActor } from "./permissions";
import type { firstAdminSchema } from "./schema";
import type { Origin } from "./session";
import { lockUsers } from "./sql";

/** Whether nobody can sign in yet: the first-run page is open exactly as long. */
export const hasNoUsers = async (): Promise<boolean> =>
  (await db().user.findFirst({ select: { id: true } })) === null;

type FirstAdmin = Pick<z.output<typeof firstAdminSchema>, "code" | "username" | "name" | "password">;

/**
 * Makes the administrator of an empty installation. Asks for the one-time code the start-up printed in the terminal, so that
 * whoever finds the address first is not the owner. Refuses `SETUP_DONE`, `SETUP_CODE_WRONG`, `PASSWORD_WEAK`.
 */
export const createFirstAdmin = async (
  input: FirstAdmin,
  origin: Origin,
): Promise<Result<{ username: string }, "SETUP_DONE" | "SETUP_CODE_WRONG" | "PASSWORD_WEAK">> => {
  if (!isSetupCode(input.code)) return refuse("SETUP_CODE_WRONG");
  const problem = passwordProblem(input.password, input.username);
  if (problem) return refuse("PASSWORD_WEAK", { fields: { password: problem } });
  const passwordHash = await hashPassword(input.password);
  const actor = { ...systemActor("setup", origin.correlationId), ip: origin.ip, userAgent: origin.userAgent };
  return inTx(async (tx) => {
    await lockUsers(tx);
    if ((await tx.user.count()) > 0) return refuse("SETUP_DONE");
    const { username, name } = input;
    await insertUser(tx, actor, { username, name, role: "ADMIN", passwordHash, mustChangePassword: false });
    return ok({ username });
  });
};

/** Compares digests in constant time; dashes, spaces and case of the typed code do not matter. */
const isSetupCode = (typed: string): boolean => {
  const plain = (code: string) => Buffer.from(sha256(code.replace(/[\s-]/g, "").toLowerCase()));
  const code = env.SETUP_CODE;
  return code !== undefined && timingSafeEqual(plain(typed), plain(code));
};
