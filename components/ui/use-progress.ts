"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type Connection, makeProgressStream, type ProgressEvent } from "./progress-stream";

type Options = {
  /** Stop listening, for instance once the state is final. */
  enabled?: boolean;
  /** Re-read the server's data at most this often while events come; 0 = never. */
  refreshMs?: number;
};

const followProgress = makeProgressStream(
  (topics) =>
    new EventSource(`/api/v1/events?${new URLSearchParams(topics.map((topic) => ["topic", topic]))}`),
);

/**
 * Follows a topic (`run:<id>`, `batch:<id>`, `export:<id>`, `pool`) through server-sent events and re-reads the page's data
 * as it goes; however many do on a page, there is one stream. When it cannot be had (a proxy in between, too many tabs) the
 * page is re-read every 3 s instead.
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
    return followProgress({
      topic,
      refreshMs,
      onEvent: setLast,
      onConnection: setConnection,
      refresh: () => refresh.current(),
    });
  }, [topic, enabled, refreshMs]);

  return { last, connection };
};
