"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { Form, FormButtons, FormRow } from "@/components/ui/form";
import { FormChips, FormText } from "@/components/ui/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormAction } from "@/components/ui/use-form-action";
import { createTokenAction } from "@/lib/auth/actions";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { type TokenFormInput, tokenFormSchema } from "@/lib/auth/schema";
import type { NamedCode } from "@/lib/student/queries";

const SecretOnce = dynamic(() => import("./secret-once").then((module) => module.SecretOnce), { ssr: false });

const BLANK: TokenFormInput = { name: "", permissions: [], centers: [], expires: "" };

/** Makes a service token: exactly these permissions and centres, and the secret once. */
export function TokenForm({ centers }: { centers: readonly NamedCode[] }) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const [secret, setSecret] = useState<string | null>(null);
  const { form, control, onSubmit, pending, refusal } = useFormAction<TokenFormInput, { secret: string }>({
    schema: tokenFormSchema as never,
    defaultValues: BLANK,
    action: createTokenAction,
    onOk: (made) => {
      form.reset(BLANK);
      setSecret(made.secret);
    },
  });
  return (
    <>
      <Form onSubmit={onSubmit}>
        <ActionError refusal={refusal} />
        <FormRow>
          <FormText control={control} name="name" label={t("tokenName")} hint={t("tokenNameHint")} />
          <FormText
            control={control}
            name="expires"
            label={t("tokenExpires")}
            hint={t("tokenExpiresHint")}
            type="date"
          />
        </FormRow>
        <FormChips
          control={control}
          name="permissions"
          label={t("tokenPermissions")}
          choices={PERMISSIONS.map((value) => ({ value, label: t(`permission.${keyOf(value)}`) }))}
        />
        <FormChips
          control={control}
          name="centers"
          label={t("centers")}
          hint={t("centersHint")}
          choices={centers.map((one) => ({
            value: one.code,
            label: locale === "fa" ? one.nameFa : one.nameEn,
          }))}
        />
        <FormButtons>
          <SubmitButton pending={pending}>{t("createToken")}</SubmitButton>
        </FormButtons>
      </Form>
      {secret && (
        <SecretOnce
          title={t("tokenOnceTitle")}
          text={t("tokenOnceText")}
          items={[{ label: t("tokenSecret"), value: secret }]}
          done={t("tokenOnceDone")}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

/** `alloc:run` is `allocRun` among the words: a colon is no part of a key. */
type KeyOf<P extends string> = P extends `${infer A}:${infer B}` ? `${A}${Capitalize<B>}` : never;
export const keyOf = <P extends string>(permission: P): KeyOf<P> =>
  permission.replace(/:(\w)/, (_, letter: string) => letter.toUpperCase()) as KeyOf<P>;
