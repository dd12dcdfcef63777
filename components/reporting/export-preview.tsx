import { useTranslations } from "next-intl";
import { Notice } from "@/components/allocation/notice";
import { Cards, Page } from "@/components/ui/page";
import { StatCard } from "@/components/ui/stat-card";
import { Num } from "@/components/ui/values";
import type { ExportScopeChoice } from "./export-request";

type Props = {
  preview: { rows: number; underReview: number; withoutCounter: number };
  scope: ExportScopeChoice;
};

/** What would go out and what would not: an empty or impossible export is understood before it is refused. */
export function ExportPreview({ preview, scope }: Props) {
  const t = useTranslations("exports.preview");
  const { rows, underReview, withoutCounter } = preview;
  return (
    <Page>
      <Cards>
        <StatCard
          label={t("rows")}
          value={<Num value={rows} />}
          hint={t("rowsHint")}
          tone={rows > 0 ? "ok" : "mute"}
        />
        <StatCard
          label={t("underReview")}
          value={<Num value={underReview} />}
          hint={t("underReviewHint")}
          tone={underReview > 0 ? "warn" : "mute"}
          {...(underReview > 0 ? { href: "/students?state=REVIEW" } : {})}
        />
      </Cards>
      {withoutCounter > 0 && <Notice tone="bad">{t("withoutCounter", { count: withoutCounter })}</Notice>}
      {rows === 0 && <Notice tone="info">{t(`empty.${scope}`)}</Notice>}
    </Page>
  );
}
