import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "@/components/allocation/notice";
import { ActionButton } from "@/components/ui/action-button";
import { RefusalText } from "@/components/ui/action-error";
import { ButtonLink } from "@/components/ui/button-link";
import type { ConfirmWords } from "@/components/ui/confirm-dialog";
import type { ServerAction } from "@/components/ui/outcome";
import { formatCode, formatPercent } from "@/lib/i18n/format";
import { allows } from "@/lib/intake/batch/state";
import css from "./apply-panel.module.css";
import type { Counts } from "./batch-counts";

export type BatchActions = {
  validate: ServerAction<unknown>;
  apply: ServerAction<unknown>;
  cancel: ServerAction<unknown>;
};

type Batch = Counts & {
  id: string;
  number: number;
  version: number;
  status: string;
  files: readonly unknown[];
  /** What of the stored set would change or is missing, where that asks for a typed word. Source: Contracts §5. */
  brake: { changed: number; missing: number; stored: number; alone: boolean } | null;
  errorCode: string | null;
  errorDetails: Readonly<Record<string, unknown>> | null;
};

type Props = {
  batch: Batch;
  actions: BatchActions;
  /** Whether the viewer may change this batch. */
  mayWrite: boolean;
  quarantineHref: string;
};

/** What to do with a batch now: said in a sentence, with the buttons that do it. */
export function ApplyPanel({ batch, actions, mayWrite, quarantineHref }: Props) {
  const t = useTranslations("import.apply");
  const good = batch.rows - batch.quarantinedRows;
  const lead = useLead(batch, good);
  const brake = isOpen(batch.status) && good > 0 ? batch.brake : null;
  const input = { batchId: batch.id, version: batch.version };
  const tone =
    batch.status === "FAILED"
      ? "bad"
      : batch.status === "READY" || batch.status === "DRAFT"
        ? "info"
        : "warn";
  if (!lead) return null;
  return (
    <div className={css.panel}>
      <Notice tone={tone}>
        {lead}
        {brake && <MassNote of={brake} />}
      </Notice>
      {mayWrite ? (
        <div className={css.buttons}>
          <CancelButton batch={batch} action={actions.cancel} input={input} />
          {batch.status === "NEEDS_REVIEW" && batch.quarantinedRows > 0 && (
            <ButtonLink href={quarantineHref} variant="outlined" icon="quarantine">
              {t("seeQuarantine")}
            </ButtonLink>
          )}
          {isOpen(batch.status) && (
            <ButtonLink href={`/imports/${batch.id}/review`} variant="outlined" icon="pencil">
              {t("openGrid")}
            </ButtonLink>
          )}
          {allows(batch.status, "check") && batch.files.length > 0 && (
            <ActionButton
              variant={isOpen(batch.status) ? "outlined" : "contained"}
              icon="refresh"
              action={actions.validate}
              input={input}
              done={t("checking")}
            >
              {t(batch.status === "DRAFT" ? "check" : "retry")}
            </ActionButton>
          )}
          {isOpen(batch.status) && good > 0 && (
            <ApplyButton batch={batch} action={actions.apply} good={good} />
          )}
          {batch.status === "APPLY_PAUSED" && (
            <ActionButton
              variant="contained"
              icon="refresh"
              action={actions.apply}
              input={input}
              done={t("started")}
            >
              {t("resume")}
            </ActionButton>
          )}
        </div>
      ) : (
        <p className="tk-muted">{t("readOnly")}</p>
      )}
    </div>
  );
}

const isOpen = (status: string): boolean => status === "READY" || status === "NEEDS_REVIEW";

/** The sentence of each state; null where there is nothing to do. */
const useLead = (batch: Batch, good: number): ReactNode => {
  const t = useTranslations("import.apply");
  if (batch.status === "DRAFT") return batch.files.length > 0 ? t("draftLead") : t("draftEmpty");
  if (batch.status === "READY") return t("readyLead", { count: batch.newRows + batch.changedRows });
  if (batch.status === "NEEDS_REVIEW") return t("reviewLead", { bad: batch.quarantinedRows, good });
  if (batch.status === "APPLY_PAUSED") return t("paused");
  if (batch.status !== "FAILED") return null;
  return batch.errorCode ? (
    <RefusalText refusal={{ ok: false, reason: batch.errorCode, details: batch.errorDetails ?? {} }} />
  ) : (
    t("failed")
  );
};

type Brake = NonNullable<Batch["brake"]>;

function MassNote({ of }: { of: Brake }) {
  const t = useTranslations("import.apply");
  const share = formatPercent(useLocale(), (of.changed + of.missing) / of.stored, 1);
  return (
    <>
      <p>{t("massLead", { share })}</p>
      {of.alone && <p>{t("massAlone")}</p>}
    </>
  );
}

type ButtonProps = { batch: Batch; action: ServerAction<unknown>; good: number };

/** All rows when all are valid, only the valid ones otherwise; each asks first, and the brake asks for a word. */
function ApplyButton({ batch, action, good }: ButtonProps) {
  const t = useTranslations("import.apply");
  const locale = useLocale();
  const healthy = batch.status === "NEEDS_REVIEW";
  const counts = { fresh: batch.newRows, changed: batch.changedRows, bad: batch.quarantinedRows };
  const text = healthy ? t("healthyText", counts) : t("allText", counts);
  const confirm: ConfirmWords = {
    title: healthy ? t("healthyTitle") : t("allTitle", { number: formatCode(locale, batch.number) }),
    text: batch.brake ? (
      <>
        <p>{text}</p>
        <p>
          <strong>
            {t("massText", { count: batch.brake.changed + batch.brake.missing, stored: batch.brake.stored })}
          </strong>
        </p>
      </>
    ) : (
      text
    ),
    confirm: t(healthy ? "healthy" : "all"),
    ...(batch.brake ? { typed: t("massWord"), dangerous: true } : {}),
  };
  return (
    <ActionButton
      variant="contained"
      icon="check"
      action={action}
      input={{
        batchId: batch.id,
        version: batch.version,
        skipQuarantined: healthy,
        confirmMassChange: batch.brake !== null,
      }}
      confirm={confirm}
      done={t("started")}
      disabled={good === 0 || batch.brake?.alone === true}
    >
      {t(healthy ? "healthy" : "all")}
    </ActionButton>
  );
}

type CancelProps = { batch: Batch; action: ServerAction<unknown>; input: unknown };

function CancelButton({ batch, action, input }: CancelProps) {
  const t = useTranslations("import.apply");
  const locale = useLocale();
  if (batch.status === "APPLY_PAUSED") return null;
  return (
    <ActionButton
      color="error"
      action={action}
      input={input}
      done={t("cancelDone")}
      confirm={{
        title: t("cancelTitle", { number: formatCode(locale, batch.number) }),
        text: t("cancelText"),
        confirm: t("cancel"),
        dangerous: true,
      }}
    >
      {t("cancel")}
    </ActionButton>
  );
}
