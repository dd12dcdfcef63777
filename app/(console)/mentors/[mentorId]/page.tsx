import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { toNames } from "@/components/allocation/labels";
import { MentorWhy } from "@/components/allocation/mentor-why";
import { SourceList } from "@/components/intake/source-list";
import { AcceptingButton } from "@/components/mentor/accepting-button";
import css from "@/components/mentor/caseload.module.css";
import { CaseloadBoard } from "@/components/mentor/caseload-board";
import { CaseloadTable } from "@/components/mentor/caseload-table";
import { MentorFacts, MentorLoads } from "@/components/mentor/mentor-facts";
import { MentorHistory } from "@/components/mentor/mentor-history";
import { Standing } from "@/components/mentor/standing";
import { ButtonLink } from "@/components/ui/button-link";
import { RowCount } from "@/components/ui/data-table";
import { Columns, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { PrintButton } from "@/components/ui/print-button";
import type { SearchParams } from "@/components/ui/table-view";
import { explainMentorOfRun } from "@/lib/allocation/queries";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { releaseEditAction } from "@/lib/intake/correct/actions";
import { listMentorSources } from "@/lib/intake/correct/queries";
import { setAcceptingAction } from "@/lib/mentor/accepting/actions";
import { centersOf, outOfPool } from "@/lib/mentor/availability";
import { listMentorEvents } from "@/lib/mentor/caseload/queries";
import { type CaseloadRow, getCaseload, getMentor, type MentorDetail } from "@/lib/mentor/directory/queries";
import { findReportYear } from "@/lib/reporting/utilization/queries";
import { maskNationalId } from "@/lib/shared/national-id";
import { findSchoolName } from "@/lib/student/directory/queries";
import { listCenters, listGroups } from "@/lib/student/queries";

type Props = { params: Promise<{ mentorId: string }>; searchParams: Promise<SearchParams> };

/** One mentor: how full, who is theirs, whom they take. */
export default async function MentorPage({ params, searchParams }: Props) {
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
  const asked = await searchParams;
  const group = caseload.rows.find(({ groupCode }) => String(groupCode) === asked.group)?.groupCode ?? null;
  const rows = masked(caseload.rows.filter(({ groupCode }) => group === null || groupCode === group));
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
        actions={
          <>
            {holds(staff, "mentor:write") && (
              <ButtonLink href={`/mentors/${mentor.id}/edit`} variant="outlined" icon="pencil">
                {t("actions.edit")}
              </ButtonLink>
            )}
            {holds(staff, "mentor:write") && <AcceptingButton mentor={mentor} action={setAcceptingAction} />}
            {holds(staff, "alloc:run") && (
              <ButtonLink href={`/mentors/${mentor.id}/drain`} variant="outlined">
                {t("actions.drain")}
              </ButtonLink>
            )}
          </>
        }
      />
      <MentorLoads mentor={mentor} out={out} />
      <Panel
        title={t("caseload.title")}
        hint={caseload.others > 0 ? t("caseload.others", { count: caseload.others }) : t("caseload.hint")}
        actions={
          <>
            <RowCount total={caseload.rows.length} />
            {holds(staff, "export:download") && caseload.rows.length > 0 && (
              <ButtonLink
                href={`/api/v1/mentors/${mentor.id}/caseload?lang=${locale}`}
                icon="export"
                variant="outlined"
                size="small"
                download
              >
                {t("caseload.download")}
              </ButtonLink>
            )}
            <PrintButton size="small">{t("caseload.print")}</PrintButton>
          </>
        }
        flush
      >
        {group !== null && (
          <p className={css.only}>
            {t("caseload.ofGroup", {
              group: names.groups[group] ?? formatCode(locale, group),
              shown: rows.length,
              all: caseload.rows.length,
            })}{" "}
            <Link href={`/mentors/${mentor.id}`}>{t("caseload.allGroups")}</Link>
          </p>
        )}
        {holds(staff, "assign:write") ? (
          <CaseloadBoard
            mentorId={mentor.id}
            rows={rows}
            groupNames={names.groups}
            centerNames={names.centers}
          />
        ) : (
          <CaseloadTable rows={rows} groupNames={names.groups} centerNames={names.centers} />
        )}
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
      {/* Not on the sheet that is handed over. */}
      <div className="tk-noprint">
        <Page>
          {holds(staff, "run:read") && <MentorWhyPanel staff={staff} mentorId={mentor.id} run={asked.run} />}
          <Columns>
            <MentorSources staff={staff} mentor={mentor} />
            <HistoryPanel staff={staff} mentorId={mentor.id} />
          </Columns>
        </Page>
      </div>
    </Page>
  );
}

/** The table is drawn in the browser: only what may be seen goes there. */
const masked = (rows: readonly CaseloadRow[]) =>
  rows.map(({ nationalId, ...row }) => ({ ...row, maskedId: maskNationalId(nationalId) }));

type WhyProps = { staff: Can<"run:read">; mentorId: number; run: string | string[] | undefined };

/** Why so few or nobody: of the run in the address, else of the newest. */
async function MentorWhyPanel({ staff, mentorId, run }: WhyProps) {
  const [t, tRuns, locale, story] = await Promise.all([
    getTranslations("runs.mentorWhy"),
    getTranslations("runs"),
    getLocale(),
    explainMentorOfRun(staff, { mentorId, runId: typeof run === "string" ? run : undefined }),
  ]);
  if (story === null) return null;
  return (
    <Panel title={t("title")} hint={t("hint")}>
      <MentorWhy story={story} runName={tRuns("run", { number: formatCode(locale, story.run.number) })} />
    </Panel>
  );
}

/** Who changed what, who came and who left. */
async function HistoryPanel({ staff, mentorId }: { staff: Can<"mentor:read">; mentorId: number }) {
  const [t, events] = await Promise.all([
    getTranslations("mentors.history"),
    listMentorEvents(staff, mentorId),
  ]);
  return (
    <Panel title={t("title")}>
      <MentorHistory events={events} />
    </Panel>
  );
}

/** Which file or person each field of the mentor comes from. */
async function MentorSources({ staff, mentor }: { staff: Can<"mentor:read">; mentor: MentorDetail }) {
  const [t, sources] = await Promise.all([
    getTranslations("import.source"),
    listMentorSources(staff, mentor),
  ]);
  const mayRelease = holds(staff, "mentor:write") && holds(staff, "import:write");
  return (
    <Panel title={t("title")} hint={t("hint")}>
      <SourceList
        kind="mentors"
        sources={sources}
        linked={holds(staff, "import:read")}
        {...(mayRelease
          ? { release: { action: releaseEditAction, input: { record: "mentor", id: String(mentor.id) } } }
          : {})}
      />
    </Panel>
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
