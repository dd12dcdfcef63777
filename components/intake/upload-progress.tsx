"use client";

import Button from "@mui/material/Button";
import { useLocale, useTranslations } from "next-intl";
import { RefusalText } from "@/components/ui/action-error";
import { formatBytes, formatPercent } from "@/lib/i18n/format";
import css from "./upload-progress.module.css";
import type { Failed, Sending } from "./use-uploads";

/** How far the file being sent has come, and a way to stop it. */
export function UploadProgress({ sending, onCancel }: { sending: Sending; onCancel: () => void }) {
  const t = useTranslations("import.upload");
  const locale = useLocale();
  const ratio = sending.size === 0 ? 1 : sending.sent / sending.size;
  const numbers = { sent: formatBytes(locale, sending.sent), size: formatBytes(locale, sending.size) };
  return (
    <div className={css.sending}>
      <div className={css.line}>
        <span>
          {t.rich("sending", {
            name: () => <bdi>{sending.name}</bdi>,
            nth: sending.nth,
            total: sending.total,
          })}
        </span>
        <span className="tk-muted">{ratio < 1 ? t("of", numbers) : t("storing")}</span>
        <Button size="small" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
      <progress className={css.bar} value={ratio} max={1} aria-label={t("bar")}>
        {formatPercent(locale, ratio)}
      </progress>
    </div>
  );
}

/** Files that were refused, each with what to do about it. */
export function UploadFailures({ failed }: { failed: readonly Failed[] }) {
  if (failed.length === 0) return null;
  return (
    <div role="alert">
      <ul className={css.failed}>
        {failed.map(({ name, refusal }) => (
          <li key={name}>
            <strong>
              <bdi>{name}</bdi>
            </strong>
            <RefusalText refusal={refusal} />
          </li>
        ))}
      </ul>
    </div>
  );
}
