"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionButton } from "@/components/ui/action-button";
import { resetPasswordAction, revokeSessionsAction, setUserActiveAction } from "@/lib/auth/actions";

const PasswordOnce = dynamic(() => import("./password-once").then((module) => module.PasswordOnce), {
  ssr: false,
});

type Props = { id: string; name: string; active: boolean; isSelf: boolean };
type Handed = { username: string; password: string };

/** What an administrator does to somebody's access. */
export function UserActions({ id, name, active, isSelf }: Props) {
  const t = useTranslations("settings");
  const [handed, setHanded] = useState<Handed | null>(null);
  return (
    <>
      <ActionButton
        action={resetPasswordAction}
        input={{ id }}
        icon="key"
        variant="outlined"
        confirm={{ title: t("resetTitle"), text: t("resetText", { name }), confirm: t("reset") }}
        onOk={setHanded}
      >
        {t("reset")}
      </ActionButton>
      <ActionButton
        action={revokeSessionsAction}
        input={{ id }}
        icon="signOut"
        variant="outlined"
        done={t("sessionsEnded")}
        confirm={{ title: t("endAllTitle"), text: t("endAllText", { name }), confirm: t("endAll") }}
      >
        {t("endAll")}
      </ActionButton>
      {!isSelf &&
        (active ? (
          <ActionButton
            action={setUserActiveAction}
            input={{ id, active: false }}
            icon="lock"
            variant="outlined"
            color="error"
            done={t("disabled")}
            confirm={{
              title: t("disableTitle"),
              text: t("disableText", { name }),
              confirm: t("disable"),
              dangerous: true,
            }}
          >
            {t("disable")}
          </ActionButton>
        ) : (
          <ActionButton
            action={setUserActiveAction}
            input={{ id, active: true }}
            icon="check"
            variant="outlined"
            done={t("enabled")}
          >
            {t("enable")}
          </ActionButton>
        ))}
      {handed && <PasswordOnce {...handed} onClose={() => setHanded(null)} />}
    </>
  );
}
