import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { toNames } from "@/components/allocation/labels";
import { CaseloadTable } from "@/components/mentor/caseload-table";
import { MentorFacts, MentorLoads } from "@/components/mentor/mentor-facts";
import { Standing } from "@/components/mentor/standing";
import { RowCount } from "@/components/ui/data-table";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { centersOf, outOfPool } from "@/lib/mentor/availability";
import { getCaseload, getMentor, type MentorDetail } from "@/lib/mentor/directory/queries";
import { findReportYear } from "@/lib/reporting/utilization/queries";
import { findSchoolName } from "@/lib/student/directory/queries";
import { listCenters, listGroups } from "@/lib/student/queries";

/** One mentor: how full, who is theirs, whom they take. */
export default async function MentorPage({ params }: { params: Promise<{ mentorId: string }> }) {
  const staff = await requirePermission("mentor:read");
  const mentor = (await getMentor(staff, Number((await params).mentorId))) ?? notFound();
  const [t, locale, newest, centers, groups, caseload, schools] = await Promise.all([
    getTranslations("mentors"),
    getLocale(),
    findReportYear(staff),
    listCenters(staff),
    listGroups(staff),
    getCaseload(staff, mentor.id),
    schoolsOf(staff, mentor),
  ]);
  const names = toNames(locale, { centers, groups });
  const manager = mentor.manager && {
    active: mentor.manager.active,
    centers: mentor.manager.centers.map(({ centerCode }) => centerCode),
  };
  const year = newest ?? mentor.loadYear;
  const out = outOfPool({ ...mentor, manager }, year);
  const own = mentor.centers.map(({ centerCode }) => centerCode);
  return (
    <Page>
      <PageHeader
        title={mentor.name || t("noName")}
        lead={t("detail.lead", {
          id: formatCode(locale, mentor.id),
          manager: mentor.manager?.name ?? t("noManager"),
        })}
        crumbs={[{ label: t("title"), href: "/mentors" }]}
        chips={<Standing out={out} load={mentor.load} capacity={mentor.capacity} />}
      />
      <MentorLoads mentor={mentor} out={out} />
      <Panel
        title={t("caseload.title")}
        hint={caseload.others > 0 ? t("caseload.others", { count: caseload.others }) : t("caseload.hint")}
        actions={<RowCount total={caseload.rows.length} />}
        flush
      >
        <CaseloadTable rows={caseload.rows} groupNames={names.groups} centerNames={names.centers} />
      </Panel>
      <Panel title={t("detail.data")}>
        <MentorFacts
          mentor={mentor}
          centers={centersOf(manager, own)}
          groupNames={names.groups}
          centerNames={names.centers}
          schools={schools}
        />
      </Panel>
    </Page>
  );
}

/** A mentor serves at most four schools; their names are shown to those who may read what is behind them. */
const schoolsOf = (staff: Can<"mentor:read">, mentor: MentorDetail) =>
  Promise.all(
    mentor.schools.map(async ({ schoolCode }) => ({
      code: schoolCode,
      name: holds(staff, "student:read") ? await findSchoolName(staff, schoolCode) : null,
    })),
  );
