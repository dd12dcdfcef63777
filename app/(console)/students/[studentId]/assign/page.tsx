import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AssignForm } from "@/components/student/assign-form";
import { CANDIDATES_SHOWN } from "@/components/student/candidates-shown";
import { currentOf } from "@/components/student/standing";
import { EmptyState } from "@/components/ui/empty-state";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { listCandidates } from "@/lib/allocation/manual/queries";
import { UNPLACED_REASONS } from "@/lib/allocation/reasons";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { getStudent } from "@/lib/student/directory/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("manual"))("assign"),
});

type Params = { params: Promise<{ studentId: string }> };

/** Places one student by hand: every mentor, what stands between, why, and the way back. */
export default async function AssignPage({ params }: Params) {
  const staff = await requirePermission("assign:write");
  const { studentId } = await params;
  if (!holds(staff, "student:read")) notFound();
  // Asked side by side: whoever may not see the student gets nothing of the rest.
  const [student, t, tStudents, tCodes, first] = await Promise.all([
    getStudent(staff, studentId),
    getTranslations("manual"),
    getTranslations("students"),
    getTranslations("runs.codes"),
    listCandidates(staff, { studentId, text: "", offset: 0, size: CANDIDATES_SHOWN }),
  ]);
  if (!student || !first.ok) notFound();
  const name = `${student.firstName} ${student.lastName}`.trim() || tStudents("noName");
  const held = currentOf(student);
  const mentor = held?.mentor ?? null;
  const current = held &&
    mentor && { assignmentId: held.id, mentorId: mentor.id, mentorName: mentor.name, pinned: held.pinned };
  const codeWords = Object.fromEntries(
    UNPLACED_REASONS.flatMap((code) => (tCodes.has(code as never) ? [[code, tCodes(code as never)]] : [])),
  );
  return (
    <Page>
      <PageHeader
        title={t(current ? "titleMove" : "title", { name })}
        lead={current ? t("leadMove", { mentor: current.mentorName }) : t("lead")}
        crumbs={[
          { label: tStudents("title"), href: "/students" },
          { label: name, href: `/students/${student.id}` },
        ]}
      />
      {student.onHold || student.withdrawn ? (
        <Panel>
          <EmptyState icon="lock" title={t("frozen")} hint={t("frozenHint")} />
        </Panel>
      ) : (
        <AssignForm studentId={student.id} current={current} first={first.value} codeWords={codeWords} />
      )}
    </Page>
  );
}
