"use client";

import { useTranslations } from "next-intl";
import { ActionError } from "@/components/ui/action-error";
import { ConflictPanel } from "@/components/ui/conflict-panel";
import { Form, FormButtons } from "@/components/ui/form";
import { type Choice, FormCheckbox, FormSelect } from "@/components/ui/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { useToast } from "@/components/ui/toasts";
import { useFormAction } from "@/components/ui/use-form-action";
import { chooseRunDefaultsAction } from "@/lib/allocation/defaults/actions";
import { type RunDefaults, runDefaultsSchema } from "@/lib/allocation/defaults/schema";

type Props = { values: RunDefaults; policies: readonly Choice[] };

/** Chooses what new runs are proposed with. */
export function RunDefaultsForm({ values, policies }: Props) {
  const t = useTranslations("settings");
  const ui = useTranslations("ui");
  const toast = useToast();
  const { control, onSubmit, pending, refusal, conflict } = useFormAction<RunDefaults, unknown>({
    schema: runDefaultsSchema as never,
    defaultValues: values,
    action: chooseRunDefaultsAction,
    onOk: () => toast("ok", ui("saved")),
  });
  const fields = {
    policy: { label: t("policyName"), choices: policies },
    schoolFallback: { label: t("policyFallback") },
  };
  return (
    <Form onSubmit={onSubmit}>
      <ActionError refusal={refusal} />
      {conflict && <ConflictPanel conflict={conflict} fields={fields} />}
      <FormSelect control={control} name="policy" label={t("policyName")} choices={policies} />
      <FormCheckbox
        control={control}
        name="schoolFallback"
        label={t("policyFallback")}
        hint={t("policyFallbackHint")}
      />
      <FormButtons>
        <SubmitButton pending={pending}>{ui("save")}</SubmitButton>
      </FormButtons>
    </Form>
  );
}
