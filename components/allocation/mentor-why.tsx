import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/ui/page";
import { Num } from "@/components/ui/values";
import type { MentorStory } from "@/lib/allocation/story/queries";
import { Bars } from "./bars";
import { Notice } from "./notice";

type Props = { story: MentorStory; runName: string };

/** Why a mentor got few students of a run or nobody: every student of the run is in exactly one of the numbers. */
export function MentorWhy({ story, runName }: Props) {
  const t = useTranslations("runs.mentorWhy");
  const tRuns = useTranslations("runs");
  const { taken, out, kept, elsewhere, unplaced, loadBefore, loadAfter, capacity } = story.explanation;
  const bars = [
    ...kept.map(({ code, students }) => ({ key: code, label: tRuns(`codes.${code}`), value: students })),
    { key: "elsewhere", label: t("elsewhere"), value: elsewhere },
    { key: "unplaced", label: t(out === null ? "unplacedFull" : "unplacedOut"), value: unplaced },
  ].filter((bar) => bar.value > 0);
  return (
    <>
      {out !== null && <Notice tone="warn">{t("out", { reason: tRuns(`codes.${out}`) })}</Notice>}
      <Facts
        items={[
          { label: t("run"), value: <Link href={`/runs/${story.run.id}?tab=mentors`}>{runName}</Link> },
          { label: t("taken"), value: <Num value={taken} /> },
          { label: t("load"), value: t("loads", { before: loadBefore, after: loadAfter, capacity }) },
        ]}
      />
      <Bars bars={bars} />
    </>
  );
}
