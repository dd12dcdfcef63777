"use client";

import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import type { Retried } from "@/lib/intake/retry/commands";

/** Sends one waiting row through the check again and says what became of it. */
export function RetryRow({ id, retry }: { id: string; retry: ServerAction<Retried> }) {
  const t = useTranslations("quarantine.retry");
  const toast = useToast();
  return (
    <ActionButton
      size="small"
      action={retry}
      input={{ ids: [id] }}
      onOk={(last) => toast(isTaken(last) ? "ok" : "bad", t(`one.${outcomeOf(last)}`))}
    >
      {t("confirm")}
    </ActionButton>
  );
}

const isTaken = ({ ready, applied }: Retried): boolean => ready + applied > 0;

const outcomeOf = ({ applied, ready, waiting, braked }: Retried) => {
  if (applied > 0) return "applied";
  if (ready > 0) return "ready";
  if (waiting > 0) return "waiting";
  return braked.length > 0 ? "braked" : "skipped";
};
