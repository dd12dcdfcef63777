import type { ReactNode } from "react";
import type { Tone } from "@/components/ui/tokens";
import { DateTime } from "@/components/ui/values";
import css from "./timeline.module.css";

export type TimelineItem = {
  key: string;
  at: Date | string;
  title: ReactNode;
  detail?: ReactNode;
  /** Who did it. */
  by?: ReactNode;
  tone?: Tone;
};

/** What happened, newest first. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className={css.timeline}>
      {items.map((item) => (
        <li key={item.key} className={css[item.tone ?? "mute"]}>
          <div className={css.title}>{item.title}</div>
          {item.detail && <div className={css.detail}>{item.detail}</div>}
          <div className={css.when}>
            <DateTime at={item.at} />
            {item.by && <span>{item.by}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
