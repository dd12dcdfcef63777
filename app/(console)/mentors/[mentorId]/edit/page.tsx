import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { EditMentor } from "@/components/mentor/edit-mentor";
import { mentorValues } from "@/components/mentor/mentor-values";
import { Words } from "@/components/staff/words";
import { FormPage } from "@/components/ui/form-page";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { getMentor } from "@/lib/mentor/directory/queries";
import { codeWordsOf } from "../../../code-words";
import { readMentorLists } from "../../form-lists";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("byHand.mentor"))("editPage"),
});

type Props = { params: Promise<{ mentorId: string }> };

/** Changes one mentor by hand, under the rules of a file's row. */
export default async function EditMentorPage({ params }: Props) {
  const staff = await requirePermission("mentor:write");
  const { mentorId } = await params;
  const mentor = (holds(staff, "mentor:read") && (await getMentor(staff, Number(mentorId)))) || notFound();
  if (!holds(staff, "mentor:read")) notFound();
  const locale = await getLocale();
  const schools = mentor.schools.map(({ schoolCode }) => schoolCode);
  const [t, tMentors, lists, codeWords] = await Promise.all([
    getTranslations("byHand.mentor"),
    getTranslations("mentors"),
    readMentorLists(staff, locale, schools),
    codeWordsOf(),
  ]);
  const name = mentor.name || tMentors("noName");
  return (
    <FormPage
      title={t("editTitle", { name })}
      lead={t("editLead")}
      crumbs={[
        { label: tMentors("title"), href: "/mentors" },
        { label: name, href: `/mentors/${mentor.id}` },
      ]}
    >
      <Words of={["byHand", "import", "issues", "mentors", "students"]}>
        <EditMentor mentorId={mentor.id} values={mentorValues(mentor)} lists={lists} codeWords={codeWords} />
      </Words>
    </FormPage>
  );
}
