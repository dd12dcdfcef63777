"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionButton } from "@/components/ui/action-button";
import type { ServerAction } from "@/components/ui/outcome";
import type { Retried } from "@/lib/intake/retry/commands";
import css from "./retry-rows.module.css";

type Props = {
  /** The filter of the page; another one starts over (give it as `key` too). */
  filter: Readonly<Record<string, string>>;
  /** Rows one click takes; told by the server, because the schema that holds it would weigh more than this whole button. */
  rowsMax: number;
  /** Rows of the filter that wait. */
  total: number;
  retry: ServerAction<Retried>;
};

/** Sends all waiting rows of the filter through the check again, `rowsMax` at a click, and says what became of them. */
export function RetryRows({ filter, rowsMax, total, retry }: Props) {
  const t = useTranslations("quarantine.retry");
  const [last, setLast] = useState<Retried | null>(null);
  const next = last?.next ?? null;
  const count = Math.min(next === null ? total : (last?.left ?? 0), rowsMax);
  return (
    <div className={css.retry}>
      {count > 0 && (
        <ActionButton
          variant="outlined"
          icon="refresh"
          action={retry}
          input={{ ...filter, after: next }}
          onOk={setLast}
          confirm={{ title: t("title", { count }), text: t("text"), confirm: t("confirm") }}
        >
          {next === null ? t("all") : t("next", { count })}
        </ActionButton>
      )}
      <div role="status">
        {last !== null && (
          <p>{last.checked === 0 ? t("none") : t("result", { ...last, next: last.next ?? "" })}</p>
        )}
        {last !== null && last.skipped > 0 && <p>{t("skipped", { count: last.skipped })}</p>}
        {last !== null && last.left > 0 && <p>{t("left", { count: last.left })}</p>}
      </div>
    </div>
  );
}
