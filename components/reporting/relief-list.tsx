import Link from "next/link";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { neededLink, reliefLink } from "@/lib/reporting/utilization/links";
import type { Relief } from "@/lib/reporting/utilization/relief";
import css from "./relief-list.module.css";

type Props = {
  relief: readonly Relief[];
  /** Fewest places that would do for everybody, of whoever may see plans. */
  needed: { places: number; newMentors: number } | null;
  filter: { year: number; center: number | null };
};

/** Ways out when places are short: the fewest to add, and places that are there but closed. */
export function ReliefList({ relief, needed, filter }: Props) {
  const t = useTranslations("utilization.relief");
  const codes = useTranslations("runs.codes");
  return (
    <ul className={css.ways}>
      {needed !== null && (
        <li>
          <span>
            <strong>{t("needed", { places: needed.places })}</strong>
            <small>{t("neededHint", { newMentors: needed.newMentors })}</small>
          </span>
          <ButtonLink href={neededLink(filter)} variant="outlined" size="small" icon="capacity">
            {t("planner")}
          </ButtonLink>
        </li>
      )}
      {relief.map(({ code, mentors, places }) => (
        <li key={code}>
          <span>
            <strong>{t("closed", { places })}</strong>
            <small>
              {t.rich("closedHint", { mentors, why: codes(code), q: (text) => <bdi>{text}</bdi> })}
            </small>
          </span>
          <Link href={reliefLink(filter, { code })}>{t("open", { mentors })}</Link>
        </li>
      ))}
      {needed === null && relief.length === 0 && <li>{t("none")}</li>}
    </ul>
  );
}
