import { db } from "../db/client";
import { onProgress } from "./progress";

const HEARTBEAT_MS = 15_000;
const PER_PRINCIPAL = 6;
const ROWS_MAX = 500;
const UNREAD_MAX = 2_000;
/** Longer than any transaction that tells progress. */
const SETTLED_MS = 60_000;
/** With nothing told (a lost LISTEN connection), a stream looks by itself this often. */
const LOOK_MS = 10_000;

type Streams = { perPrincipal: Map<string, number>; ends: Set<() => void> };
const store = globalThis as typeof globalThis & { __takhsisStreams?: Streams };

/** A server that is told to stop waits for its connections: open streams would hold it until it is killed. */
const endOnSignal = (name: "SIGTERM" | "SIGINT", ends: Set<() => void>): void => {
  process.once(name, () => {
    for (const end of [...ends]) end();
    if (process.listenerCount(name) === 0) process.kill(process.pid, name);
  });
};

const open = (): Streams => {
  if (!store.__takhsisStreams) {
    store.__takhsisStreams = { perPrincipal: new Map(), ends: new Set() };
    for (const name of ["SIGTERM", "SIGINT"] as const) endOnSignal(name, store.__takhsisStreams.ends);
  }
  return store.__takhsisStreams;
};

/** Streams that are open in this process, for /metrics and for the test that nothing leaks. */
export const countStreams = (): number => [...open().perPrincipal.values()].reduce((sum, n) => sum + n, 0);

export type StreamRequest = {
  principal: string;
  topics: readonly string[];
  /** Id of the last event the client has; null = the newest one of each subject, then what comes. */
  after: bigint | null;
  /** Ends with the request: the client left. */
  signal: AbortSignal;
  heartbeatMs?: number;
};

/**
 * The stored progress of some topics as server-sent events: what was missed since `after`, then what comes, with a heartbeat.
 * Null when the principal has six streams already. The caller has checked that the topics may be seen. Source: Design §6.
 */
export const openStream = (request: StreamRequest): ReadableStream<Uint8Array> | null => {
  const { perPrincipal, ends } = open();
  const mine = perPrincipal.get(request.principal) ?? 0;
  if (mine >= PER_PRINCIPAL) return null;
  perPrincipal.set(request.principal, mine + 1);
  let end = () => {};
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      end = follow(request, controller, () => {
        ends.delete(end);
        release(request.principal);
      });
      if (!request.signal.aborted) ends.add(end);
    },
    cancel: () => end(),
  });
};

const release = (principal: string): void => {
  const { perPrincipal } = open();
  const left = (perPrincipal.get(principal) ?? 1) - 1;
  if (left > 0) perPrincipal.set(principal, left);
  else perPrincipal.delete(principal);
};

type Controller = ReadableStreamDefaultController<Uint8Array>;

/** Feeds a stream until it ends; returns how to end it. Whatever happens, everything it holds is given back once. */
const follow = (request: StreamRequest, controller: Controller, onEnd: () => void): (() => void) => {
  const encoder = new TextEncoder();
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    unsubscribe();
    clearInterval(heartbeat);
    clearInterval(look);
    request.signal.removeEventListener("abort", end);
    onEnd();
    try {
      controller.close();
    } catch {
      // The client has cancelled: already closed.
    }
  };
  const send = (text: string) => {
    if (ended) return;
    // A client that does not read: it may come back, but nothing is kept for it here.
    if ((controller.desiredSize ?? 0) < -UNREAD_MAX) end();
    else controller.enqueue(encoder.encode(text));
  };
  const read = makeReader(request.topics, request.after);
  const pump = makePump(
    () => read((event) => send(asText(event))),
    () => ended,
    end,
  );
  const unsubscribe = onProgress((topic) => {
    if (topic === "*" || request.topics.includes(topic)) pump();
  });
  const heartbeat = setInterval(() => send(": still here\n\n"), request.heartbeatMs ?? HEARTBEAT_MS);
  const look = setInterval(pump, LOOK_MS);
  request.signal.addEventListener("abort", end);
  send("retry: 2000\n\n");
  if (request.signal.aborted) end();
  else pump();
  return end;
};

/** Calls `read` when told to, one at a time; a call during a read means one more read after it. */
const makePump = (read: () => Promise<void>, isEnded: () => boolean, end: () => void): (() => void) => {
  let reading = false;
  let again = false;
  const run = async (): Promise<void> => {
    while (again && !isEnded()) {
      again = false;
      await read();
    }
  };
  return () => {
    again = true;
    if (reading) return;
    reading = true;
    // When the database is gone the stream ends: the client comes back with Last-Event-ID and misses nothing.
    void run()
      .catch(end)
      .finally(() => {
        reading = false;
      });
  };
};

type Event = Awaited<ReturnType<typeof listEvents>>[number];

const asText = ({ id, topic, kind, data, at }: Event): string =>
  `id: ${id}\ndata: ${JSON.stringify({ topic, kind, data, at: at.toISOString() })}\n\n`;

/**
 * Reads the events of some topics that were not given yet. Ids are taken before commit, so a smaller one may appear after a
 * larger: all of the last minute are looked at again and known by their id.
 */
const makeReader = (topics: readonly string[], after: bigint | null) => {
  let floor = after;
  const given = new Set<bigint>();
  const begin = new Map<string, bigint>();
  // Only what is as old as the beginning: a smaller id that appears later was not committed then.
  const isPast = ({ id, topic }: Event): boolean => !began && id <= (begin.get(topic) ?? -1n);
  let began = false;
  const settle = (events: readonly Event[]): void => {
    const old = Date.now() - SETTLED_MS;
    for (const { id, at } of events) {
      given.add(id);
      if (at.getTime() < old && id > (floor ?? 0n)) floor = id;
    }
    for (const id of given) if (id <= (floor ?? 0n)) given.delete(id);
  };
  return async (give: (event: Event) => void): Promise<void> => {
    if (floor === null) {
      floor = await lastSettledId(topics);
      // The newest event of each subject is given: it may have ended between the page and its stream.
      for (const event of await listNewest(topics)) {
        begin.set(event.topic, event.id);
        if (event.topic !== "pool") give(event);
      }
    }
    for (let cursor = floor; ; ) {
      const events = await listEvents(topics, cursor);
      for (const event of events) if (!given.has(event.id) && !isPast(event)) give(event);
      settle(events);
      if (events.length < ROWS_MAX) break;
      cursor = events.at(-1)?.id ?? cursor;
    }
    began = true;
  };
};

const lastSettledId = async (topics: readonly string[]): Promise<bigint> => {
  const [row] = await db().$queryRaw<{ id: bigint }[]>`
    SELECT coalesce(max(e.id), 0) AS id FROM unnest(${topics}::text[]) AS t CROSS JOIN LATERAL (
      SELECT id FROM run_events WHERE topic = t AND at < now() - make_interval(secs => ${SETTLED_MS / 1_000}::int)
      ORDER BY id DESC LIMIT 1) AS e`;
  return row?.id ?? 0n;
};

const listNewest = (topics: readonly string[]): Promise<Event[]> =>
  db().$queryRaw`
    SELECT e.* FROM unnest(${topics}::text[]) AS t CROSS JOIN LATERAL (
      SELECT id, topic, kind, data, at FROM run_events WHERE topic = t ORDER BY id DESC LIMIT 1) AS e`;

const listEvents = (topics: readonly string[], after: bigint) =>
  db().progressEvent.findMany({
    where: { topic: { in: [...topics] }, id: { gt: after } },
    orderBy: { id: "asc" },
    take: ROWS_MAX,
  });
