"use client";

import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import type { Dispatch, SetStateAction } from "react";
import { useTypedEarly } from "@/components/ui/use-early";
import { MANUAL_REASONS, type ManualReason } from "@/lib/allocation/manual/schema";

/** Why somebody does it by hand; the reason is blank until chosen. */
export type Why = { readonly reason: ManualReason | ""; readonly note: string };
export const NO_WHY: Why = { reason: "", note: "" };

const NOTE_MIN = 3;
const NOTE_MAX = 500;

/** Whether it is said well enough: a reason, and a note where the reason is «other». The server asks again. */
export const isTold = ({ reason, note }: Why): boolean =>
  reason !== "" && (reason !== "OTHER" || note.trim().length >= NOTE_MIN);

type Props = { why: Why; onChange: Dispatch<SetStateAction<Why>> };

/** The reason from a list, and words of one's own. */
export function WhyFields({ why, onChange }: Props) {
  const t = useTranslations("manual");
  const other = why.reason === "OTHER";
  const take = (more: Partial<Why>) => onChange((now) => ({ ...now, ...more }));
  const reason = useTypedEarly<HTMLSelectElement>(why.reason, ({ value }) =>
    take({ reason: value as ManualReason }),
  );
  const note = useTypedEarly<HTMLTextAreaElement>(why.note, ({ value }) => take({ note: value }));
  return (
    <>
      <TextField
        select
        required
        label={t("reason")}
        value={why.reason}
        inputRef={reason}
        onChange={(event) => take({ reason: event.target.value as ManualReason })}
        slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
      >
        <option value="">{t("chooseReason")}</option>
        {MANUAL_REASONS.map((one) => (
          <option key={one} value={one}>
            {t(`reasons.${one}`)}
          </option>
        ))}
      </TextField>
      <TextField
        label={t("note")}
        helperText={t(other ? "noteNeeded" : "noteHint")}
        required={other}
        value={why.note}
        inputRef={note}
        onChange={(event) => take({ note: event.target.value })}
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: NOTE_MAX } }}
      />
    </>
  );
}
