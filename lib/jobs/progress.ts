import pg from "pg";
import { inTx, type Tx } from "../db/tx";
import { env } from "../env";
import { log } from "../log";

const CHANNEL = "takhsis_progress";

/** Stores a progress event and tells every process at commit. Topics: `run:<id>`, `batch:<id>`, `export:<id>`, `pool`. */
export const emitProgress = async (
  tx: Tx,
  topic: string,
  kind: string,
  data: Record<string, unknown>,
): Promise<void> => {
  await tx.$executeRaw`INSERT INTO run_events (topic, kind, data) VALUES (${topic}, ${kind}, ${JSON.stringify(data)}::jsonb)`;
  await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, ${topic})`;
};

const KEPT_DAYS = 30;

/** Forgets progress older than thirty days but for the last word on each topic; returns how many events. */
export const forgetProgress = (): Promise<number> =>
  inTx(
    (tx) => tx.$executeRaw`
      DELETE FROM run_events e WHERE e.at < now() - make_interval(days => ${KEPT_DAYS}::int)
        AND EXISTS (SELECT 1 FROM run_events n WHERE n.topic = e.topic AND n.id > e.id)`,
    { timeoutMs: 300_000 },
  );

type Listener = (topic: string) => void;
type Hub = { listeners: Set<Listener>; client: pg.Client | null; connecting: boolean; idle?: NodeJS.Timeout };
const store = globalThis as typeof globalThis & { __takhsisHub?: Hub };

/**
 * Calls back with the topic of every committed progress event, over one LISTEN connection per process that is opened with
 * the first subscriber, re-opened when lost, and closed 30 s after the last one left. Returns the unsubscribe function.
 */
export const onProgress = (listener: Listener): (() => void) => {
  store.__takhsisHub ??= { listeners: new Set(), client: null, connecting: false };
  const hub = store.__takhsisHub;
  clearTimeout(hub.idle);
  hub.listeners.add(listener);
  void connect(hub);
  return () => {
    hub.listeners.delete(listener);
    if (hub.listeners.size > 0) return;
    hub.idle = setTimeout(() => {
      if (hub.listeners.size === 0) void hub.client?.end().catch(() => undefined);
    }, 30_000);
    hub.idle.unref();
  };
};

const connect = async (hub: Hub): Promise<void> => {
  if (hub.client || hub.connecting) return;
  hub.connecting = true;
  const client = new pg.Client({ connectionString: env.DATABASE_URL, application_name: "takhsis-listen" });
  const lost = () => {
    if (hub.client === client) hub.client = null;
    if (hub.listeners.size > 0) setTimeout(() => void connect(hub), 1_000).unref();
  };
  client.on("notification", (message) => {
    for (const listener of hub.listeners) listener(message.payload ?? "");
  });
  client.on("error", (error) => log.warn({ error: error.message }, "listen connection lost"));
  client.on("end", lost);
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    hub.client = client;
    // Whatever was told while nobody listened: everyone looks once.
    for (const listener of hub.listeners) listener("*");
  } catch {
    lost();
  } finally {
    hub.connecting = false;
  }
};
