"use client";

import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import type { ReviewRows } from "./review-rows";

export type Place = { readonly row: number; readonly column: number };

const ROW_PX = 52;
const HEAD_PX = 40;
const clamp = (value: number, count: number): number => Math.min(Math.max(value, 0), Math.max(count - 1, 0));

/**
 * The cell at hand and the rows in sight. `go` brings a cell into sight and gives it the focus once it is drawn, unless a
 * cell is open (`draft`).
 */
export const useReviewCursor = (rows: ReviewRows, columns: number) => {
  const { total } = rows.view.places;
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [draft, setDraft] = useState<string | null>(null);
  /** The place that waits for the focus: named, because effects of a drawing before it may still run after the key. */
  const wanted = useRef<Place | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    scrollPaddingEnd: HEAD_PX,
    // The cell with the focus stays in the page, however far somebody scrolls: Tab must find it again.
    rangeExtractor: (range: Range) => {
      const shown = defaultRangeExtractor(range);
      return at.row >= total || shown.includes(at.row) ? shown : [...shown, at.row].sort((a, b) => a - b);
    },
  });
  const { startIndex: first = 0, endIndex: last = 0 } = list.range ?? {};
  const { see } = rows;
  useEffect(() => void see(first, last), [first, last, see]);
  useEffect(() => {
    if (wanted.current !== at || draft !== null) return;
    const cell = box.current?.querySelector<HTMLElement>(`[data-at="${at.row}:${at.column}"]`);
    if (!cell) return;
    wanted.current = null;
    cell.focus();
  });
  const go = (to: Place): void => {
    const row = clamp(to.row, rows.now.current.places.total);
    const place = { row, column: clamp(to.column, columns) };
    wanted.current = place;
    setAt(place);
    list.scrollToIndex(row);
  };
  /** To the beginning, for a view that was chosen: the focus stays on what chose it. */
  const reset = (): void => {
    setDraft(null);
    setAt({ row: 0, column: 0 });
    list.scrollToOffset(0);
  };
  return { at, draft, setDraft, go, reset, box, items: list.getVirtualItems(), height: list.getTotalSize() };
};
