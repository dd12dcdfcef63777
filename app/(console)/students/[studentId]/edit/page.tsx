import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { readerCalendar } from "@/app/reader-calendar";
import { toNames } from "@/components/allocation/labels";
import { Words } from "@/components/staff/words";
import { EditStudent } from "@/components/student/edit-student";
import { studentTexts } from "@/components/student/student-values";
import { FormPage } from "@/components/ui/form-page";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { getStudent } from "@/lib/student/directory/queries";
import { listCenters, listGroups } from "@/lib/student/queries";
import { codeWordsOf } from "../../../code-words";
import { readStudentLists } from "../../form-lists";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("byHand.student"))("editPage"),
});

type Params = { params: Promise<{ studentId: string }> };

/** Corrects one student by hand, under the rules of a file's row. */
export default async function EditStudentPage({ params }: Params) {
  const staff = await requirePermission("student:write");
  const { studentId } = await params;
  if (!holds(staff, "student:read")) notFound();
  const student = (await getStudent(staff, studentId)) ?? notFound();
  const [locale, calendar] = await Promise.all([getLocale(), readerCalendar()]);
  const schools = student.schoolCode === null ? [] : [student.schoolCode];
  const [t, tStudents, lists, centers, groups, codeWords] = await Promise.all([
    getTranslations("byHand.student"),
    getTranslations("students"),
    readStudentLists(staff, locale, schools),
    listCenters(staff),
    listGroups(staff),
    codeWordsOf(),
  ]);
  const name = `${student.firstName} ${student.lastName}`.trim() || tStudents("noName");
  return (
    <FormPage
      title={t("editTitle", { name })}
      lead={t("editLead")}
      crumbs={[
        { label: tStudents("title"), href: "/students" },
        { label: name, href: `/students/${student.id}` },
      ]}
    >
      <Words of={["byHand", "import", "issues", "students"]}>
        <EditStudent
          studentId={student.id}
          values={{ ...studentTexts(student, calendar), version: student.version, reason: "" }}
          lists={lists}
          names={toNames(locale, { centers, groups })}
          codeWords={codeWords}
        />
      </Words>
    </FormPage>
  );
}
