import Link from "next/link";
import type { ReactNode } from "react";
import css from "./stat-card.module.css";
import type { Tone } from "./tokens";

type Props = {
  label: ReactNode;
  /** The number, already formatted (`<Num value={…} />`). */
  value: ReactNode;
  /** The reason or what to do, one short sentence. */
  hint?: ReactNode;
  tone?: Tone;
  /** Where the list behind the number is. */
  href?: string;
};

/** One number with its meaning; a link if there is a list behind it. */
export function StatCard({ label, value, hint, tone = "mute", href }: Props) {
  const content = (
    <>
      <span className={css.label}>{label}</span>
      <span className={css.value}>{value}</span>
      {hint && <span className={css.hint}>{hint}</span>}
    </>
  );
  if (!href) return <div className={`${css.card} ${css[tone]}`}>{content}</div>;
  return (
    <Link href={href} className={`${css.card} ${css.link} ${css[tone]}`}>
      {content}
    </Link>
  );
}
