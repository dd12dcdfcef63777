import { Percent } from "@/components/ui/values";
import css from "./outcome-bar.module.css";

/** A share as a bar with its percentage, where the numbers stand beside it already. */
export function ShareBar({ part, whole }: { part: number; whole: number }) {
  const ratio = whole > 0 ? part / whole : 0;
  return (
    <span className={css.share}>
      <span className={css.track} aria-hidden="true">
        <span className={css.placed} style={{ inlineSize: `${ratio * 100}%` }} />
        <span className={css.unplaced} style={{ inlineSize: `${(1 - ratio) * 100}%` }} />
      </span>
      <Percent ratio={ratio} />
    </span>
  );
}
