"use client";

import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";

const REASON_MIN = 3;
const REASON_MAX = 500;

/** Whether a reason says something; without one nothing is asked of the server. */
export const isReason = (reason: string): boolean => reason.trim().length >= REASON_MIN;

type Props = { reason: string; onChange: (reason: string) => void };

/** The field for a reason that goes into the audit log. */
export function ReasonField({ reason, onChange }: Props) {
  const t = useTranslations("students.reason");
  return (
    <TextField
      sx={{ mt: 2 }}
      label={t("label")}
      helperText={t("hint")}
      value={reason}
      onChange={(event) => onChange(event.target.value)}
      multiline
      minRows={2}
      autoFocus
      required
      slotProps={{ htmlInput: { maxLength: REASON_MAX } }}
    />
  );
}
