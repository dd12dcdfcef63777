import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ExplanationPanels } from "@/components/allocation/explanation";
import { toNames } from "@/components/allocation/labels";
import { SourceList } from "@/components/intake/source-list";
import { HistoryCut } from "@/components/reporting/history-cut";
import { AssignmentPanel } from "@/components/student/assignment-panel";
import { ManualActions } from "@/components/student/manual-actions";
import { SectionTitle, Stack } from "@/components/student/sections";
import { currentOf } from "@/components/student/standing";
import { StudentActions } from "@/components/student/student-actions";
import { ContactFacts, StudentFacts } from "@/components/student/student-facts";
import { StudentHistory } from "@/components/student/student-history";
import { ButtonLink } from "@/components/ui/button-link";
import { Columns, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusChip } from "@/components/ui/status-chip";
import { explainStudent, type StudentExplanation } from "@/lib/allocation/queries";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { releaseEditAction } from "@/lib/intake/correct/actions";
import { type FieldSource, listStudentSources } from "@/lib/intake/correct/queries";
import { findSchoolName, getStudent, listStudentChanges } from "@/lib/student/directory/queries";
import { listCenters, listGroups } from "@/lib/student/queries";
import { standingOf } from "@/lib/student/standing";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("students"))("detail.title"),
});

type Params = { params: Promise<{ studentId: string }> };

/** One student: who it is, with whom, why, and what happened. */
export default async function StudentPage({ params }: Params) {
  const staff = await requirePermission("student:read");
  const { studentId } = await params;
  // Asked side by side: whoever may not see the student gets nothing of the rest.
  const [found, t, tCodes, locale, centers, groups, history, told] = await Promise.all([
    readStudent(staff, studentId),
    getTranslations("students"),
    getTranslations("runs.codes"),
    getLocale(),
    listCenters(staff),
    listGroups(staff),
    listStudentChanges(staff, studentId),
    holds(staff, "run:read") ? explainStudent(staff, { studentId }) : null,
  ]);
  if (!found) notFound();
  const { student, schoolName, sources } = found;
  const why = student.withdrawn ? null : told;
  const names = toNames(locale, { centers, groups });
  const current = currentOf(student);
  const standing = standingOf({ ...student, assignmentStatus: current?.status ?? null });
  const codes = (current?.reviewCodes ?? []).map((code) =>
    tCodes.has(code as never) ? tCodes(code as never) : code,
  );
  const reviewWords = new Intl.ListFormat(locale, { type: "conjunction" }).format(codes);
  const name = `${student.firstName} ${student.lastName}`.trim() || t("noName");
  return (
    <Page>
      <PageHeader
        title={name}
        crumbs={[{ label: t("title"), href: "/students" }]}
        chips={<StatusChip status={standing} />}
      />
      <Columns>
        <Stack>
          <AssignmentPanel
            student={student}
            current={current}
            reviewWords={reviewWords}
            plannedIn={why?.run && UNPUBLISHED.has(why.run.state) ? why.run : null}
            actions={<StudentActions staff={staff} student={student} current={current} />}
            manual={
              holds(staff, "assign:write") && (
                <ManualActions
                  studentId={student.id}
                  frozen={student.onHold || student.withdrawn}
                  current={current?.mentorId ? { id: current.id, pinned: current.pinned } : null}
                />
              )
            }
          />
          <Panel
            title={t("detail.timeline")}
            hint={
              history.isCut && (
                <HistoryCut
                  of={{ type: "student", id: student.id }}
                  shown={history.events.length}
                  permissions={staff.permissions}
                />
              )
            }
          >
            <StudentHistory student={student} changes={history.events} />
          </Panel>
        </Stack>
        <Stack>
          <Panel
            title={t("detail.data")}
            actions={
              holds(staff, "student:write") && (
                <ButtonLink href={`/students/${student.id}/edit`} variant="outlined" icon="pencil">
                  {t("action.edit")}
                </ButtonLink>
              )
            }
          >
            <StudentFacts
              student={student}
              names={names}
              schoolName={schoolName}
              whole={holds(staff, "student:write")}
            />
          </Panel>
          <Panel title={t("detail.contact")}>
            <ContactFacts student={student} />
          </Panel>
          <StudentSources staff={staff} studentId={student.id} sources={sources} />
        </Stack>
      </Columns>
      {why && why.explanation.mentors > 0 && (
        <>
          <SectionTitle
            title={t(titleOf(why, current))}
            hint={
              why.run
                ? t("detail.explainAt", { number: formatCode(locale, why.run.number) })
                : t("detail.explainNow")
            }
          />
          <ExplanationPanels
            explanation={why.explanation}
            names={names}
            mentorNames={why.names}
            linked={holds(staff, "mentor:read")}
          />
        </>
      )}
    </Page>
  );
}

/** The student with what only the record leads to: the name of the school, and where its fields come from. */
const readStudent = async (staff: Can<"student:read">, studentId: string) => {
  const student = await getStudent(staff, studentId);
  if (student === null) return null;
  const { schoolCode } = student;
  const [schoolName, sources] = await Promise.all([
    schoolCode === null ? null : findSchoolName(staff, schoolCode),
    listStudentSources(staff, student),
  ]);
  return { student, schoolName, sources };
};

type SourcesProps = { staff: Can<"student:read">; studentId: string; sources: readonly FieldSource[] };

/** Which file or person each field of the student comes from. */
async function StudentSources({ staff, studentId, sources }: SourcesProps) {
  const t = await getTranslations("import.source");
  const mayRelease = holds(staff, "student:write") && holds(staff, "import:write");
  return (
    <Panel title={t("title")} hint={t("hint")}>
      <SourceList
        kind="students"
        sources={sources}
        linked={holds(staff, "import:read")}
        {...(mayRelease
          ? { release: { action: releaseEditAction, input: { record: "student", id: studentId } } }
          : {})}
      />
    </Panel>
  );
}

/** States of a run whose decisions are not yet, or not all, assignments. */
const UNPUBLISHED = new Set(["PLANNED", "PUBLISHING", "FAILED", "CANCELLED"]);

/** What the explanation answers: for a placed student, for one without a mentor, for one whose turn is to come. */
const titleOf = ({ run, explanation }: StudentExplanation, current: { mentorId: number | null } | null) => {
  if (run === null) return "detail.explanationPreview";
  if (explanation.chosen === null) return "detail.explanationUnplaced";
  const holdsNow = current === null ? UNPUBLISHED.has(run.state) : current.mentorId === explanation.chosen;
  return holdsNow ? "detail.explanation" : "detail.explanationPast";
};
