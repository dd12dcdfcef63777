"use client";

import { useTranslations } from "next-intl";
import type { Control } from "react-hook-form";
import { useFieldName } from "@/components/intake/field-name";
import type { ConflictFields } from "@/components/ui/conflict-panel";
import { FormRow, FormSection } from "@/components/ui/form";
import { type Choice, FormSelect, FormText } from "@/components/ui/form-fields";
import { FormFound } from "@/components/ui/form-found";
import { CORRECTABLE } from "@/lib/intake/correct/schema";
import { findSchoolsAction } from "@/lib/student/school/actions";
import type { StudentLists, StudentValues } from "./student-values";

type Props = { control: Control<StudentValues>; lists: StudentLists };

/** Everything of a student that a person may say. */
export function StudentFields({ control, lists }: Props) {
  const t = useTranslations("byHand.student");
  const name = useFieldName("students");
  const words = useStudentChoices(lists);
  const phone = (field: "mobile" | "homePhone" | "fatherMobile" | "motherMobile") => (
    <FormText control={control} name={field} label={name(field)} type="tel" />
  );
  const choice = (field: "gender" | "groupCode" | "eduStatus" | "centerCode" | "regStatus") => (
    <FormSelect control={control} name={field} label={name(field)} choices={words[field]} required />
  );
  return (
    <>
      <FormSection title={t("who")}>
        <FormRow>
          <FormText control={control} name="firstName" label={name("firstName")} />
          <FormText control={control} name="lastName" label={name("lastName")} />
        </FormRow>
        <FormRow>
          <FormText control={control} name="fatherName" label={name("fatherName")} />
          <FormText
            control={control}
            name="birthDate"
            label={name("birthDate")}
            hint={t("dateHint")}
            type="date"
          />
        </FormRow>
        {choice("gender")}
      </FormSection>
      <FormSection title={t("study")}>
        <FormRow>
          {choice("groupCode")}
          {choice("eduStatus")}
        </FormRow>
        <FormRow>
          {choice("centerCode")}
          {choice("regStatus")}
        </FormRow>
        <FormFound
          control={control}
          name="schoolCode"
          label={name("schoolCode")}
          hint={t("schoolHint")}
          action={findSchoolsAction}
          known={lists.schools}
          max={1}
        />
        <FormRow>
          <FormText control={control} name="gpa" label={name("gpa")} type="decimal" />
          <FormText control={control} name="discount" label={name("discount")} />
        </FormRow>
        <FormText control={control} name="martyrFileNo" label={name("martyrFileNo")} type="id" />
      </FormSection>
      <FormSection title={t("contact")}>
        <FormRow>
          {phone("mobile")}
          {phone("homePhone")}
        </FormRow>
        <FormRow>
          {phone("fatherMobile")}
          {phone("motherMobile")}
        </FormRow>
      </FormSection>
      <FormText control={control} name="reason" label={t("reason")} hint={t("reasonHint")} required />
    </>
  );
}

const useStudentChoices = (lists: StudentLists) => {
  const t = useTranslations("byHand.student");
  const words = useTranslations("students");
  const none = { value: "", label: t("choose") };
  const of = (field: string, codes: readonly number[]): Choice[] => [
    none,
    ...codes.map((code) => ({ value: String(code), label: words(`${field}.${code}` as never) })),
  ];
  return {
    gender: of("gender", [0, 1]),
    eduStatus: of("eduStatus", [1, 0]),
    regStatus: of("regStatus", [0, 1, 3]),
    groupCode: [none, ...lists.groups],
    centerCode: [none, ...lists.centers],
    schoolCode: [...lists.schools],
  };
};

/** What the fields are called where two versions stand side by side. */
export const useStudentConflict = (lists: StudentLists): ConflictFields => {
  const name = useFieldName("students");
  const choices: Readonly<Record<string, readonly Choice[]>> = useStudentChoices(lists);
  return Object.fromEntries(
    CORRECTABLE.map((field) => {
      const words = choices[field];
      return [field, words === undefined ? { label: name(field) } : { label: name(field), choices: words }];
    }),
  );
};
