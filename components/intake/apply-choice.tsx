"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { ActionButton } from "@/components/ui/action-button";
import type { ConfirmWords } from "@/components/ui/confirm-dialog";
import type { ServerAction } from "@/components/ui/outcome";
import { formatCode } from "@/lib/i18n/format";
import css from "./apply-choice.module.css";
import panel from "./apply-panel.module.css";

type Batch = {
  id: string;
  number: number;
  version: number;
  status: string;
  newRows: number;
  changedRows: number;
  quarantinedRows: number;
  brake: { changed: number; missing: number; stored: number; alone: boolean } | null;
};

type Props = {
  batch: Batch;
  action: ServerAction<unknown>;
  /** What else can be done with the batch. */
  children: ReactNode;
};

type Mode = "VALID" | "ALL";
const MODES: readonly Mode[] = ["VALID", "ALL"];

/** How a checked batch is applied: the rows that hold, or all of them or nothing. Asks first; the brake asks for a word. */
export function ApplyChoice({ batch, action, children }: Props) {
  const t = useTranslations("import.apply");
  const [mode, setMode] = useState<Mode>("VALID");
  const waiting = batch.status === "NEEDS_REVIEW";
  // A row may come into quarantine while the page is open.
  const chosen = waiting ? "VALID" : mode;
  const confirm = useConfirm(batch, chosen, waiting);
  return (
    <>
      <fieldset className={css.choice}>
        <legend>{t("mode.legend")}</legend>
        {MODES.map((one) => (
          <Choice
            key={one}
            mode={one}
            checked={chosen === one}
            disabled={one === "ALL" && waiting}
            onChoose={setMode}
          />
        ))}
      </fieldset>
      <div className={panel.buttons}>
        {children}
        <ActionButton
          variant="contained"
          icon="check"
          action={action}
          input={{
            batchId: batch.id,
            version: batch.version,
            mode: chosen,
            skipQuarantined: chosen === "VALID" && waiting,
            confirmMassChange: batch.brake !== null,
          }}
          confirm={confirm}
          done={t("started")}
          disabled={batch.brake?.alone === true}
        >
          {confirm.confirm}
        </ActionButton>
      </div>
    </>
  );
}

type ChoiceProps = { mode: Mode; checked: boolean; disabled: boolean; onChoose: (mode: Mode) => void };

function Choice({ mode, checked, disabled, onChoose }: ChoiceProps) {
  const t = useTranslations("import.apply.mode");
  const hintId = useId();
  return (
    <label className={css.option} data-disabled={disabled}>
      <input
        type="radio"
        name="apply-mode"
        checked={checked}
        disabled={disabled}
        onChange={() => onChoose(mode)}
        aria-describedby={hintId}
      />
      <span>
        <strong>{t(mode)}</strong>
        <span id={hintId} className="tk-muted tk-block">
          {t(disabled ? "closed" : `${mode}Hint`)}
        </span>
      </span>
    </label>
  );
}

const useConfirm = (batch: Batch, mode: Mode, waiting: boolean): ConfirmWords => {
  const t = useTranslations("import.apply");
  const number = formatCode(useLocale(), batch.number);
  const counts = { fresh: batch.newRows, changed: batch.changedRows, bad: batch.quarantinedRows };
  const plain =
    mode === "ALL"
      ? { title: t("wholeTitle", { number }), text: t("wholeText", counts), confirm: t("whole") }
      : waiting
        ? { title: t("healthyTitle"), text: t("healthyText", counts), confirm: t("healthy") }
        : { title: t("allTitle", { number }), text: t("allText", counts), confirm: t("all") };
  if (batch.brake === null) return plain;
  const { changed, missing, stored } = batch.brake;
  const text = (
    <>
      <p>{plain.text}</p>
      <p>
        <strong>{t("massText", { count: changed + missing, stored })}</strong>
      </p>
    </>
  );
  return { ...plain, text, typed: t("massWord"), dangerous: true };
};
