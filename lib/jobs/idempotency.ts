import { AppError } from "@/lib/shared/errors";
import type { Staff } from "../auth/permissions";
import { db } from "../db/client";
import { inTx } from "../db/tx";

/** What was answered, as it is given again to the same key. */
export type StoredAnswer = { status: number; body: unknown; location?: string };

const KEPT_HOURS = 24;
/** A process that took a key and fell silent gives it up after this. */
const ABANDONED_S = 60;
const WAIT_MS = 10_000;
const LOOK_MS = 100;

/** Who a key or a rate belongs to: a person, a token, or the process itself. */
export const principalOf = (staff: Staff): string => `${staff.kind}:${staff.id ?? staff.name}`;

/** Whether a header value can be a key: 1–200 visible characters. */
export const isIdempotencyKey = (text: string): boolean => /^[\x21-\x7e]{1,200}$/.test(text);

/**
 * Does `work` once per principal and key: the same key and body get the stored answer (for 24 h), another body is refused
 * with `IDEMPOTENCY_CONFLICT`, and of several at once one works while the others wait for its answer. Only answers below
 * 300 are kept: a refusal started nothing, so the key may be used again. Source: Design §7.
 */
export const once = async (
  key: { principal: string; key: string; bodyHash: string },
  work: () => Promise<StoredAnswer>,
): Promise<StoredAnswer & { replayed: boolean }> => {
  const until = Date.now() + WAIT_MS;
  while (!(await claim(key))) {
    const stored = await find(key);
    if (stored && stored.bodyHash !== key.bodyHash) throw new AppError("IDEMPOTENCY_CONFLICT");
    if (stored?.status) return { ...(stored.response as StoredAnswer), replayed: true };
    if (Date.now() > until) throw new AppError("IDEMPOTENCY_CONFLICT", { running: true });
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  try {
    const answer = await work();
    await settle(key, answer);
    return { ...answer, replayed: false };
  } catch (error) {
    await settle(key, null).catch(() => undefined);
    throw error;
  }
};

type Key = { principal: string; key: string; bodyHash: string };

const find = ({ principal, key }: Key) =>
  db().idempotencyKey.findUnique({ where: { principal_key: { principal, key } } });

const claim = async ({ principal, key, bodyHash }: Key): Promise<boolean> =>
  (await inTx(async (tx) => {
    await tx.$executeRaw`DELETE FROM idempotency_keys WHERE principal = ${principal} AND (
      created_at < now() - make_interval(hours => ${KEPT_HOURS}::int)
      OR (key = ${key} AND status IS NULL AND created_at < now() - make_interval(secs => ${ABANDONED_S}::int)))`;
    return await tx.$executeRaw`
      INSERT INTO idempotency_keys (principal, key, body_hash) VALUES (${principal}, ${key}, ${bodyHash}) ON CONFLICT DO NOTHING`;
  })) === 1;

const settle = ({ principal, key }: Key, answer: StoredAnswer | null): Promise<unknown> =>
  inTx((tx) =>
    answer && answer.status < 300
      ? tx.idempotencyKey.updateMany({
          where: { principal, key },
          data: { status: answer.status, response: JSON.parse(JSON.stringify(answer)) },
        })
      : tx.idempotencyKey.deleteMany({ where: { principal, key } }),
  );
