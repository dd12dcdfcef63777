"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ActionError } from "@/components/ui/action-error";
import { Form, FormButtons } from "@/components/ui/form";
import { FormPassword } from "@/components/ui/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { useToast } from "@/components/ui/toasts";
import { useFormAction } from "@/components/ui/use-form-action";
import { changePasswordAction } from "@/lib/auth/actions";
import { changePasswordSchema } from "@/lib/auth/schema";

/** Changes one's own password. The hidden user name lets password managers know whose it is. */
export function PasswordForm({ username }: { username: string }) {
  const t = useTranslations("settings");
  const toast = useToast();
  const router = useRouter();
  const { form, control, onSubmit, pending, refusal } = useFormAction({
    schema: changePasswordSchema,
    defaultValues: { current: "", password: "", repeat: "" },
    action: changePasswordAction,
    onOk: () => {
      form.reset();
      toast("ok", t("passwordChanged"));
      router.push("/");
    },
  });
  return (
    <Form onSubmit={onSubmit}>
      <ActionError refusal={refusal} />
      <input type="text" name="username" autoComplete="username" defaultValue={username} hidden readOnly />
      <FormPassword
        control={control}
        name="current"
        label={t("passwordCurrent")}
        autoComplete="current-password"
      />
      <FormPassword
        control={control}
        name="password"
        label={t("passwordNew")}
        hint={t("passwordHint")}
        autoComplete="new-password"
      />
      <FormPassword control={control} name="repeat" label={t("passwordRepeat")} autoComplete="new-password" />
      <FormButtons>
        <SubmitButton pending={pending}>{t("passwordChange")}</SubmitButton>
      </FormButtons>
    </Form>
  );
}
