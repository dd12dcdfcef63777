"use client";

import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import { MANUAL_REASONS, type ManualReason } from "@/lib/allocation/manual/schema";

/** Why somebody does it by hand; the reason is blank until chosen. */
export type Why = { readonly reason: ManualReason | ""; readonly note: string };
export const NO_WHY: Why = { reason: "", note: "" };

const NOTE_MIN = 3;
const NOTE_MAX = 500;

/** Whether it is said well enough: a reason, and a note where the reason is «other». The server asks again. */
export const isTold = ({ reason, note }: Why): boolean =>
  reason !== "" && (reason !== "OTHER" || note.trim().length >= NOTE_MIN);

type Props = { why: Why; onChange: (why: Why) => void };

/** The reason from a list, and words of one's own. */
export function WhyFields({ why, onChange }: Props) {
  const t = useTranslations("manual");
  const other = why.reason === "OTHER";
  return (
    <>
      <TextField
        select
        required
        label={t("reason")}
        value={why.reason}
        onChange={(event) => onChange({ ...why, reason: event.target.value as ManualReason })}
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      >
        <option value="">{t("chooseReason")}</option>
        {MANUAL_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {t(`reasons.${reason}`)}
          </option>
        ))}
      </TextField>
      <TextField
        label={t("note")}
        helperText={t(other ? "noteNeeded" : "noteHint")}
        required={other}
        value={why.note}
        onChange={(event) => onChange({ ...why, note: event.target.value })}
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: NOTE_MAX } }}
      />
    </>
  );
}
