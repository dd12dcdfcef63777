import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/staff/words";
import { NewStudent } from "@/components/student/new-student";
import { FormPage } from "@/components/ui/form-page";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { readYearChoices } from "../../year-of";
import { readStudentLists } from "../form-lists";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("byHand.student"))("new"),
});

/** Makes one student who is in no file yet. */
export default async function NewStudentPage() {
  const staff = await requirePermission("student:write");
  if (!holds(staff, "student:read")) notFound();
  const locale = await getLocale();
  const [t, tStudents, lists, years] = await Promise.all([
    getTranslations("byHand.student"),
    getTranslations("students"),
    readStudentLists(staff, locale, []),
    readYearChoices(staff, locale),
  ]);
  return (
    <FormPage
      title={t("new")}
      lead={t("newLead")}
      crumbs={[{ label: tStudents("title"), href: "/students" }]}
    >
      <Words of={["byHand", "import", "issues", "students"]}>
        <NewStudent lists={lists} {...years} />
      </Words>
    </FormPage>
  );
}
