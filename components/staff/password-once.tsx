"use client";

import { useTranslations } from "next-intl";
import { SecretOnce } from "./secret-once";

type Props = { username: string; password: string; onClose: () => void };

/** A one-time password: nobody can read it again once this is closed. */
export function PasswordOnce({ username, password, onClose }: Props) {
  const t = useTranslations("settings");
  return (
    <SecretOnce
      title={t("passwordOnceTitle")}
      text={t("passwordOnceText")}
      items={[
        { label: t("username"), value: username },
        { label: t("password"), value: password },
      ]}
      done={t("passwordOnceDone")}
      onClose={onClose}
    />
  );
}
