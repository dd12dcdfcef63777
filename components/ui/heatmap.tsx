// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid pattern is a table whose cells take the focus
"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { formatPercent } from "@/lib/i18n/format";
import { HEAT_STEPS } from "./heat-scale";
import css from "./heatmap.module.css";
import type { HeatLevel } from "./tokens";

export type HeatCell = {
  level: HeatLevel;
  /** The number in the cell, formatted. */
  text: string;
  /** A sentence with names and numbers: read aloud, and shown below the grid for the cell one is on. */
  detail: string;
  /** The list behind the cell. */
  href?: string;
};

type Props = {
  caption: string;
  /** Label of the corner: what the rows are. */
  corner: string;
  columns: readonly { key: string; label: string; title?: string }[];
  rows: readonly { key: string; label: string; href?: string }[];
  /** `cells[row][column]`; null = nothing there. */
  cells: readonly (readonly (HeatCell | null)[])[];
};

type Place = { row: number; column: number };
/** The cell one is on, and where its words float: above it, or below where there is no room. */
type Shown = Place & { left: number; top: number; below: boolean };

/** So few columns may be wide. */
const FEW = 6;
const TOOLTIP_HALF_PX = 150;
const TOOLTIP_ROOM_PX = 90;

/** Beside a cell, inside the window. */
const placeOf = (cell: HTMLElement, place: Place): Shown => {
  const { left, right, top, bottom } = cell.getBoundingClientRect();
  const middle = (left + right) / 2;
  const below = top < TOOLTIP_ROOM_PX;
  const max = Math.max(TOOLTIP_HALF_PX, window.innerWidth - TOOLTIP_HALF_PX);
  return {
    ...place,
    left: Math.min(Math.max(middle, TOOLTIP_HALF_PX), max),
    top: below ? bottom : top,
    below,
  };
};

/**
 * A table of occupancy: a number in every cell, colour only beside it. All cells together are one tab stop; arrow keys, Home and
 * End move among them, Enter opens the list behind one. Names of rows that are links are stops of their own, with a link's keys.
 * Colours are classes, so the content policy needs no exception for them.
 */
export function Heatmap({ caption, corner, columns, rows, cells }: Props) {
  const t = useTranslations("ui.heat");
  const router = useRouter();
  const grid = useRef<HTMLTableElement>(null);
  const [last, setAt] = useState<Place>({ row: 0, column: 0 });
  // Rows may go while the page is open: the one stop of the grid stays on a cell there is.
  const at: Place = {
    row: Math.min(last.row, rows.length - 1),
    column: Math.min(last.column, columns.length - 1),
  };
  const [shown, setShown] = useState<Shown | null>(null);
  const cellAt = (place: Place | null) => (place ? (cells[place.row]?.[place.column] ?? null) : null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setShown(null);
    // The name of a row is a link of its own, with the keys of a link.
    if (event.target instanceof HTMLAnchorElement) return;
    if (event.key === "Enter") {
      const href = cellAt(at)?.href;
      if (href) router.push(href);
      return;
    }
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const next = stepFrom(at, event.key, { rtl, rows: rows.length, columns: columns.length });
    if (!next) return;
    event.preventDefault();
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-at="${next.row}-${next.column}"]`)?.focus();
  };

  // The grid scrolls to the cell one moves to: the words go along.
  const follow = () =>
    setShown((now) => {
      const cell = now && grid.current?.querySelector<HTMLElement>(`[data-at="${now.row}-${now.column}"]`);
      return now && cell ? placeOf(cell, now) : null;
    });

  return (
    <div>
      <div className={css.scroll} onScroll={follow}>
        <table
          className={`${css.grid} ${columns.length <= FEW ? css.few : ""}`}
          role="grid"
          aria-label={caption}
          ref={grid}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col">{corner}</th>
              {columns.map((column) => (
                <th scope="col" key={column.key} title={column.title}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={row.key}>
                <th scope="row">{row.href ? <Link href={row.href}>{row.label}</Link> : row.label}</th>
                {columns.map((column, c) => {
                  const cell = cells[r]?.[c] ?? null;
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its cells
                    <td
                      key={column.key}
                      role="gridcell"
                      data-at={`${r}-${c}`}
                      data-href={cell?.href}
                      className={`${css.cell} ${css[cell?.level ?? "none"]}`}
                      tabIndex={r === at.row && c === at.column ? 0 : -1}
                      aria-label={cell?.detail ?? t("nothing", { row: row.label, column: column.label })}
                      onFocus={(event) => {
                        setAt({ row: r, column: c });
                        setShown(placeOf(event.currentTarget, { row: r, column: c }));
                      }}
                      onBlur={() => setShown(null)}
                      onMouseEnter={(event) => setShown(placeOf(event.currentTarget, { row: r, column: c }))}
                      onMouseLeave={() => setShown(null)}
                      onClick={() => cell?.href && router.push(cell.href)}
                    >
                      {cell?.text ?? "·"}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown && cellAt(shown) && (
        // The cell's name says the same: this is for the eye, beside the cell.
        <span
          className={`${css.tooltip} ${shown.below ? css.below : ""}`}
          style={{ left: shown.left, top: shown.top }}
          aria-hidden="true"
        >
          {cellAt(shown)?.detail}
        </span>
      )}
      <p className={`${css.detail} tk-noprint`}>{t("hint")}</p>
      <HeatLegend />
    </div>
  );
}

type Bounds = { rtl: boolean; rows: number; columns: number };

/** Where a key leads, kept inside the grid; null for other keys. */
const stepFrom = (at: Place, key: string, { rtl, rows, columns }: Bounds): Place | null => {
  const clamp = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
  const sideways = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
  if (sideways !== 0) return { ...at, column: clamp(at.column + (rtl ? -sideways : sideways), columns) };
  if (key === "ArrowUp") return { ...at, row: clamp(at.row - 1, rows) };
  if (key === "ArrowDown") return { ...at, row: clamp(at.row + 1, rows) };
  if (key === "Home") return { ...at, column: 0 };
  if (key === "End") return { ...at, column: columns - 1 };
  return null;
};

/** What the colours mean, in words and percent. */
export function HeatLegend() {
  const t = useTranslations("ui.heat");
  const locale = useLocale();
  const percent = (ratio: number) => formatPercent(locale, ratio);
  return (
    <ul className={css.legend} aria-label={t("legend")}>
      <Swatch level="l0" label={t("free")} />
      {HEAT_STEPS.map((step) => (
        <Swatch key={step.level} level={step.level} label={t("below", { share: percent(step.below) })} />
      ))}
      <Swatch level="l6" label={t("full")} />
      <Swatch level="over" label={t("over")} />
    </ul>
  );
}

function Swatch({ level, label }: { level: HeatLevel; label: string }) {
  return (
    <li>
      <span className={`${css.swatch} ${css[level]}`} aria-hidden="true" />
      {label}
    </li>
  );
}
