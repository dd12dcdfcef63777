"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/intake/change-form";
import type { CodeNames } from "@/components/intake/field-value";
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
  const form = useFormAction<StudentValues, unknown, StudentPreview>({
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
  const conflictFields = useStudentConflict(lists);
  return (
    <ChangeForm
      form={form}
      conflictFields={conflictFields}
      kind="students"
      names={names}
      codeWords={codeWords}
      check={t("check")}
    >
      <StudentFields control={form.control} lists={lists} />
    </ChangeForm>
  );
}
