"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormSelect, FormText } from "@/components/ui/form-fields";
import { useToast } from "@/components/ui/toasts";
import { addSchoolAction, changeSchoolAction } from "@/lib/student/school/actions";
import type { SchoolItem } from "@/lib/student/school/queries";
import { type SchoolForm, schoolSchema } from "@/lib/student/school/schema";

type Props = { school: SchoolItem | null; onClose: () => void };

const BLANK: SchoolForm = { code: "", name: "", gender: "", level: "", kind: "", district: "" };

const valuesOf = (school: SchoolItem | null): SchoolForm => {
  if (school === null) return BLANK;
  const { code, version, name, gender, level, kind, district } = school;
  const texts = { level: level ?? "", kind: kind ?? "", district: district ?? "" };
  return { code, version, name, gender: gender === null ? "" : gender === 0 ? "0" : "1", ...texts };
};

/** Adds a school, or changes what is known of the given one. */
export function SchoolFormDialog({ school, onClose }: Props) {
  const t = useTranslations("settings");
  const ui = useTranslations("ui");
  const toast = useToast();
  const genders = [
    { value: "", label: t("schoolMixed") },
    { value: "0", label: t("schoolGirls") },
    { value: "1", label: t("schoolBoys") },
  ];
  return (
    <FormDialog<SchoolForm>
      title={school ? t("changeSchool", { name: school.name }) : t("addSchool")}
      submit={school ? ui("save") : t("add")}
      schema={schoolSchema as never}
      defaultValues={valuesOf(school)}
      action={school ? changeSchoolAction : addSchoolAction}
      onClose={onClose}
      onOk={() => toast("ok", ui("saved"))}
      fields={{
        name: { label: t("schoolName") },
        gender: { label: t("schoolGender"), choices: genders },
        level: { label: t("schoolLevel") },
        kind: { label: t("schoolKind") },
        district: { label: t("schoolDistrict") },
      }}
    >
      {(control) => (
        <>
          {!school && <FormText control={control} name="code" label={t("code")} type="number" autoFocus />}
          <FormText control={control} name="name" label={t("schoolName")} />
          <FormSelect control={control} name="gender" label={t("schoolGender")} choices={genders} />
          <FormText control={control} name="level" label={t("schoolLevel")} />
          <FormText control={control} name="kind" label={t("schoolKind")} />
          <FormText control={control} name="district" label={t("schoolDistrict")} />
        </>
      )}
    </FormDialog>
  );
}
