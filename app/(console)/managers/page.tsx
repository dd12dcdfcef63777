import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AddManager, ChangeManager } from "@/components/mentor/manager-form";
import { ManagerTable } from "@/components/mentor/manager-table";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { holds, inScope, ownsCenters } from "@/lib/auth/permissions";
import { listManagers } from "@/lib/mentor/directory/queries";
import { listCenters } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("managers"))("title"),
});

/** Managers and the centres that decide where their mentors may serve. */
export default async function ManagersPage() {
  const staff = await requirePermission("mentor:read");
  const [t, locale, managers, all] = await Promise.all([
    getTranslations("managers"),
    getLocale(),
    listManagers(staff),
    listCenters(staff),
  ]);
  const named = all.map(({ code, nameFa, nameEn }) => ({
    value: code,
    label: locale === "fa" ? nameFa : nameEn,
  }));
  const own = named.filter(({ value }) => inScope(staff, value));
  const mayWrite = holds(staff, "mentor:write");
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          mayWrite && (
            <>
              <ButtonLink href="/imports/new?kind=managers" icon="import">
                {t("import")}
              </ButtonLink>
              <AddManager centers={own} />
            </>
          )
        }
      />
      <Panel flush>
        <ManagerTable
          rows={managers}
          centerNames={Object.fromEntries(named.map(({ value, label }) => [value, label]))}
          actionsOf={(manager) =>
            mayWrite && ownsCenters(staff, manager.centers) ? (
              <ChangeManager manager={manager} centers={own} />
            ) : null
          }
          empty={<EmptyState icon="user" title={t("empty")} hint={t("emptyHint")} />}
        />
      </Panel>
    </Page>
  );
}
