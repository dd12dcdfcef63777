"use client";

import Button from "@mui/material/Button";
import FormControlLabel from "@mui/material/FormControlLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import TextField from "@mui/material/TextField";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { useDigits } from "@/components/ui/digits";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { parseDate, toJalali } from "@/lib/shared/calendar";
import css from "./loads-choice.module.css";

type Props = {
  batchId: string;
  /** ISO date of the day until whose end they are contained, or null for none. */
  value: string | null;
  disabled: boolean;
  action: ServerAction<unknown>;
};

/** Whether the loads of a mentor file already contain our exported placements, and until when. Source: Contracts §1. */
export function LoadsChoice({ batchId, value, disabled, action }: Props) {
  const t = useTranslations("import.load");
  const locale = useLocale();
  const toast = useToast();
  const digits = useDigits();
  const [mode, setMode] = useState(value === null ? "none" : "date");
  const [text, setText] = useState(value === null ? "" : locale === "fa" ? toJalali(value) : value);
  const { run, pending, refusal } = useAction(action, { onOk: () => toast("ok", t("saved")) });
  const date = parseDate(text);
  const chosen = mode === "none" ? null : date;
  const wrong = mode === "date" && text !== "" && date === null;
  const ready = mode === "none" || date !== null;
  return (
    <form
      className={css.choice}
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) run({ batchId, loadsInclude: chosen });
      }}
    >
      <RadioGroup value={mode} onChange={(event) => setMode(event.target.value)} aria-label={t("title")}>
        <FormControlLabel
          value="none"
          disabled={disabled}
          control={<Radio size="small" />}
          label={<Choice title={t("none")} hint={t("noneHint")} />}
        />
        <FormControlLabel
          value="date"
          disabled={disabled}
          control={<Radio size="small" />}
          label={<Choice title={t("date")} />}
        />
      </RadioGroup>
      {mode === "date" && (
        <TextField
          className={css.date ?? ""}
          label={t("dateLabel")}
          value={digits.shown(text)}
          disabled={disabled}
          error={wrong}
          helperText={wrong ? t("dateWrong") : t("dateHint")}
          onChange={(event) => setText(digits.read(event.target))}
          slotProps={{ htmlInput: { inputMode: "numeric" } }}
        />
      )}
      <ActionError refusal={refusal} />
      {!disabled && chosen !== value && (
        <div>
          <Button type="submit" variant="outlined" loading={pending} disabled={!ready}>
            {t("save")}
          </Button>
        </div>
      )}
    </form>
  );
}

function Choice({ title, hint }: { title: string; hint?: string }) {
  return (
    <span className={css.label}>
      {title}
      {hint && <span className="tk-muted tk-block">{hint}</span>}
    </span>
  );
}
