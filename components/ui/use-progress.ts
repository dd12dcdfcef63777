"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/** One stored progress event of a topic; `data` usually has `done`, `total` and `state`. */
export type ProgressEvent = { id: string; kind: string; data: Readonly<Record<string, unknown>> };

export type Connection = "connecting" | "live" | "polling" | "off";

type Options = {
  /** Stop listening, for instance once the state is final. */
  enabled?: boolean;
  /** Re-read the server's data at most this often while events come; 0 = never. */
  refreshMs?: number;
};

const POLL_MS = 3_000;
const ERRORS_MAX = 3;

/**
 * Follows a topic (`run:<id>`, `batch:<id>`, `export:<id>`, `pool`) through server-sent events and re-reads the page's data
 * as it goes. When the stream cannot be had (a proxy in between, too many tabs) it re-reads every 3 s instead.
 */
export const useProgress = (topic: string, { enabled = true, refreshMs = 1_500 }: Options = {}) => {
  const router = useRouter();
  const [last, setLast] = useState<ProgressEvent | null>(null);
  const [connection, setConnection] = useState<Connection>("connecting");
  const refresh = useRef(() => {});
  refresh.current = () => router.refresh();

  useEffect(() => {
    if (!enabled) {
      setConnection("off");
      return;
    }
    return follow(topic, refreshMs, {
      onEvent: setLast,
      onConnection: setConnection,
      refresh: () => refresh.current(),
    });
  }, [topic, enabled, refreshMs]);

  return { last, connection };
};

type Handlers = {
  onEvent: (event: ProgressEvent) => void;
  onConnection: (connection: Connection) => void;
  refresh: () => void;
};

/** Opens the stream; returns how to stop. The browser reconnects by itself with Last-Event-ID. */
const follow = (topic: string, refreshMs: number, handlers: Handlers): (() => void) => {
  const source = new EventSource(`/api/v1/events?topic=${encodeURIComponent(topic)}`);
  const throttled = throttle(handlers.refresh, refreshMs);
  let errors = 0;
  let poll: ReturnType<typeof setInterval> | undefined;
  source.onopen = () => {
    errors = 0;
    handlers.onConnection("live");
  };
  source.onmessage = (message) => {
    const event = parseEvent(message);
    if (event) handlers.onEvent(event);
    throttled.call();
  };
  source.onerror = () => {
    errors += 1;
    if (source.readyState !== EventSource.CLOSED && errors < ERRORS_MAX)
      return handlers.onConnection("connecting");
    source.close();
    handlers.onConnection("polling");
    poll ??= setInterval(handlers.refresh, POLL_MS);
  };
  return () => {
    source.close();
    throttled.cancel();
    clearInterval(poll);
  };
};

const parseEvent = (message: MessageEvent<string>): ProgressEvent | null => {
  try {
    const { kind = "progress", data = {} } = JSON.parse(message.data) as Partial<ProgressEvent>;
    return { id: message.lastEventId, kind, data };
  } catch {
    return null;
  }
};

/** Runs at once and then at most every `ms`, never losing the last call. */
const throttle = (run: () => void, ms: number) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const call = () => {
    if (ms <= 0) return;
    if (timer) {
      again = true;
      return;
    }
    run();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) {
        again = false;
        call();
      }
    }, ms);
  };
  return { call, cancel: () => clearTimeout(timer) };
};
