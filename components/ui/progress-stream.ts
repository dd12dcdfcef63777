/** One stored progress event of a topic; `data` usually has `done`, `total` and `state`. */
export type ProgressEvent = {
  id: string;
  topic: string;
  kind: string;
  data: Readonly<Record<string, unknown>>;
};

export type Connection = "connecting" | "live" | "polling" | "off";

export type Follower = {
  topic: string;
  /** Re-read the server's data at most this often while events come; 0 = never. */
  refreshMs: number;
  onEvent: (event: ProgressEvent) => void;
  onConnection: (connection: Connection) => void;
  refresh: () => void;
};

/** What is used of an `EventSource`. */
export type Source = Pick<EventSource, "readyState" | "onopen" | "onmessage" | "onerror" | "close">;

const POLL_MS = 3_000;
const ERRORS_MAX = 3;
const CLOSED = 2;

/**
 * One stream for everything a tab follows: a browser has six connections for all its tabs, and the server six streams a person.
 * Who begins and ends in one turn of the page opens it anew once, and not at all when the topics are the same in the end.
 */
export const makeProgressStream = (open: (topics: readonly string[]) => Source) => {
  const followers = new Set<Follower>();
  let key = "";
  let listening: Listening | null = null;
  let isChanging = false;

  const settle = (): void => {
    isChanging = false;
    const topics = [...new Set([...followers].map(({ topic }) => topic))].sort();
    if (topics.join(" ") === key) return;
    key = topics.join(" ");
    listening?.close();
    listening = topics.length > 0 ? listen(open(topics), followers) : null;
  };

  const change = (): void => {
    if (isChanging) return;
    isChanging = true;
    setTimeout(settle);
  };

  /** Begins to follow; returns how to stop. */
  return (follower: Follower): (() => void) => {
    followers.add(follower);
    listening?.welcome(follower);
    change();
    return () => {
      followers.delete(follower);
      change();
    };
  };
};

type Listening = { welcome: (follower: Follower) => void; close: () => void };

/** Hands each event to those who follow its topic. The browser reconnects by itself with Last-Event-ID. */
const listen = (source: Source, followers: ReadonlySet<Follower>): Listening => {
  const refresh = makeRefresh(followers);
  const newest = new Map<string, ProgressEvent>();
  let connection: Connection = "connecting";
  let errors = 0;
  let poll: ReturnType<typeof setInterval> | undefined;
  const tell = (now: Connection): void => {
    connection = now;
    for (const { onConnection } of followers) onConnection(now);
  };
  source.onopen = () => {
    errors = 0;
    tell("live");
  };
  source.onmessage = (message) => {
    const event = parseEvent(message);
    if (event) {
      newest.set(event.topic, event);
      for (const { topic, onEvent } of followers) if (topic === event.topic) onEvent(event);
    }
    refresh.call();
  };
  source.onerror = () => {
    errors += 1;
    if (source.readyState !== CLOSED && errors < ERRORS_MAX) return tell("connecting");
    source.close();
    tell("polling");
    poll ??= setInterval(refresh.now, POLL_MS);
  };
  return {
    // What came before somebody joined is told to them: it may be the last word on their topic.
    welcome: ({ topic, onEvent, onConnection }) => {
      onConnection(connection);
      const event = newest.get(topic);
      if (event) onEvent(event);
    },
    close: () => {
      source.close();
      refresh.cancel();
      clearInterval(poll);
    },
  };
};

const parseEvent = ({ data, lastEventId }: MessageEvent<string>): ProgressEvent | null => {
  try {
    const { topic = "", kind = "progress", data: told = {} } = JSON.parse(data) as Partial<ProgressEvent>;
    return { id: lastEventId, topic, kind, data: told };
  } catch {
    return null;
  }
};

/** All draw the same page again: one of them does it for all, as often as the most impatient wants, and never loses the last call. */
const makeRefresh = (followers: ReadonlySet<Follower>) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const wanting = () =>
    [...followers].filter(({ refreshMs }) => refreshMs > 0).sort((a, b) => a.refreshMs - b.refreshMs)[0];
  const now = (): void => [...followers][0]?.refresh();
  const call = (): void => {
    const first = wanting();
    if (!first) return;
    if (timer) {
      again = true;
      return;
    }
    first.refresh();
    timer = setTimeout(() => {
      timer = undefined;
      if (!again) return;
      again = false;
      call();
    }, first.refreshMs);
  };
  return { call, now, cancel: () => clearTimeout(timer) };
};
