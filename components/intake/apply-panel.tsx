import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "@/components/allocation/notice";
import { ActionButton } from "@/components/ui/action-button";
import { RefusalText } from "@/components/ui/action-error";
import { ButtonLink } from "@/components/ui/button-link";
import type { ServerAction } from "@/components/ui/outcome";
import { formatCode, formatPercent } from "@/lib/i18n/format";
import { allows } from "@/lib/intake/batch/state";
import { ApplyChoice } from "./apply-choice";
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
  appliedRows: number;
  files: readonly { status: string }[];
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
  const ready = isOpen(batch.status) && good > 0;
  if (!lead) return null;
  const buttons = <Buttons batch={batch} actions={actions} quarantineHref={quarantineHref} />;
  return (
    <div className={css.panel}>
      <Notice tone={toneOf(batch.status)}>
        {lead}
        {batch.status === "NEEDS_REVIEW" && batch.errorCode === "ALL_OR_NOTHING" && (
          <p>
            <Refused batch={batch} code={batch.errorCode} />
          </p>
        )}
        {ready && batch.brake && <MassNote of={batch.brake} />}
      </Notice>
      {!mayWrite && <p className="tk-muted">{t("readOnly")}</p>}
      {mayWrite && ready && (
        <ApplyChoice batch={factsOf(batch)} action={actions.apply}>
          {buttons}
        </ApplyChoice>
      )}
      {mayWrite && !ready && <div className={css.buttons}>{buttons}</div>}
    </div>
  );
}

/** What the browser needs of a batch; its files with all that was read of them stay here. */
const factsOf = ({ id, number, version, status, newRows, changedRows, quarantinedRows, brake }: Batch) => ({
  id,
  number,
  version,
  status,
  newRows,
  changedRows,
  quarantinedRows,
  brake,
});

const TONES = { FAILED: "bad", READY: "info", DRAFT: "info" } as const;
const toneOf = (status: string) => TONES[status as keyof typeof TONES] ?? ("warn" as const);

type ButtonsProps = Omit<Props, "mayWrite">;

/** What can be done beside applying, and going on where that stopped. */
function Buttons({ batch, actions, quarantineHref }: ButtonsProps) {
  const t = useTranslations("import.apply");
  const input = { batchId: batch.id, version: batch.version };
  const open = isOpen(batch.status);
  return (
    <>
      <CancelButton batch={batch} action={actions.cancel} input={input} />
      {batch.status === "NEEDS_REVIEW" && batch.quarantinedRows > 0 && (
        <ButtonLink href={quarantineHref} variant="outlined" icon="quarantine">
          {t("seeQuarantine")}
        </ButtonLink>
      )}
      {open && (
        <ButtonLink href={`/imports/${batch.id}/review`} variant="outlined" icon="pencil">
          {t("openGrid")}
        </ButtonLink>
      )}
      {allows(batch.status, "check") && batch.files.length > 0 && (
        <ActionButton
          variant={open ? "outlined" : "contained"}
          icon="refresh"
          action={actions.validate}
          input={input}
          done={t("checking")}
        >
          {t(batch.status === "DRAFT" ? "check" : "retry")}
        </ActionButton>
      )}
      {batch.status === "APPLY_PAUSED" && <PausedButtons batch={batch} apply={actions.apply} />}
    </>
  );
}

/** Half applied: go on, or take back what is stored. */
function PausedButtons({ batch, apply }: { batch: Batch; apply: ServerAction<unknown> }) {
  const t = useTranslations("import.apply");
  return (
    <>
      <ButtonLink href={`/imports/${batch.id}/undo`} icon="refresh">
        {t("undoPart")}
      </ButtonLink>
      <ActionButton
        variant="contained"
        icon="check"
        action={apply}
        input={{ batchId: batch.id, version: batch.version }}
        done={t("started")}
      >
        {t("resume")}
      </ActionButton>
    </>
  );
}

const isOpen = (status: string): boolean => status === "READY" || status === "NEEDS_REVIEW";

/** The sentence of each state; null where there is nothing to do. */
const useLead = (batch: Batch, good: number): ReactNode => {
  const t = useTranslations("import.apply");
  if (batch.status === "DRAFT") return batch.files.length > 0 ? t("draftLead") : t("draftEmpty");
  if (batch.status === "READY") return t("readyLead", { count: batch.newRows + batch.changedRows });
  if (batch.status === "NEEDS_REVIEW") return t("reviewLead", { bad: batch.quarantinedRows, good });
  if (batch.status === "APPLY_PAUSED") {
    const left = Math.max(0, batch.newRows + batch.changedRows - batch.appliedRows);
    return t("pausedLead", { applied: batch.appliedRows, left });
  }
  if (batch.status !== "FAILED") return null;
  // What is wrong with a file stands beside its name, with what to do about it.
  const unread = batch.files.filter(({ status }) => status === "INVALID").length;
  if (unread > 0) return t("filesFailed", { count: unread, all: batch.files.length });
  return batch.errorCode ? <Refused batch={batch} code={batch.errorCode} /> : t("failed");
};

function Refused({ batch, code }: { batch: Batch; code: string }) {
  return <RefusalText refusal={{ ok: false, reason: code, details: batch.errorDetails ?? {} }} />;
}

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
