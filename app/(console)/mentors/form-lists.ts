import { getTranslations } from "next-intl/server";
import type { MentorLists } from "@/components/mentor/mentor-values";
import { type Can, inScope } from "@/lib/auth/permissions";
import { listManagers } from "@/lib/mentor/directory/queries";
import { listCenters, listGroupNames } from "@/lib/student/queries";
import { nameSchools } from "@/lib/student/school/queries";

/** What the form of a mentor offers to this person, in the language of the page. */
export const readMentorLists = async (
  staff: Can<"mentor:read">,
  locale: string,
  schools: readonly number[],
): Promise<MentorLists> => {
  const [managers, groups, centers, known, t] = await Promise.all([
    listManagers(staff),
    listGroupNames(staff),
    listCenters(staff),
    nameSchools(staff, schools),
    getTranslations("ui.found"),
  ]);
  const nameOf = (one: { nameFa: string; nameEn: string }) => (locale === "fa" ? one.nameFa : one.nameEn);
  return {
    managers: managers.map(({ id, name }) => ({ value: String(id), label: name })),
    groups: groups.map((group) => ({
      code: group.code,
      name: group.nameFa,
      bucket: group.bucket,
      label: nameOf(group),
    })),
    centers: centers
      .filter(({ code }) => inScope(staff, code))
      .map((center) => ({ value: center.code, label: nameOf(center) })),
    schools: known.map(({ code, name }) => ({
      value: code,
      label: t("nameAndMore", { name, more: String(code) }),
    })),
  };
};
