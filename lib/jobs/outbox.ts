import { z } from "zod";
import { inTx, type Tx } from "../db/tx";

/** A fact that happened, told in the transaction that made it true. Ids only, no personal data. */
export type DomainEvent = {
  /** Stable: consumers know a repeated delivery by it. */
  id: string;
  /** `takhsis.<context>.<entity>.<action>.v1` */
  type: `takhsis.${string}.${string}.${string}.v${number}`;
  aggregateType: string;
  aggregateId: string;
  data: Record<string, unknown>;
};

/** What leaves the house. Source: Design §6. */
export const envelopeSchema = z.object({
  id: z.uuid(),
  type: z.string().regex(/^takhsis(\.[a-z-]+){3}\.v\d+$/),
  occurredAt: z.iso.datetime(),
  correlationId: z.string(),
  aggregate: z.object({ type: z.string(), id: z.string() }),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** Appends events set-based, in their order. */
export const appendEvents = async (
  tx: Tx,
  actor: { correlationId: string },
  events: readonly DomainEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO outbox_events (id, type, aggregate_type, aggregate_id, payload, correlation_id)
    SELECT e.id, e.type, e.kind, e.aggregate, e.data::jsonb, ${actor.correlationId}
    FROM unnest(${events.map((e) => e.id)}::uuid[], ${events.map((e) => e.type)}::text[],
      ${events.map((e) => e.aggregateType)}::text[], ${events.map((e) => e.aggregateId)}::text[],
      ${events.map((e) => JSON.stringify(e.data))}::text[]) WITH ORDINALITY AS e(id, type, kind, aggregate, data, n)
    ORDER BY e.n`;
};

/** Delivers a batch inside the relay's transaction; throwing leaves the whole batch pending. */
export type Dispatcher = (tx: Tx, events: Envelope[]) => Promise<void>;

type Row = {
  id: string;
  type: string;
  aggregate_type: string;
  aggregate_id: string;
  payload: Record<string, unknown>;
  correlation_id: string;
  occurred_at: Date;
};

const RELAY_LOCK = 72_707_370;
const ATTEMPTS_MAX = 10;

/**
 * Delivers up to `rowsMax` pending events in their order and marks them; returns how many. One relay at a time (advisory
 * lock), so the order per aggregate holds. A batch that fails is retried with backoff, each row for itself the second
 * time; the tenth failure makes a row DEAD and takes it out of the polling set.
 */
export const relayOnce = async (dispatch: Dispatcher, rowsMax = 500): Promise<number> => {
  let tried: readonly string[] = [];
  try {
    return await inTx((tx) => deliver(tx, dispatch, rowsMax, (ids) => (tried = ids)));
  } catch (error) {
    if (tried.length === 0) throw error;
    if (rowsMax > 1) return await relayOnce(dispatch, 1);
    for (const id of tried) await markFailure(id, error);
    return 0;
  }
};

const deliver = async (
  tx: Tx,
  dispatch: Dispatcher,
  rowsMax: number,
  onTry: (ids: readonly string[]) => void,
): Promise<number> => {
  const [lock] = await tx.$queryRaw<{ ok: boolean }[]>`SELECT pg_try_advisory_xact_lock(${RELAY_LOCK}) AS ok`;
  if (!lock?.ok) return 0;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT e.id, e.type, e.aggregate_type, e.aggregate_id, e.payload, e.correlation_id, e.occurred_at FROM outbox_events e
    WHERE e.status = 'PENDING' AND e.next_attempt_at <= now() AND NOT EXISTS (
      SELECT 1 FROM outbox_events earlier WHERE earlier.status = 'PENDING' AND earlier.attempts > 0
        AND earlier.next_attempt_at > now() AND earlier.aggregate_id = e.aggregate_id AND earlier.seq < e.seq)
    ORDER BY e.seq LIMIT ${rowsMax} FOR UPDATE SKIP LOCKED`;
  if (rows.length === 0) return 0;
  onTry(rows.map((row) => row.id));
  await dispatch(tx, rows.map(toEnvelope));
  await tx.$executeRaw`UPDATE outbox_events SET status = 'PUBLISHED', published_at = now() WHERE id = ANY(${rows.map((r) => r.id)}::uuid[])`;
  return rows.length;
};

const toEnvelope = (row: Row): Envelope => ({
  id: row.id,
  type: row.type,
  occurredAt: row.occurred_at.toISOString(),
  correlationId: row.correlation_id,
  aggregate: { type: row.aggregate_type, id: row.aggregate_id },
  data: row.payload,
});

const markFailure = (id: string, error: unknown): Promise<unknown> =>
  inTx(
    (tx) => tx.$executeRaw`
      UPDATE outbox_events SET attempts = attempts + 1, last_error = ${String((error as Error)?.message ?? error).slice(0, 500)},
        next_attempt_at = now() + make_interval(secs => least(300, power(2, attempts))),
        status = CASE WHEN attempts + 1 >= ${ATTEMPTS_MAX} THEN 'DEAD' ELSE 'PENDING' END
      WHERE id = ${id}::uuid AND status = 'PENDING'`,
  );
