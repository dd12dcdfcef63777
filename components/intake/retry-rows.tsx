"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionButton } from "@/components/ui/action-button";
import type { ServerAction } from "@/components/ui/outcome";
import { formatCode } from "@/lib/i18n/format";
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
      {last !== null && <RetryResult last={last} asked={filter} retry={retry} onOk={setLast} />}
    </div>
  );
}

type ResultProps = Pick<Props, "retry"> & {
  last: Retried;
  /** Which rows that was about: the word for a mass change is for these and no others. */
  asked: Readonly<Record<string, unknown>>;
  onOk: (next: Retried) => void;
};

/** What became of the rows, and a word for those that would change too much. */
export function RetryResult({ last, asked, retry, onOk }: ResultProps) {
  const t = useTranslations("quarantine.retry");
  const { checked, ready, applied, waiting, skipped, left, braked } = last;
  const mine = braked.filter(({ alone }) => !alone);
  return (
    <>
      <div role="status">
        {checked > 0 && <p>{t("result", { checked, ready, applied, waiting })}</p>}
        {checked === 0 && braked.length === 0 && <p>{t("none")}</p>}
        {skipped > 0 && <p>{t("skipped", { count: skipped })}</p>}
        {braked.map((one) => (
          <Brake key={one.batchId} of={one} />
        ))}
        {left > 0 && <p>{t("left", { count: left })}</p>}
      </div>
      {mine.length > 0 && (
        <ActionButton
          variant="outlined"
          color="error"
          action={retry}
          input={{ ...asked, confirmMassChange: true }}
          onOk={onOk}
          confirm={{
            title: t("massTitle"),
            text: t("massText"),
            confirm: t("massConfirm"),
            typed: t("massWord"),
            dangerous: true,
          }}
        >
          {t("massConfirm")}
        </ActionButton>
      )}
    </>
  );
}

function Brake({ of: { number, rows, changed, stored, alone } }: { of: Retried["braked"][number] }) {
  const t = useTranslations("quarantine.retry");
  const batch = formatCode(useLocale(), number);
  return (
    <p>
      {t("braked", { number: batch, rows, changed, stored })} {alone && t("brakedAlone")}
    </p>
  );
}
