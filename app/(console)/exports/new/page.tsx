import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportPreview } from "@/components/reporting/export-preview";
import { readRequest } from "@/components/reporting/export-request";
import { StartExport } from "@/components/reporting/start-export";
import css from "@/components/reporting/start-export.module.css";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import type { SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { startExportAction } from "@/lib/reporting/actions";
import { PROFILES } from "@/lib/reporting/profile";
import { listExportableRuns, previewExport } from "@/lib/reporting/queries";
import { listCenters, listYears } from "@/lib/student/queries";
import { yearOf } from "../../year-of";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("exports"))("new"),
});

/** Chooses what an export holds, beside what that would be. */
export default async function NewExportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("export:create");
  const [search, t, locale, years, all, runs] = await Promise.all([
    searchParams,
    getTranslations("exports"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
    listExportableRuns(staff),
  ]);
  const centers = all.filter(({ code }) => inScope(staff, code));
  const profiles = Object.values(PROFILES);
  const request = readRequest(search, {
    profiles,
    runs,
    centers: centers.map(({ code }) => code),
    years: years.map(({ year }) => year),
    year: yearOf(undefined, years),
  });
  const preview = await previewExport(staff, request);
  return (
    <Page>
      <PageHeader
        title={t("new")}
        lead={t("start.lead")}
        crumbs={[{ label: t("title"), href: "/exports" }]}
      />
      <div className={css.beside}>
        <Panel title={t("start.title")}>
          <StartExport
            action={startExportAction}
            request={request}
            rows={preview.withoutCounter > 0 ? 0 : preview.rows}
            profiles={profiles.map(({ profile }) => ({
              value: profile,
              label: t(`profiles.${profile}` as never),
            }))}
            formats={PROFILES[request.profile]?.formats ?? []}
            years={years.map(({ year }) => ({ value: year, label: formatCode(locale, year) }))}
            runs={runs
              .filter((run) => run.year === request.year)
              .map((run) => ({
                value: run.id,
                label: t("start.runChoice", {
                  number: formatCode(locale, run.number),
                  count: run.placed,
                }),
              }))}
            centers={centers.map((one) => ({
              value: one.code,
              label: locale === "fa" ? one.nameFa : one.nameEn,
            }))}
          />
        </Panel>
        <ExportPreview preview={preview} scope={request.scope} />
      </div>
    </Page>
  );
}
