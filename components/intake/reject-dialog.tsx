"use client";

import DialogContentText from "@mui/material/DialogContentText";
import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { AskDialog } from "@/components/ui/ask-dialog";
import { useBulk } from "@/components/ui/bulk-bar";
import { useAction } from "@/components/ui/use-action";
import { rejectRowsAction } from "@/lib/intake/reject/actions";

type Props = {
  rows: readonly { readonly id: string; readonly version: number }[];
  onClose: () => void;
};

/** Asks why the chosen rows are left out; the reason goes into the audit log with each of them. */
export function RejectDialog({ rows, onClose }: Props) {
  const t = useTranslations("quarantine.reject");
  const { finish } = useBulk();
  const [reason, setReason] = useState("");
  const { run, pending, refusal } = useAction(rejectRowsAction, {
    onOk: (report) => {
      finish(report);
      onClose();
    },
  });
  return (
    <AskDialog
      title={t("title", { count: rows.length })}
      submit={t("button")}
      color="error"
      ready={reason.trim().length >= 3}
      pending={pending}
      onSubmit={() =>
        run({ rows: rows.map(({ id, version }) => ({ rowId: id, version })), reason: reason.trim() })
      }
      onClose={onClose}
    >
      <DialogContentText component="div">{t("text")}</DialogContentText>
      <TextField
        sx={{ mt: 2 }}
        label={t("reason")}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        multiline
        fullWidth
        minRows={2}
        autoFocus
        required
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      <ActionError refusal={refusal} />
    </AskDialog>
  );
}
