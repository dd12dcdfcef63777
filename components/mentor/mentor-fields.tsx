"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Control } from "react-hook-form";
import { FormRow, FormSection } from "@/components/ui/form";
import { FormCodes } from "@/components/ui/form-codes";
import type { Choice } from "@/components/ui/form-fields";
import { FormCheckbox, FormChips, FormSelect, FormText } from "@/components/ui/form-fields";
import { FormFound } from "@/components/ui/form-found";
import { formatCode } from "@/lib/i18n/format";
import { parseTypedGroups } from "@/lib/mentor/group-list";
import { SCHOOLS_MAX } from "@/lib/mentor/parse-row";
import { cleanCode } from "@/lib/shared/text";
import { findSchoolsAction } from "@/lib/student/school/actions";
import type { MentorLists, MentorValues } from "./mentor-values";

type Props = { control: Control<MentorValues>; lists: MentorLists };

/** Everything of a mentor that a person may say; groups are typed as in a file. */
export function MentorFields({ control, lists }: Props) {
  const t = useTranslations("byHand.mentor");
  const words = useMentorChoices(lists);
  return (
    <>
      <FormSection title={t("who")}>
        <FormText control={control} name="name" label={t("name")} />
        <FormRow>
          <FormSelect control={control} name="gender" label={t("gender")} choices={words.genders} />
          <FormText control={control} name="mobile" label={t("mobile")} type="tel" />
        </FormRow>
        <FormRow>
          <FormSelect control={control} name="managerId" label={t("manager")} choices={words.managers} />
          <FormText control={control} name="alias" label={t("alias")} hint={t("aliasHint")} type="number" />
        </FormRow>
        <FormCheckbox control={control} name="active" label={t("active")} />
      </FormSection>
      <FormSection title={t("takes")}>
        <FormRow>
          <FormText control={control} name="capacity" label={t("capacity")} type="number" />
          <FormSelect control={control} name="kind" label={t("kind")} choices={words.kinds} />
        </FormRow>
        <FormCodes
          control={control}
          name="groups"
          label={t("groups")}
          hint={t("groupsHint")}
          choices={words.groups}
          read={(text) => parseTypedGroups(cleanCode(text).text, lists.groups)}
        />
        <FormFound
          control={control}
          name="schools"
          label={t("schools")}
          hint={t("schoolsHint")}
          action={findSchoolsAction}
          known={lists.schools}
          max={SCHOOLS_MAX}
        />
        <FormChips
          control={control}
          name="centers"
          label={t("centers")}
          hint={t("centersHint")}
          choices={[...lists.centers]}
        />
        <FormCheckbox control={control} name="accepting" label={t("accepting")} />
      </FormSection>
      <FormText control={control} name="reason" label={t("reason")} hint={t("reasonHint")} />
    </>
  );
}

/** The choices of a mentor's fields in words. */
export const useMentorChoices = (lists: MentorLists) => {
  const t = useTranslations("byHand.mentor");
  const words = useTranslations("mentors");
  const locale = useLocale();
  return {
    genders: ["0", "1"].map((value): Choice => ({ value, label: words(`genders.${value}` as never) })),
    kinds: ["NORMAL", "SCHOOL", "DUAL"].map(
      (value): Choice => ({ value, label: words(`kinds.${value}` as never) }),
    ),
    managers: [{ value: "", label: t("noManager") }, ...lists.managers],
    groups: lists.groups.map(
      ({ code, label }): Choice => ({ value: code, label: `${label} (${formatCode(locale, code)})` }),
    ),
  };
};
