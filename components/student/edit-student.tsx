"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeReview } from "@/components/intake/change-review";
import type { CodeNames } from "@/components/intake/field-value";
import { ActionError } from "@/components/ui/action-error";
import { ConflictPanel } from "@/components/ui/conflict-panel";
import { Form, FormButtons } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { useToast } from "@/components/ui/toasts";
import { useFormAction } from "@/components/ui/use-form-action";
import { correctStudentAction, previewStudentAction } from "@/lib/intake/correct/actions";
import type { StudentPreview } from "@/lib/intake/correct/commands";
import { studentFormSchema } from "@/lib/intake/correct/schema";
import { StudentFields, useStudentConflict } from "./student-fields";
import { cellsOf, type StudentLists, type StudentValues } from "./student-values";

type Props = {
  studentId: string;
  values: StudentValues;
  lists: StudentLists;
  names: CodeNames;
  /** Words of the rules that a placement may break. */
  codeWords: Readonly<Record<string, string>>;
};

/** Corrects a student: fields, then what the correction would do, then it is stored. */
export function EditStudent({ studentId, values, lists, names, codeWords }: Props) {
  const t = useTranslations("byHand.student");
  const toast = useToast();
  const router = useRouter();
  const { control, onSubmit, pending, refusal, conflict, review } = useFormAction<
    StudentValues,
    unknown,
    StudentPreview
  >({
    schema: studentFormSchema as never,
    defaultValues: values,
    action: correctStudentAction,
    preview: previewStudentAction,
    toInput: (typed, changed) => ({
      studentId,
      version: typed.version,
      reason: typed.reason,
      cells: cellsOf(typed, changed),
    }),
    onOk: () => {
      toast("ok", t("saved"));
      router.push(`/students/${studentId}`);
    },
  });
  const fields = useStudentConflict(lists);
  return (
    <Form onSubmit={onSubmit}>
      <ActionError refusal={refusal} />
      {conflict && <ConflictPanel conflict={conflict} fields={fields} />}
      <StudentFields control={control} lists={lists} />
      {review ? (
        <ChangeReview
          kind="students"
          preview={review.value}
          names={names}
          codeWords={codeWords}
          pending={pending}
          onSave={review.confirm}
          onBack={review.back}
        />
      ) : (
        <FormButtons>
          <SubmitButton pending={pending}>{t("check")}</SubmitButton>
        </FormButtons>
      )}
    </Form>
  );
}
