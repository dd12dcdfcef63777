"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActionError } from "@/components/ui/action-error";
import { Form, FormButtons, FormRow } from "@/components/ui/form";
import { type Choice, FormSelect, FormText } from "@/components/ui/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { useToast } from "@/components/ui/toasts";
import { useFormAction } from "@/components/ui/use-form-action";
import { createMentorAction } from "@/lib/intake/mentor/actions";
import { newMentorFormSchema } from "@/lib/intake/mentor/schema";
import { MentorFields } from "./mentor-fields";
import { type MentorLists, type MentorValues, NEW_MENTOR } from "./mentor-values";

type Props = { lists: MentorLists; years: readonly Choice[]; year: string };

/** Makes a mentor who is in no file yet. */
export function NewMentor({ lists, years, year }: Props) {
  const t = useTranslations("byHand.mentor");
  const toast = useToast();
  const router = useRouter();
  const { control, onSubmit, pending, refusal } = useFormAction<MentorValues, { mentorId: number }>({
    schema: newMentorFormSchema as never,
    defaultValues: { ...NEW_MENTOR, year },
    action: createMentorAction,
    stay: true,
    onOk: ({ mentorId }) => {
      toast("ok", t("created"));
      router.push(`/mentors/${mentorId}`);
    },
  });
  return (
    <Form onSubmit={onSubmit}>
      <ActionError refusal={refusal} />
      <FormRow>
        <FormText control={control} name="id" label={t("id")} type="number" autoFocus />
        <FormSelect control={control} name="year" label={t("year")} choices={years} />
      </FormRow>
      <MentorFields control={control} lists={lists} />
      <FormButtons>
        <SubmitButton pending={pending}>{t("create")}</SubmitButton>
      </FormButtons>
    </Form>
  );
}
