import type { Staff } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { MarkSeen } from "./schema";

/**
 * Remembers up to when a person has looked. Never goes back, and never beyond now: what happens later is news. It is nobody
 * else's business, so nothing is audited. Refuses FORBIDDEN for whoever is no person.
 */
export const markNoticesSeen = (actor: Staff, { at }: MarkSeen): Promise<Result<null, "FORBIDDEN">> => {
  if (actor.kind !== "user" || actor.id === null) return Promise.resolve(refuse("FORBIDDEN"));
  return inTx(async (tx) => {
    await tx.$executeRaw`
      UPDATE users SET notices_seen_at = greatest(notices_seen_at, least(${at}::timestamptz, now())) WHERE id = ${actor.id}::uuid`;
    return ok(null);
  });
};
