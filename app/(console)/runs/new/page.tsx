import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Beside, PoolPreview, RunObstacle } from "@/components/allocation/pool-preview";
import { StartRun } from "@/components/allocation/start-run";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import type { SearchParams } from "@/components/ui/table-view";
import { startRunAction } from "@/lib/allocation/actions";
import { readRunDefaults } from "@/lib/allocation/defaults/queries";
import { previewPool } from "@/lib/allocation/review/queries";
import { POLICIES } from "@/lib/allocation/schema";
import { requirePermission } from "@/lib/auth/guard";
import { inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { listCenters, listYears } from "@/lib/student/queries";
import { yearOf } from "../../year-of";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("runs"))("start.title"),
});

/** Chooses what a run is a function of, beside what it would meet. */
export default async function NewRunPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("alloc:run");
  const [search, t, locale, years, allCenters] = await Promise.all([
    searchParams,
    getTranslations("runs"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
  ]);
  const choices = allCenters.filter(({ code }) => inScope(staff, code));
  const year = yearOf(search.year, years);
  const asked = typeof search.centers === "string" ? search.centers.split("-").map(Number) : [];
  const centers = choices.map(({ code }) => code).filter((code) => asked.includes(code));
  const [preview, defaults] = await Promise.all([
    previewPool(staff, { year, centers }),
    readRunDefaults(staff),
  ]);
  return (
    <Page>
      <PageHeader
        title={t("start.title")}
        lead={t("start.lead")}
        crumbs={[{ label: t("title"), href: "/runs" }]}
      />
      <RunObstacle preview={preview} />
      <Beside>
        <Panel title={t("start.settings")}>
          <StartRun
            action={startRunAction}
            year={year}
            centers={centers}
            years={years.map((one) => ({ value: one.year, label: formatCode(locale, one.year) }))}
            centerChoices={choices.map((one) => ({
              value: one.code,
              label: locale === "fa" ? one.nameFa : one.nameEn,
            }))}
            policies={POLICIES}
            defaults={defaults}
          />
        </Panel>
        <PoolPreview preview={preview} />
      </Beside>
    </Page>
  );
}
