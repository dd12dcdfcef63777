"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { formatDuration, formatNumber, formatPercent } from "@/lib/i18n/format";
import css from "./progress-panel.module.css";
import { SideBySide } from "./side-by-side";
import { StatusChip } from "./status-chip";
import { useProgress } from "./use-progress";

type Props = {
  /** `run:<id>` · `batch:<id>` · `export:<id>` */
  topic: string;
  /** What is going on: «انتشار اجرای ۱۲». The bar is called so, and so is what is said aloud of it. */
  label: string;
  /** Its page, where the panel stands elsewhere. */
  href?: string;
  /** As read by the server; events of the topic overtake it. */
  state: string;
  done: number;
  total: number;
  /** The states in which something is still moving; in all others the panel is still and does not listen. */
  running: readonly string[];
  /** For whom it waits, or another sentence below the bar. */
  note?: ReactNode;
  /** Stop, resume … */
  actions?: ReactNode;
};

type Sample = { at: number; done: number };
const WINDOW_MS = 15_000;

/** Live progress with rate and estimate. Says each quarter aloud, not each row. */
export function ProgressPanel({ topic, label, href, state, done, total, running, note, actions }: Props) {
  const t = useTranslations("ui.progress");
  const locale = useLocale();
  const labelId = useId();
  const isRunning = running.includes(state);
  const { last, connection } = useProgress(topic, { enabled: isRunning });
  const live = isRunning ? latest(last?.data, { done, total }) : { done, total };
  const rate = useRate(live.done, isRunning);
  const known = live.total > 0;
  const ratio = known ? Math.min(1, live.done / live.total) : 0;
  const tone = isRunning ? "" : state === "FAILED" ? css.bad : css.ok;
  const numbers = { done: formatNumber(locale, live.done), total: formatNumber(locale, live.total) };
  const quarter = formatPercent(locale, Math.floor(ratio * 4) / 4);
  const left = rate > 0 ? (live.total - live.done) / rate : 0;
  return (
    <div className={`${css.panel} ${tone} ${isRunning && !known ? css.unknown : ""}`}>
      <div className={css.head}>
        <span className={css.label}>
          <span id={labelId}>{href ? <Link href={href}>{label}</Link> : label}</span>
          <StatusChip status={state} />
        </span>
        <span className={css.numbers}>
          <SideBySide>
            {known && t("of", { ...numbers, share: formatPercent(locale, ratio) })}
            {isRunning &&
              rate > 0 &&
              left > 1 &&
              t("rate", { rate: formatNumber(locale, rate), left: formatDuration(locale, left) })}
          </SideBySide>
        </span>
        {actions}
      </div>
      <div
        className={css.track}
        role="progressbar"
        aria-labelledby={labelId}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={known ? Math.round(ratio * 100) : undefined}
      >
        <div className={css.fill} style={known ? { inlineSize: `${ratio * 100}%` } : undefined} />
      </div>
      <p className="tk-hidden" aria-live="polite">
        {known ? t("announce", { label, share: quarter }) : null}
      </p>
      {note && <p className={css.note}>{note}</p>}
      {isRunning && connection === "polling" && <p className={css.note}>{t("polling")}</p>}
    </div>
  );
}

/** The further of what the server rendered and what the last event said: a late event never sets the bar back. */
const latest = (
  data: Readonly<Record<string, unknown>> | undefined,
  base: { done: number; total: number },
) => {
  const done = typeof data?.done === "number" ? data.done : 0;
  const total = typeof data?.total === "number" ? data.total : 0;
  return { done: Math.max(done, base.done), total: Math.max(total, base.total) };
};

/** Rows per second over the last 15 s; 0 until two samples exist. */
const useRate = (done: number, isRunning: boolean): number => {
  const samples = useRef<Sample[]>([]);
  const [rate, setRate] = useState(0);
  useEffect(() => {
    if (!isRunning) return;
    const now = Date.now();
    samples.current = [...samples.current.filter((s) => now - s.at < WINDOW_MS), { at: now, done }];
    const first = samples.current[0];
    const seconds = first ? (now - first.at) / 1000 : 0;
    setRate(first && seconds > 0.5 ? (done - first.done) / seconds : 0);
  }, [done, isRunning]);
  return rate;
};
