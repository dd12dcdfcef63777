"use client";

import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Icon } from "@/components/ui/icons";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { isIssueCode } from "@/lib/shared/issues";
import { useFieldName } from "./field-name";

type Props = {
  studentId: string;
  version: number;
  /** Fields that may be corrected with what stands there now, as it would stand in a file. */
  cells: Readonly<Record<string, string>>;
  action: ServerAction<unknown>;
};

/** A button that opens a student's fields for correction, with the reason that goes into the audit log. */
export function CorrectStudent(props: Props) {
  const t = useTranslations("import.correct");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        startIcon={<Icon name="pencil" size={16} />}
        onClick={() => setOpen(true)}
      >
        {t("open")}
      </Button>
      {open && <CorrectDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

const REASON_MIN = 3;

function CorrectDialog({
  studentId,
  version,
  cells: before,
  action,
  onClose,
}: Props & { onClose: () => void }) {
  const t = useTranslations("import.correct");
  const fieldName = useFieldName("students");
  const toast = useToast();
  const [cells, setCells] = useState(before);
  const [reason, setReason] = useState("");
  const { run, pending, refusal } = useAction(action, {
    onOk: () => {
      toast("ok", t("done"));
      onClose();
    },
  });
  const words = useWrong(refusal?.reason === "INVALID_INPUT" ? refusal.details?.fields : undefined);
  const changed = Object.fromEntries(Object.entries(cells).filter(([field, text]) => text !== before[field]));
  const ready = Object.keys(changed).length > 0 && reason.trim().length >= REASON_MIN;
  const submit = () => run({ studentId, version, cells: changed, reason: reason.trim() });
  return (
    <AskDialog
      title={t("title")}
      submit={t("save")}
      ready={ready}
      pending={pending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="tk-muted">{t("lead")}</p>
      {Object.keys(before).map((field, i) => (
        <TextField
          key={field}
          size="small"
          margin="dense"
          fullWidth
          autoFocus={i === 0}
          label={fieldName(field)}
          value={cells[field] ?? ""}
          error={words(field) !== null}
          helperText={words(field)}
          onChange={(event) => setCells({ ...cells, [field]: event.target.value })}
          slotProps={{ htmlInput: { dir: "auto", maxLength: 200, autoComplete: "off" } }}
        />
      ))}
      <TextField
        sx={{ mt: 2 }}
        label={t("reason")}
        value={reason}
        required
        fullWidth
        onChange={(event) => setReason(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      <ActionError refusal={refusal} />
    </AskDialog>
  );
}

/** What the check said about a field, in words; null where it holds. */
const useWrong = (fields: unknown): ((field: string) => string | null) => {
  const tIssue = useTranslations("issues");
  return (field) => {
    const code = (fields as Readonly<Record<string, string>> | undefined)?.[field];
    return code !== undefined && isIssueCode(code) ? tIssue(code) : null;
  };
};
