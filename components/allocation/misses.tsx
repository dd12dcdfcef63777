import { useFormatter, useTranslations } from "next-intl";
import type { Miss } from "@/lib/allocation/misses";
import css from "./misses.module.css";

/** «4 mentors with 71 places, if this centre were opened for their manager»: the least that would have to change. */
export function MissWords({ miss }: { miss: Pick<Miss, "codes" | "mentors" | "places"> }) {
  const t = useTranslations("runs");
  const format = useFormatter();
  const cures = format.list(
    miss.codes.map((code) => t(`cures.${code}`)),
    { type: "conjunction" },
  );
  const values = { mentors: miss.mentors, places: miss.places, cures };
  return <>{t.rich("explain.miss", { ...values, b: (c) => <b>{c}</b> })}</>;
}

type Props = { misses: readonly Miss[]; shownMax?: number };

/** The nearest misses, nearest first. */
export function Misses({ misses, shownMax = 6 }: Props) {
  return (
    <ul className={css.misses}>
      {misses.slice(0, shownMax).map((miss) => (
        <li key={miss.codes.join()}>
          <MissWords miss={miss} />
        </li>
      ))}
    </ul>
  );
}
