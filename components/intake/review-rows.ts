"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import type { Refusal, ServerAction } from "@/components/ui/outcome";
import { attempt } from "@/components/ui/use-action";
import { type Places, placesOf } from "@/lib/intake/review/table/places";
import type { ReviewRow, RowPlaces } from "@/lib/intake/review/table/queries";
import { type ReviewView, WINDOW_ROWS } from "@/lib/intake/review/table/schema";

export type Filter = { readonly show: ReviewView; readonly code: string | null };
export type ReviewStart = { readonly filter: Filter; readonly places: RowPlaces; readonly rows: ReviewRow[] };
export type ReviewReads = {
  readonly places: ServerAction<RowPlaces>;
  readonly window: ServerAction<{ rows: ReviewRow[] }>;
};

type View = { readonly places: Places; readonly errors: Places };

/** Windows that are kept: what is far from where somebody looks is fetched again when they come back. */
const WINDOWS_MAX = 40;

const viewOf = ({ runs, errors }: RowPlaces): View => ({
  places: placesOf(runs),
  errors: placesOf(errors),
});
const isRight = (row: ReviewRow): boolean => row.status !== "QUARANTINED";

/**
 * Rows of a batch by their place in a view, fetched a hundred at a time as they are looked at. A row that was corrected keeps
 * its place until another view is chosen.
 */
export const useReviewRows = (batchId: string, start: ReviewStart, reads: ReviewReads) => {
  const [view, setView] = useState(() => viewOf(start.places));
  /** What was asked for, at once; the rows follow when the server has answered. */
  const [filter, setFilter] = useState(start.filter);
  /** Why what is in sight could not be read. */
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [, setTick] = useState(0);
  const draw = useCallback(() => setTick((tick) => tick + 1), []);
  const now = useRef(view);
  const windows = useRef(new Map<number, readonly ReviewRow[]>([[0, start.rows]]));
  /** Rows that were wrong when the view was opened and are right now, by position. */
  const right = useRef(new Set<number>());
  const wanted = useRef<readonly [number, number]>([0, 0]);
  const shown = useRef(start.filter);
  const isBusy = useRef(false);
  const lastAsked = useRef(0);

  const fetchWindow = useCallback(
    async (window: number): Promise<boolean> => {
      const { places } = now.current;
      const positions = Array.from(
        { length: WINDOW_ROWS },
        (_, i) => places.positionAt(window * WINDOW_ROWS + i) ?? 0,
      ).filter((position) => position > 0);
      if (positions.length === 0) return true;
      const outcome = await attempt(reads.window, { batchId, positions });
      if (now.current.places !== places) return true;
      setRefusal(outcome.ok ? null : outcome);
      if (!outcome.ok) return false;
      const { rows } = outcome.value;
      for (const row of rows) right.current[isRight(row) ? "add" : "delete"](row.position);
      windows.current.set(window, rows);
      forgetFar(windows.current, window);
      draw();
      return true;
    },
    [batchId, reads, draw],
  );
  const rowAt = useCallback((index: number): ReviewRow | null => {
    const position = now.current.places.positionAt(index);
    const rows = windows.current.get(Math.floor(index / WINDOW_ROWS));
    return rows?.find((row) => row.position === position) ?? null;
  }, []);
  const load = useCallback(
    async (index: number): Promise<ReviewRow | null> => {
      if (rowAt(index) === null) await fetchWindow(Math.floor(index / WINDOW_ROWS));
      return rowAt(index);
    },
    [rowAt, fetchWindow],
  );
  /** Fetches what is in sight, one window at a time: somebody who races through the table leaves nothing to wait for behind. */
  const see = useCallback(
    async (first: number, last: number): Promise<void> => {
      wanted.current = [first, last];
      if (isBusy.current) return;
      isBusy.current = true;
      for (let tries = 0; tries < WINDOWS_MAX; tries += 1) {
        const missing = wanted.current
          .map((index) => Math.floor(index / WINDOW_ROWS))
          .find((window) => !windows.current.has(window));
        if (missing === undefined || !(await fetchWindow(missing))) break;
      }
      isBusy.current = false;
    },
    [fetchWindow],
  );
  const refresh = useCallback(
    async (index: number): Promise<void> => {
      await fetchWindow(Math.floor(index / WINDOW_ROWS));
    },
    [fetchWindow],
  );
  /** Shows what is known of a row before it is fetched again: a text that was typed, what came of an edit. */
  const put = useCallback(
    (index: number, change: (row: ReviewRow) => Partial<ReviewRow>): void => {
      const row = rowAt(index);
      const window = Math.floor(index / WINDOW_ROWS);
      if (row === null) return;
      const next = { ...row, ...change(row) };
      right.current[isRight(next) ? "add" : "delete"](next.position);
      windows.current.set(
        window,
        (windows.current.get(window) ?? []).map((one) => (one === row ? next : one)),
      );
      draw();
    },
    [rowAt, draw],
  );
  const choose = useCallback(
    async (next: Filter): Promise<void> => {
      lastAsked.current += 1;
      const asked = lastAsked.current;
      setFilter(next);
      const outcome = await attempt(reads.places, { batchId, ...next });
      if (asked !== lastAsked.current) return;
      setRefusal(outcome.ok ? null : outcome);
      if (!outcome.ok) return;
      shown.current = next;
      windows.current = new Map();
      right.current = new Set();
      now.current = viewOf(outcome.value);
      setView(now.current);
      await fetchWindow(0);
    },
    [batchId, reads, fetchWindow],
  );
  /** Asks once more for what could not be read. */
  const again = useCallback(async (): Promise<void> => {
    if (filter !== shown.current) await choose(filter);
    else await see(...wanted.current);
  }, [filter, choose, see]);
  const isFixed = useCallback((position: number): boolean => right.current.has(position), []);
  return useMemo(
    () => ({ filter, view, now, right, refusal, rowAt, load, see, refresh, put, choose, again, isFixed }),
    [filter, view, refusal, rowAt, load, see, refresh, put, choose, again, isFixed],
  );
};
export type ReviewRows = ReturnType<typeof useReviewRows>;

const forgetFar = (windows: Map<number, unknown>, near: number): void => {
  while (windows.size > WINDOWS_MAX) {
    const far = [...windows.keys()].reduce((a, b) => (Math.abs(a - near) >= Math.abs(b - near) ? a : b));
    windows.delete(far);
  }
};
