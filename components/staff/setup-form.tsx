"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { Form } from "@/components/ui/form";
import { FormPassword, FormText } from "@/components/ui/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormAction } from "@/components/ui/use-form-action";
import { createFirstAdminAction } from "@/lib/auth/actions";
import { firstAdminSchema } from "@/lib/auth/schema";
import { postCredentials } from "./post-credentials";

/** Makes the first administrator and signs them in. */
export function SetupForm() {
  const t = useTranslations("auth");
  const [leaving, setLeaving] = useState(false);
  const { form, control, onSubmit, pending, refusal } = useFormAction({
    schema: firstAdminSchema,
    defaultValues: { code: "", username: "admin", name: "", password: "", repeat: "" },
    action: createFirstAdminAction,
    stay: true,
    onOk: async ({ username }) => {
      setLeaving(true);
      await postCredentials({ username, password: form.getValues("password") });
      window.location.assign("/");
    },
  });
  return (
    <Form onSubmit={onSubmit}>
      <ActionError refusal={refusal} />
      <FormText
        control={control}
        name="code"
        label={t("setupCode")}
        hint={t("setupCodeHint")}
        ltr
        autoComplete="off"
        autoFocus
      />
      <FormText control={control} name="name" label={t("fullName")} autoComplete="name" />
      <FormText
        control={control}
        name="username"
        label={t("username")}
        hint={t("usernameHint")}
        ltr
        autoComplete="username"
      />
      <FormPassword
        control={control}
        name="password"
        label={t("password")}
        hint={t("passwordHint")}
        autoComplete="new-password"
      />
      <FormPassword control={control} name="repeat" label={t("repeatPassword")} autoComplete="new-password" />
      <SubmitButton size="large" fullWidth pending={pending || leaving}>
        {t("createAdmin")}
      </SubmitButton>
    </Form>
  );
}
