import { getTranslations } from "next-intl/server";
import type { StudentLists } from "@/components/student/student-values";
import { type Can, inScope } from "@/lib/auth/permissions";
import { listCenters, listGroupNames } from "@/lib/student/queries";
import { nameSchools } from "@/lib/student/school/queries";

/** What the form of a student offers to this person, in the language of the page. */
export const readStudentLists = async (
  staff: Can<"student:read">,
  locale: string,
  schools: readonly number[],
): Promise<StudentLists> => {
  const [groups, centers, known, t] = await Promise.all([
    listGroupNames(staff),
    listCenters(staff),
    nameSchools(staff, schools),
    getTranslations("ui.found"),
  ]);
  const toChoice = (one: { code: number; nameFa: string; nameEn: string }) => ({
    value: String(one.code),
    label: locale === "fa" ? one.nameFa : one.nameEn,
  });
  return {
    groups: groups.map(toChoice),
    centers: centers.filter(({ code }) => inScope(staff, code)).map(toChoice),
    schools: known.map(({ code, name }) => ({
      value: code,
      label: t("nameAndMore", { name, more: String(code) }),
    })),
  };
};
