import type { Metadata } from "next";
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
import { HistoryCut } from "@/components/reporting/history-cut";
import { ButtonLink } from "@/components/ui/button-link";
import { RowCount } from "@/components/ui/data-table";
import { Columns, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { PrintButton } from "@/components/ui/print-button";
import type { SearchParams } from "@/components/ui/table-view";
import { explainMentorOfRun, type MentorStory } from "@/lib/allocation/story/queries";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { releaseEditAction } from "@/lib/intake/correct/actions";
import { type FieldSource, listMentorSources } from "@/lib/intake/correct/queries";
import { setAcceptingAction } from "@/lib/mentor/accepting/actions";
import { centersOf, outOfPool } from "@/lib/mentor/availability";
import { listMentorEvents } from "@/lib/mentor/caseload/queries";
import { type CaseloadRow, getCaseload, getMentor, type MentorDetail } from "@/lib/mentor/directory/queries";
import { findReportYear } from "@/lib/reporting/utilization/queries";
import { isMentorId } from "@/lib/shared/ids";
import { maskNationalId } from "@/lib/shared/national-id";
import { findSchoolName } from "@/lib/student/directory/queries";
import { listCenters, listGroups } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("mentors"))("detail.title"),
});

type Props = { params: Promise<{ mentorId: string }>; searchParams: Promise<SearchParams> };

/** One mentor: how full, who is theirs, whom they take. */
export default async function MentorPage({ params, searchParams }: Props) {
  const staff = await requirePermission("mentor:read");
  const [{ mentorId }, asked] = await Promise.all([params, searchParams]);
  const id = Number(mentorId);
  if (!isMentorId(id)) notFound();
  // Asked side by side: whoever may not see the mentor gets nothing of the rest.
  const [found, t, locale, newest, centers, groups, caseload, history, story] = await Promise.all([
    readMentor(staff, id),
    getTranslations("mentors"),
    getLocale(),
    findReportYear(staff),
    listCenters(staff),
    listGroups(staff),
    getCaseload(staff, id),
    listMentorEvents(staff, id),
    holds(staff, "run:read") ? explainMentorOfRun(staff, { mentorId: id, runId: wordOf(asked.run) }) : null,
  ]);
  if (!found) notFound();
  const { mentor, schools, sources } = found;
  const names = toNames(locale, { centers, groups });
  const manager = mentor.manager && {
    active: mentor.manager.active,
    centers: mentor.manager.centers.map(({ centerCode }) => centerCode),
  };
  const year = newest ?? mentor.loadYear;
  const out = outOfPool({ ...mentor, manager }, year);
  const own = mentor.centers.map(({ centerCode }) => centerCode);
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
                icon="import"
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
          {story && <MentorWhyPanel story={story} />}
          <Columns>
            <MentorSources staff={staff} mentorId={mentor.id} sources={sources} />
            <HistoryPanel staff={staff} mentorId={mentor.id} history={history} />
          </Columns>
        </Page>
      </div>
    </Page>
  );
}

/** The table is drawn in the browser: only what may be seen goes there. */
const masked = (rows: readonly CaseloadRow[]) =>
  rows.map(({ nationalId, ...row }) => ({ ...row, maskedId: maskNationalId(nationalId) }));

const wordOf = (asked: string | string[] | undefined) => (typeof asked === "string" ? asked : undefined);

/** The mentor with what only the record leads to: names of the schools, and where its fields come from. */
const readMentor = async (staff: Can<"mentor:read">, id: number) => {
  const mentor = await getMentor(staff, id);
  if (mentor === null) return null;
  const [schools, sources] = await Promise.all([schoolsOf(staff, mentor), listMentorSources(staff, mentor)]);
  return { mentor, schools, sources };
};

/** Why so few or nobody: of the run in the address, else of the newest. */
async function MentorWhyPanel({ story }: { story: MentorStory }) {
  const [t, tRuns, locale] = await Promise.all([
    getTranslations("runs.mentorWhy"),
    getTranslations("runs"),
    getLocale(),
  ]);
  return (
    <Panel title={t("title")} hint={t("hint")}>
      <MentorWhy story={story} runName={tRuns("run", { number: formatCode(locale, story.run.number) })} />
    </Panel>
  );
}

type HistoryProps = {
  staff: Can<"mentor:read">;
  mentorId: number;
  history: Awaited<ReturnType<typeof listMentorEvents>>;
};

/** Who changed what, who came and who left. */
async function HistoryPanel({ staff, mentorId, history: { events, isCut } }: HistoryProps) {
  const t = await getTranslations("mentors.history");
  const of = { type: "mentor", id: String(mentorId) };
  return (
    <Panel
      title={t("title")}
      hint={isCut && <HistoryCut of={of} shown={events.length} permissions={staff.permissions} />}
    >
      <MentorHistory events={events} />
    </Panel>
  );
}

type SourcesProps = { staff: Can<"mentor:read">; mentorId: number; sources: readonly FieldSource[] };

/** Which file or person each field of the mentor comes from. */
async function MentorSources({ staff, mentorId, sources }: SourcesProps) {
  const t = await getTranslations("import.source");
  const mayRelease = holds(staff, "mentor:write") && holds(staff, "import:write");
  return (
    <Panel title={t("title")} hint={t("hint")}>
      <SourceList
        kind="mentors"
        sources={sources}
        linked={holds(staff, "import:read")}
        {...(mayRelease
          ? { release: { action: releaseEditAction, input: { record: "mentor", id: String(mentorId) } } }
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
