"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ActionError } from "@/components/ui/action-error";
import { Form } from "@/components/ui/form";
import { FormPassword, FormText } from "@/components/ui/form-fields";
import type { Refusal } from "@/components/ui/outcome";
import { SubmitButton } from "@/components/ui/submit-button";
import { type SignInInput, signInSchema } from "@/lib/auth/schema";
import { postCredentials } from "./post-credentials";

/** Name and password. Whatever is wrong with them, the answer is the same. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("auth");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [done, setDone] = useState(false);
  const form = useForm<SignInInput>({
    resolver: zodResolver(signInSchema),
    defaultValues: { username: "", password: "" },
  });
  const onSubmit = form.handleSubmit(async (values) => {
    const refused = await postCredentials(values);
    setRefusal(refused);
    if (refused) return form.resetField("password");
    setDone(true);
    // A full load: the frame is drawn for the person who has just come in.
    window.location.assign(next);
  });
  return (
    <Form onSubmit={onSubmit}>
      <ActionError refusal={refusal} />
      <FormText
        control={form.control}
        name="username"
        label={t("username")}
        ltr
        autoComplete="username"
        autoFocus
      />
      <FormPassword
        control={form.control}
        name="password"
        label={t("password")}
        autoComplete="current-password"
      />
      <SubmitButton size="large" fullWidth pending={form.formState.isSubmitting || done}>
        {t("signIn")}
      </SubmitButton>
    </Form>
  );
}
