"use client";

import { useCallback, useRef, useState } from "react";
import type { ServerAction } from "@/components/ui/outcome";
import type { RowSheet } from "@/lib/intake/review/queries";
import { WINDOW_ROWS } from "@/lib/intake/review/schema";

export type Show = "all" | "quarantined";
export type RowPage = { rows: RowSheet[]; total: number };
export type ReadRows = ServerAction<RowPage>;

type Loaded = { show: Show; total: number; rows: ReadonlyMap<number, RowSheet> };

const placed = (rows: readonly RowSheet[], offset: number): [number, RowSheet][] =>
  rows.map((row, i) => [offset + i, row]);

/** Rows of a batch by their place in a view, fetched in windows as they are looked at. A row that was edited stays in its place. */
export const useReviewRows = (batchId: string, start: RowPage & { show: Show }, read: ReadRows) => {
  const [loaded, setLoaded] = useState<Loaded>(() => ({
    show: start.show,
    total: start.total,
    rows: new Map(placed(start.rows, 0)),
  }));
  const now = useRef(loaded);
  now.current = loaded;
  const asked = useRef(new Map<string, Promise<void>>([[`${start.show}:0`, Promise.resolve()]]));
  const keep = useCallback((next: Loaded) => {
    now.current = next;
    setLoaded(next);
  }, []);
  const load = useCallback(
    (index: number): Promise<void> => {
      const { show } = now.current;
      const offset = index - (index % WINDOW_ROWS);
      const key = `${show}:${offset}`;
      const known = asked.current.get(key);
      if (known !== undefined) return known;
      const coming = read({ batchId, show, offset }).then((outcome) => {
        if (!outcome.ok || now.current.show !== show) return void asked.current.delete(key);
        const { rows, total } = outcome.value;
        const all = new Map([...now.current.rows, ...placed(rows, offset)]);
        keep({ show, rows: all, total: Math.max(total, now.current.total) });
      });
      asked.current.set(key, coming);
      return coming;
    },
    [batchId, read, keep],
  );
  const choose = useCallback(
    async (show: Show) => {
      asked.current.clear();
      keep({ show, total: 0, rows: new Map() });
      await load(0);
    },
    [load, keep],
  );
  const replace = useCallback(
    (index: number, row: RowSheet) =>
      keep({ ...now.current, rows: new Map(now.current.rows).set(index, row) }),
    [keep],
  );
  return { loaded, now, load, choose, replace };
};
