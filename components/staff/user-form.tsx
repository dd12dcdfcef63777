"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { ConflictPanel } from "@/components/ui/conflict-panel";
import { Form, FormButtons, FormRow } from "@/components/ui/form";
import { FormChips, FormSelect, FormText } from "@/components/ui/form-fields";
import { SubmitButton } from "@/components/ui/submit-button";
import { useToast } from "@/components/ui/toasts";
import { useFormAction } from "@/components/ui/use-form-action";
import { createUserAction, updateUserAction } from "@/lib/auth/actions";
import { ROLES } from "@/lib/auth/permissions";
import type { UserItem } from "@/lib/auth/queries";
import { createUserSchema, type UserFormInput, updateUserSchema } from "@/lib/auth/schema";
import type { NamedCode } from "@/lib/student/queries";
import { PasswordOnce } from "./password-once";

type Props = { centers: readonly NamedCode[]; user: UserItem | null };
type Handed = { username: string; password: string };

const blank: UserFormInput = {
  username: "",
  name: "",
  role: "OPERATOR",
  centers: [],
  managerId: "",
  mentorId: "",
};

const inputOf = (user: UserItem | null): UserFormInput => {
  if (!user) return blank;
  const { id, version, username, name, role, centers, managerId, mentorId } = user;
  return { id, version, username, name, role, centers, managerId: managerId ?? "", mentorId: mentorId ?? "" };
};

/** Makes a user or changes one. A new one gets a one-time password, shown once. */
export function UserForm({ centers, user }: Props) {
  const t = useTranslations("settings");
  const ui = useTranslations("ui");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const router = useRouter();
  const toast = useToast();
  const [handed, setHanded] = useState<Handed | null>(null);
  const { form, control, onSubmit, pending, refusal, conflict } = useFormAction<UserFormInput, unknown>({
    schema: (user ? updateUserSchema : createUserSchema) as never,
    defaultValues: inputOf(user),
    action: user ? updateUserAction : createUserAction,
    onOk: (value) => {
      const created = value as Partial<Handed>;
      if (created.username && created.password)
        setHanded({ username: created.username, password: created.password });
      else toast("ok", ui("saved"));
    },
  });
  const role = form.watch("role");
  const centerChoices = centers.map((c) => ({ value: c.code, label: locale === "fa" ? c.nameFa : c.nameEn }));
  const roleChoices = ROLES.map((value) => ({ value, label: roles(value) }));
  const fields = {
    name: { label: t("fullName") },
    role: { label: t("role"), choices: roleChoices },
    centers: { label: t("centers"), choices: centerChoices },
    managerId: { label: t("managerId") },
    mentorId: { label: t("mentorId") },
  };
  return (
    <>
      <Form onSubmit={onSubmit}>
        <ActionError refusal={refusal} />
        {conflict && <ConflictPanel conflict={conflict} fields={fields} />}
        <FormRow>
          <FormText control={control} name="name" label={t("fullName")} />
          {!user && (
            <FormText control={control} name="username" label={t("username")} hint={t("usernameHint")} ltr />
          )}
        </FormRow>
        <FormSelect
          control={control}
          name="role"
          label={t("role")}
          hint={t(`roleHints.${role}`)}
          choices={roleChoices}
        />
        <FormChips
          control={control}
          name="centers"
          label={t("centers")}
          hint={role === "MANAGER" ? t("centersManagerHint") : t("centersHint")}
          choices={centerChoices}
        />
        {role === "MANAGER" && (
          <FormText
            control={control}
            name="managerId"
            label={t("managerId")}
            hint={t("managerIdHint")}
            type="number"
          />
        )}
        {role === "MENTOR" && (
          <FormText control={control} name="mentorId" label={t("mentorId")} type="number" />
        )}
        <FormButtons>
          <SubmitButton pending={pending}>{user ? ui("save") : t("createUser")}</SubmitButton>
        </FormButtons>
      </Form>
      {handed && <PasswordOnce {...handed} onClose={() => router.push("/settings/users")} />}
    </>
  );
}
