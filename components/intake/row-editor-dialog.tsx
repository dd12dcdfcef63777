"use client";

import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { useUnsaved } from "@/components/ui/use-unsaved";
import { useFieldName } from "./field-name";
import { IssueList, type IssueView } from "./issue-list";
import native from "./native-field.module.css";
import type { EditableRow, RowEditorProps } from "./row-editor";
import css from "./row-editor.module.css";

/** The cells of a row with what is wrong with each; saving judges them again and stays open while something is. */
export default function RowEditorDialog({ row, action, onClose }: RowEditorProps & { onClose: () => void }) {
  const t = useTranslations("import.edit");
  const tUi = useTranslations("ui");
  const toast = useToast();
  const titleId = useId();
  const fieldName = useFieldName(row.kind);
  const form = useRef<HTMLFormElement>(null);
  const [cells, setCells] = useState(row.raw);
  const changed = Object.fromEntries(
    Object.entries(cells).filter(([field, text]) => text !== row.raw[field]),
  );
  const { saved, leave } = useUnsaved(Object.keys(changed).length > 0);
  const [state, setState] = useState({ version: row.version, issues: row.issues });
  const { run, pending, refusal } = useAction(action, {
    onOk: (edited) => {
      saved();
      setState({ version: edited.version, issues: edited.issues });
      if (edited.status === "QUARANTINED") return focusWrong(form.current);
      toast("ok", t("fixed"));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ rowId: row.id, version: state.version, cells: changed });
  };
  const close = () => leave(onClose);
  const bad = state.issues.filter((issue) => issue.severity === "quarantine");
  const wrong = (field: string) => bad.filter((issue) => issue.field === field);
  // In the order in which the dialog was opened: a cell that has become right must not jump away from under the cursor.
  const [fields] = useState(() => wrongFirst(row));
  return (
    <Dialog open onClose={pending ? undefined : close} aria-labelledby={titleId} maxWidth="md" fullWidth>
      <form ref={form} method="post" noValidate onSubmit={submit}>
        <DialogTitle id={titleId}>{row.title}</DialogTitle>
        <DialogContent>
          <p className={css.lead}>{t("lead")}</p>
          <IssuesWithoutField kind={row.kind} issues={bad} fields={row.fields.map((one) => one.field)} />
          <div className={css.cells}>
            {fields.map(({ field, column }) => (
              <CellField
                key={field}
                label={fieldName(field)}
                column={column}
                value={cells[field] ?? ""}
                issues={wrong(field)}
                autoFocus={field === fields[0]?.field}
                onChange={(text) => setCells({ ...cells, [field]: text })}
              />
            ))}
          </div>
          <ActionError refusal={refusal} />
        </DialogContent>
        <DialogActions>
          <span className={css.count} aria-live="polite">
            {t("remaining", { count: bad.length })}
          </span>
          <Button onClick={close} disabled={pending}>
            {tUi("cancel")}
          </Button>
          <Button type="submit" variant="contained" loading={pending}>
            {t("save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const isWrong = (row: EditableRow, field: string): boolean =>
  row.issues.some((issue) => issue.severity === "quarantine" && issue.field === field);

const wrongFirst = (row: EditableRow): EditableRow["fields"] => [
  ...row.fields.filter(({ field }) => isWrong(row, field)),
  ...row.fields.filter(({ field }) => !isWrong(row, field)),
];

/** To the first cell that is still wrong, once its marking has been drawn. */
const focusWrong = (form: HTMLFormElement | null): void => {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
};

type CellProps = {
  label: string;
  column: string | null;
  value: string;
  issues: readonly IssueView[];
  autoFocus: boolean;
  onChange: (text: string) => void;
};

function CellField({ label, column, value, issues, autoFocus, onChange }: CellProps) {
  const t = useTranslations("import");
  const tIssue = useTranslations("issues");
  const id = useId();
  const hint = `${id}-hint`;
  return (
    <div className={`${css.cell} ${issues.length > 0 ? css.wrong : ""}`}>
      <label htmlFor={id}>
        {label}
        {column && <span className="tk-muted"> {t("column", { column })}</span>}
      </label>
      <input
        id={id}
        className={native.low}
        value={value}
        dir="auto"
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: a dialog that was just opened, on the cell it was opened for
        autoFocus={autoFocus}
        aria-invalid={issues.length > 0}
        aria-describedby={issues.length > 0 ? hint : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {issues.length > 0 && (
        <p id={hint}>
          {issues.map((issue) =>
            tIssue.has(issue.code as never) ? tIssue(issue.code as never) : issue.code,
          )}
        </p>
      )}
    </div>
  );
}

type LooseProps = { kind: string; issues: readonly IssueView[]; fields: readonly string[] };

/** Findings about a column the file does not have: they cannot stand beside a cell. */
function IssuesWithoutField({ kind, issues, fields }: LooseProps) {
  const loose = issues.filter((issue) => issue.field === null || !fields.includes(issue.field));
  return loose.length > 0 ? <IssueList kind={kind} issues={loose} /> : null;
}
