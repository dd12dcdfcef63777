import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Words } from "@/components/staff/words";
import { NewStudent } from "@/components/student/new-student";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { listYears } from "@/lib/student/queries";
import { yearChoices } from "../../year-of";
import { readStudentLists } from "../form-lists";

/** Makes one student who is in no file yet. */
export default async function NewStudentPage() {
  const staff = await requirePermission("student:write");
  if (!holds(staff, "student:read")) notFound();
  const locale = await getLocale();
  const [t, tStudents, lists, years] = await Promise.all([
    getTranslations("byHand.student"),
    getTranslations("students"),
    readStudentLists(staff, locale, []),
    listYears(staff),
  ]);
  return (
    <Page>
      <PageHeader
        title={t("new")}
        lead={t("newLead")}
        crumbs={[{ label: tStudents("title"), href: "/students" }]}
      />
      <Panel>
        <Words of={["byHand", "import", "issues", "students"]}>
          <NewStudent lists={lists} {...yearChoices(locale, years)} />
        </Words>
      </Panel>
    </Page>
  );
}
