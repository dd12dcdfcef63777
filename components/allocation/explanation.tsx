import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/page";
import type { Explanation } from "@/lib/allocation/explain";
import { Funnel } from "./funnel";
import type { Names } from "./labels";
import { Misses } from "./misses";
import { Ranking } from "./ranking";
import { ClassWords } from "./student-class";

type Props = {
  explanation: Explanation;
  names: Names;
  /** Mentor id → name, for the mentors of the ranking. */
  mentorNames: Readonly<Record<number, string>>;
  /** Whether the viewer may open a mentor's page. */
  linked?: boolean;
};

/**
 * Why this mentor, or why none: the funnel over all mentors, the ranking of those who remained with the numbers that were
 * compared, and what it would take. For the run's page and the student's. Source: Domain §4.
 */
export function ExplanationPanels({ explanation, names, mentorNames, linked = false }: Props) {
  const t = useTranslations("runs.explain");
  const { funnel, ranking, fallback, chosen, misses, studentClass, loadsAt } = explanation;
  const { relaxations } = explanation;
  const smallest = new Set(relaxations.map((miss) => miss.codes.join()));
  const further = misses.filter((miss) => !smallest.has(miss.codes.join()));
  const hint = t(loadsAt === "END" ? "rankingHintEnd" : "rankingHint");
  const shown = { chosen, mentorNames, linked, loadsAt };
  return (
    <>
      <Panel
        title={t("funnel")}
        hint={t.rich("funnelHint", { class: () => <ClassWords of={studentClass} names={names} /> })}
      >
        <Funnel mentors={explanation.mentors} steps={funnel} />
      </Panel>
      {ranking.length > 0 && (
        <Panel title={t("ranking")} hint={hint} flush>
          <Ranking ranked={ranking} {...shown} />
        </Panel>
      )}
      {fallback && (
        <Panel title={t("fallback")} hint={t("fallbackHint")} flush>
          <Ranking ranked={fallback} {...shown} />
        </Panel>
      )}
      {relaxations.length > 0 && (
        <Panel title={t("relaxations")} hint={t("relaxationsHint", { n: relaxations.length })}>
          <Misses misses={relaxations} />
        </Panel>
      )}
      {chosen === null && further.length > 0 && (
        <Panel title={t("further")} hint={t("furtherHint")}>
          <Misses misses={further} />
        </Panel>
      )}
    </>
  );
}
