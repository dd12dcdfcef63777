import Link from "next/link";
import type { ReactNode } from "react";
import { Num, Percent } from "@/components/ui/values";
import css from "./bars.module.css";

export type Bar = { key: string; label: ReactNode; value: number; href?: string };

type Props = {
  bars: readonly Bar[];
  /** What 100 % is; without it only the numbers are shown and the longest bar is full. */
  whole?: number;
  tone?: "bad" | "plain";
};

/** A bar chart that is a list: every bar has its word and its number, so nothing hangs on the drawing. */
export function Bars({ bars, whole, tone = "plain" }: Props) {
  const longest = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ul className={`${css.bars} ${tone === "bad" ? css.bad : ""}`}>
      {bars.map((bar) => (
        <BarRow key={bar.key} bar={bar} longest={longest} whole={whole} />
      ))}
    </ul>
  );
}

type RowProps = { bar: Bar; longest: number; whole: number | undefined };

function BarRow({ bar, longest, whole }: RowProps) {
  const content = (
    <>
      <span className={css.label}>{bar.label}</span>
      <span className={css.track} aria-hidden="true">
        <span className={css.fill} style={{ inlineSize: `${(bar.value / longest) * 100}%` }} />
      </span>
      <span className={css.number}>
        <Num value={bar.value} />
      </span>
      {whole !== undefined && whole > 0 && (
        <span className={css.share}>
          <Percent ratio={bar.value / whole} />
        </span>
      )}
    </>
  );
  return bar.href ? (
    <li className={css.item}>
      <Link href={bar.href} className={css.row} scroll={false}>
        {content}
      </Link>
    </li>
  ) : (
    <li className={css.row}>{content}</li>
  );
}
