import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { NewMentor } from "@/components/mentor/new-mentor";
import { Words } from "@/components/staff/words";
import { FormPage } from "@/components/ui/form-page";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { readYearChoices } from "../../year-of";
import { readMentorLists } from "../form-lists";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("byHand.mentor"))("new"),
});

/** Makes one mentor who is in no file yet. */
export default async function NewMentorPage() {
  const staff = await requirePermission("mentor:write");
  if (!holds(staff, "mentor:read")) notFound();
  const locale = await getLocale();
  const [t, tMentors, lists, years] = await Promise.all([
    getTranslations("byHand.mentor"),
    getTranslations("mentors"),
    readMentorLists(staff, locale, []),
    readYearChoices(staff, locale),
  ]);
  return (
    <FormPage title={t("new")} lead={t("newLead")} crumbs={[{ label: tMentors("title"), href: "/mentors" }]}>
      <Words of={["byHand", "issues", "mentors"]}>
        <NewMentor lists={lists} {...years} />
      </Words>
    </FormPage>
  );
}
