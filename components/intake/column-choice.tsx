"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useMemo, useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import type { ServerAction } from "@/components/ui/outcome";
import { Chip } from "@/components/ui/status-chip";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { useUnsaved } from "@/components/ui/use-unsaved";
import type { ReadColumn } from "@/lib/intake/mapping/letters";
import css from "./column-choice.module.css";
import { ColumnHeading, ColumnSamples, SURE } from "./column-head";
import { ColumnOptions } from "./column-options";
import { ColumnQuestions } from "./column-questions";
import { type ColumnState, judgeColumns, startOf } from "./column-state";
import { useFieldName } from "./field-name";
import native from "./native-field.module.css";

type Props = {
  batchId: string;
  fileId: string;
  kind: string;
  /** Of the batch the person looks at. */
  version: number;
  /** From left to right. */
  columns: readonly ReadColumn[];
  action: ServerAction<unknown>;
};

/** Which field each column of a file fills, chosen by hand; the batch is checked again with it. */
export function ColumnChoice({ batchId, fileId, kind, version, columns, action }: Props) {
  const t = useTranslations("import.map");
  const toast = useToast();
  const id = useId();
  const [fields, setFields] = useState(() => startOf(columns));
  const state = useMemo(() => judgeColumns(kind, columns, fields), [kind, columns, fields]);
  const { saved } = useUnsaved(state.changed > 0);
  const { run, pending, refusal } = useAction(action, {
    onOk: () => {
      saved();
      toast("ok", t("checking"));
    },
  });
  const isBlocked = state.decision.missing.length > 0 || state.questions.some(({ open }) => open);
  const fieldId = (letter: string) => `${id}-${letter}`;
  const choose = (letter: string, field: string | null) => setFields((now) => ({ ...now, [letter]: field }));
  const keepOnly = (letter: string, others: readonly string[]) => {
    setFields((now) => ({ ...now, ...Object.fromEntries(others.map((other) => [other, null])) }));
    // The question is gone with its answer: the focus goes to where the answer stands.
    document.getElementById(fieldId(letter))?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (state.changed > 0 && !isBlocked) run({ batchId, fileId, version, columns: state.asked });
  };
  return (
    <form className={css.form} method="post" onSubmit={submit}>
      <ColumnQuestions kind={kind} columns={columns} state={state} keepOnly={keepOnly} />
      <ul className={css.columns}>
        {columns.map((column) => (
          <li key={column.column} className={css.column}>
            <label htmlFor={fieldId(column.column)} className={css.what}>
              <ColumnHeading column={column} />
              <ColumnSamples column={column} />
            </label>
            <div className={css.field}>
              <select
                id={fieldId(column.column)}
                className={native.high}
                value={fields[column.column] ?? ""}
                disabled={pending}
                onChange={(event) => choose(column.column, event.target.value || null)}
              >
                <ColumnOptions
                  kind={kind}
                  letter={column.column}
                  fields={fields}
                  missing={state.decision.missing}
                />
              </select>
              <Certainty column={column} field={fields[column.column] ?? null} state={state} kind={kind} />
            </div>
          </li>
        ))}
      </ul>
      <ActionError refusal={refusal} />
      <div className={css.buttons}>
        <Button
          type="submit"
          variant="contained"
          loading={pending}
          disabled={state.changed === 0 || isBlocked}
          aria-describedby={`${id}-why`}
        >
          {t("check")}
        </Button>
        {state.changed > 0 && !pending && (
          <Button onClick={() => setFields(startOf(columns))}>{t("reset")}</Button>
        )}
        {columns.some(({ match }) => match === "chosen") && (
          <Button disabled={pending} onClick={() => run({ batchId, fileId, version, columns: {} })}>
            {t("recognised")}
          </Button>
        )}
        <span id={`${id}-why`} role="status" className="tk-muted">
          {isBlocked ? t("blocked") : t("changed", { count: state.changed })}
        </span>
      </div>
    </form>
  );
}

type CertaintyProps = {
  column: ReadColumn;
  field: string | null;
  state: ColumnState;
  kind: string;
};

/** How sure the field of a column is, and what becomes of it when another one fills it too. */
function Certainty({ column, field, state, kind }: CertaintyProps) {
  const t = useTranslations("import.map");
  const fieldName = useFieldName(kind);
  const isNew = field !== column.field;
  const match = isNew ? "chosen" : column.match;
  const first = field === null ? undefined : state.firstOf[field];
  return (
    <>
      {field === null && match !== "chosen" && <Chip tone="mute">{t("nobodys")}</Chip>}
      {field === null && match === "chosen" && <Chip tone="info">{t("asideChip")}</Chip>}
      {field !== null && match && <Chip tone={SURE[match]}>{t(isNew ? "newChip" : `match.${match}`)}</Chip>}
      {field !== null && first !== undefined && first !== column.column && (
        <span className={css.note}>{t("fills", { column: first, field: fieldName(field) })}</span>
      )}
      {!isNew && match === "part" && <span className={css.note}>{t("why.part")}</span>}
    </>
  );
}
