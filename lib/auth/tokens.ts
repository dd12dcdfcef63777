import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { newId, sha256 } from "../db/digest";
import { inTx } from "../db/tx";
import { recordAudit } from "./audit";
import type { Can } from "./permissions";
import type { createTokenSchema } from "./schema";
import { TOKEN_PREFIX } from "./session";

type NewToken = z.output<typeof createTokenSchema>;

/** Makes a service token; the secret is returned once and only its sha256 is kept. */
export const createToken = (
  actor: Can<"user:write">,
  { name, permissions, centers, expiresAt }: NewToken,
): Promise<Result<{ id: string; secret: string }, never>> => {
  const secret = TOKEN_PREFIX + randomBytes(32).toString("base64url");
  const id = newId();
  return inTx(async (tx) => {
    await tx.apiToken.create({
      data: {
        id,
        name,
        hash: sha256(secret),
        permissions,
        centers,
        expiresAt: expiresAt ?? null,
        createdById: actor.kind === "user" ? actor.id : null,
      },
    });
    await recordAudit(tx, actor, {
      action: "auth.token.create",
      resourceType: "token",
      resourceId: id,
      diff: { after: { name, permissions, centers, expiresAt: expiresAt?.toISOString() ?? null } },
    });
    return ok({ id, secret });
  });
};

/** Makes a token useless from the next request on. */
export const revokeToken = (
  actor: Can<"user:write">,
  { id }: { id: string },
): Promise<Result<null, "NOT_FOUND">> =>
  inTx(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count !== 1) return refuse("NOT_FOUND");
    await recordAudit(tx, actor, { action: "auth.token.revoke", resourceType: "token", resourceId: id });
    return ok(null);
  });
