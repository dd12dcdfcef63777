"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActionError } from "@/components/ui/action-error";
import { Form, FormButtons, FormRow } from "@/components/ui/form";
import { type Choice, FormSelect, FormText } from "@/components/ui/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { useToast } from "@/components/ui/toasts";
import { useFormAction } from "@/components/ui/use-form-action";
import { createStudentAction } from "@/lib/intake/correct/actions";
import { CORRECTABLE, newStudentFormSchema } from "@/lib/intake/correct/schema";
import { StudentFields } from "./student-fields";
import { cellsOf, type StudentLists, type StudentValues, studentTexts } from "./student-values";

type Props = { lists: StudentLists; years: readonly Choice[]; year: string };

/** Makes a student who is in no file yet. */
export function NewStudent({ lists, years, year }: Props) {
  const t = useTranslations("byHand.student");
  const toast = useToast();
  const router = useRouter();
  const blank = { ...studentTexts(null), eduStatus: "1", regStatus: "0", reason: "", nationalId: "" };
  const { control, onSubmit, pending, refusal } = useFormAction<StudentValues, { studentId: string }>({
    schema: newStudentFormSchema as never,
    defaultValues: { ...blank, year },
    action: createStudentAction,
    stay: true,
    toInput: (typed) => ({
      nationalId: typed.nationalId,
      year: typed.year,
      reason: typed.reason,
      cells: cellsOf(typed, CORRECTABLE),
    }),
    onOk: ({ studentId }) => {
      toast("ok", t("created"));
      router.push(`/students/${studentId}`);
    },
  });
  return (
    <Form onSubmit={onSubmit}>
      <ActionError refusal={refusal} />
      <FormRow>
        <FormText
          control={control}
          name="nationalId"
          label={t("nationalId")}
          required
          type="id"
          autoComplete="off"
          autoFocus
        />
        <FormSelect control={control} name="year" label={t("year")} choices={years} />
      </FormRow>
      <StudentFields control={control} lists={lists} />
      <FormButtons>
        <SubmitButton pending={pending}>{t("create")}</SubmitButton>
      </FormButtons>
    </Form>
  );
}
