"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Draws the page's data again every so often while it is looked at; focus and scroll stay. A hidden tab asks nothing, and what
 * has grown old meanwhile is read at once when somebody comes back to it.
 */
export function AutoRefresh({ everyMs }: { everyMs: number }) {
  const router = useRouter();
  useEffect(() => {
    let readAt = Date.now();
    const read = (): void => {
      if (document.visibilityState !== "visible") return;
      readAt = Date.now();
      router.refresh();
    };
    const comeBack = (): void => {
      if (Date.now() - readAt >= everyMs) read();
    };
    const timer = setInterval(read, everyMs);
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", comeBack);
    };
  }, [router, everyMs]);
  return null;
}
