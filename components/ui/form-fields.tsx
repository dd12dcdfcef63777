"use client";

import Autocomplete from "@mui/material/Autocomplete";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import IconButton from "@mui/material/IconButton";
import InputAdornment from "@mui/material/InputAdornment";
import TextField from "@mui/material/TextField";
import { useForkRef } from "@mui/material/utils";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import {
  type Control,
  type FieldError,
  type FieldPath,
  type FieldValues,
  useController,
} from "react-hook-form";
import { type FieldChange, useDigits } from "./digits";
import { Icon } from "./icons";
import { CHOICES_OR_TEXT, useListField } from "./list-field";
import { useChosenEarly, useTypedEarly } from "./use-early";

export type FieldProps<V extends FieldValues> = {
  control: Control<V>;
  name: FieldPath<V>;
  label: string;
  /** Shown below while there is no error. */
  hint?: ReactNode;
  required?: boolean;
  disabled?: boolean;
};

export type Choice = { value: string | number; label: string };

/**
 * Words of a field's error: `ui.invalid.<reason>` for zod's codes and the server's reasons, `issues.<CODE>` for what a row of
 * a file would be told (a page with such fields sends these words).
 */
export const useFieldError = (error: FieldError | undefined): string | undefined => {
  const t = useTranslations();
  if (!error) return undefined;
  const keys = [error.message, error.type].flatMap((key) => [`ui.invalid.${key}`, `issues.${key}`]);
  return t((keys.find((key) => t.has(key as never)) ?? "ui.invalid.other") as never);
};

/** What goes to the browser's field, and whose digits it holds: those of the language, or Latin ones whatever was typed. */
const TEXTS = {
  text: { html: {} },
  email: { html: { type: "email" } },
  number: { html: { inputMode: "numeric", autoComplete: "off" }, digits: "own" },
  decimal: { html: { inputMode: "decimal", autoComplete: "off" }, digits: "own" },
  date: { html: { autoComplete: "off" }, digits: "own" },
  /** Copied elsewhere, so it reads the same in both languages. */
  id: { html: { inputMode: "numeric", dir: "ltr", autoComplete: "off" }, digits: "latin" },
  tel: { html: { type: "tel", dir: "ltr" }, digits: "latin" },
} as const;

type TextProps<V extends FieldValues> = FieldProps<V> & {
  type?: keyof typeof TEXTS;
  /** Codes, ids, user names: left to right in both languages. */
  ltr?: boolean;
  autoComplete?: string;
  autoFocus?: boolean;
  multiline?: boolean;
};

/** One line (or several) of text. Numbers arrive as text in Latin digits, from any keyboard: the schema reads them (`typedInteger`). */
export function FormText<V extends FieldValues>({
  control,
  name,
  hint,
  ltr,
  type = "text",
  multiline,
  ...rest
}: TextProps<V>) {
  const { field, fieldState } = useController({ control, name });
  const error = useFieldError(fieldState.error);
  const { ref, value, ...events } = field;
  const kind: { html: object; digits?: "own" | "latin" } = TEXTS[type];
  const digits = useDigits(kind.digits === "latin" ? "en" : undefined);
  const shown = kind.digits ? digits.shown(value) : (value ?? "");
  const take = (typed: FieldChange["target"]) =>
    field.onChange(kind.digits ? digits.read(typed) : typed.value);
  const inputRef = useForkRef(ref, useTypedEarly(shown, take));
  return (
    <TextField
      {...rest}
      {...events}
      value={shown}
      onChange={(event: FieldChange) => take(event.target)}
      inputRef={inputRef}
      error={Boolean(error)}
      helperText={error ?? hint}
      {...(multiline ? { multiline: true, minRows: 3 } : {})}
      slotProps={{ htmlInput: { ...(ltr ? { dir: "ltr" } : {}), ...kind.html } }}
    />
  );
}

/** A password with a button that shows it. */
export function FormPassword<V extends FieldValues>({
  control,
  name,
  hint,
  ...rest
}: FieldProps<V> & { autoComplete: "current-password" | "new-password" }) {
  const t = useTranslations("ui");
  const [shown, setShown] = useState(false);
  const { field, fieldState } = useController({ control, name });
  const error = useFieldError(fieldState.error);
  const { ref, value, ...events } = field;
  const inputRef = useForkRef(
    ref,
    useTypedEarly(value ?? "", (typed) => field.onChange(typed.value)),
  );
  const reveal = (
    <InputAdornment position="end">
      <IconButton
        edge="end"
        size="small"
        aria-label={shown ? t("hidePassword") : t("showPassword")}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        <Icon name="eye" />
      </IconButton>
    </InputAdornment>
  );
  return (
    <TextField
      {...rest}
      {...events}
      value={value ?? ""}
      inputRef={inputRef}
      type={shown ? "text" : "password"}
      error={Boolean(error)}
      helperText={error ?? hint}
      slotProps={{ htmlInput: { dir: "ltr" }, input: { endAdornment: reveal } }}
    />
  );
}

/** One of a few choices; the device's own list, which is right on phones, too. Values arrive as text. */
export function FormSelect<V extends FieldValues>({
  control,
  name,
  hint,
  choices,
  ...rest
}: FieldProps<V> & { choices: readonly Choice[] }) {
  const { field, fieldState } = useController({ control, name });
  const error = useFieldError(fieldState.error);
  const { ref, value, ...events } = field;
  const shown = String(value ?? "");
  // Where what is stored is no longer offered, the browser shows the first choice, which nobody has made.
  const isOffered = choices.some((choice) => String(choice.value) === shown);
  const early = useTypedEarly<HTMLSelectElement>(shown, (list) => isOffered && field.onChange(list.value));
  const inputRef = useForkRef(ref, early);
  return (
    <TextField
      select
      {...rest}
      {...events}
      value={value ?? ""}
      inputRef={inputRef}
      error={Boolean(error)}
      helperText={error ?? hint}
      slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </TextField>
  );
}

/** Any number of choices, shown as chips; the value is an array of the choices' values. */
export function FormChips<V extends FieldValues>({
  control,
  name,
  hint,
  choices,
  label,
  required = false,
  disabled = false,
}: FieldProps<V> & { choices: readonly Choice[] }) {
  const t = useTranslations("ui");
  const { field, fieldState } = useController({ control, name });
  const error = useFieldError(fieldState.error);
  const listField = useListField({ label, required, inputRef: field.ref, error, hint });
  const selected = choices.filter((choice) => (field.value as unknown[] | undefined)?.includes(choice.value));
  return (
    <Autocomplete<Choice, true>
      multiple
      disableCloseOnSelect
      options={choices}
      value={selected}
      disabled={disabled}
      {...CHOICES_OR_TEXT}
      {...listField}
      onChange={(_, next) => field.onChange(next.map((choice) => choice.value))}
      onBlur={field.onBlur}
      noOptionsText={t("noChoice")}
    />
  );
}

/** Yes or no. */
export function FormCheckbox<V extends FieldValues>({ control, name, label, hint, disabled }: FieldProps<V>) {
  const { field, fieldState } = useController({ control, name });
  const error = useFieldError(fieldState.error);
  const { ref, value, ...events } = field;
  const inputRef = useForkRef(ref, useChosenEarly(Boolean(value), field.onChange));
  return (
    <div>
      <FormControlLabel
        control={<Checkbox {...events} slotProps={{ input: { ref: inputRef } }} checked={Boolean(value)} />}
        label={label}
        disabled={disabled ?? false}
      />
      {(error || hint) && <FormHelperText error={Boolean(error)}>{error ?? hint}</FormHelperText>}
    </div>
  );
}
