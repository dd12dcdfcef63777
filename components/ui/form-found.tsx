"use client";

import Autocomplete from "@mui/material/Autocomplete";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { type FieldValues, useController } from "react-hook-form";
import { formatCode } from "@/lib/i18n/format";
import { cleanCode } from "@/lib/shared/text";
import { RefusalText } from "./action-error";
import { type Choice, type FieldProps, useFieldError } from "./form-fields";
import { CHOICES_OR_TEXT, useListField } from "./list-field";
import type { ServerAction } from "./outcome";
import { type Found, useFound } from "./use-found";

type Props<V extends FieldValues> = FieldProps<V> & {
  /** Finds by part of a name or by code; the ids it answers with are the codes. */
  action: ServerAction<readonly Found[]>;
  /** Words of the codes the form was opened with. */
  known: readonly Choice[];
  /** How many may be chosen; with one the value is its code as text, else a list of numbers. */
  max: number;
};

/** Codes of a long list, found by typing. A code nobody knows can be typed, too: what it means is the server's to say. */
export function FormFound<V extends FieldValues>(props: Props<V>) {
  const { control, name, hint, label, action, known, max, required = false, disabled = false } = props;
  const t = useTranslations("ui");
  const locale = useLocale();
  const { field, fieldState } = useController({ control, name });
  const error = useFieldError(fieldState.error);
  const [text, setText] = useState("");
  const [met, setMet] = useState(known);
  const { found, busy, nothing, refusal } = useFound(text, action);
  const told = refusal ? <RefusalText refusal={refusal} /> : nothing === "none" ? t("search.none") : null;
  const below = told ?? hint ?? t("found.hint");
  const listField = useListField({ label, required, inputRef: field.ref, error, hint: below });
  const options = found.map(({ id, title, facts }) => ({
    value: Number(id),
    label: facts.reduce<string>((name, more) => t("found.nameAndMore", { name, more: String(more) }), title),
  }));
  const codes = codesOf(field.value);
  const wordsOf = (code: number): Choice =>
    [...met, ...options].find(({ value }) => value === code) ?? { value: code, label: String(code) };
  /** A name with its code, the code in the digits of the page. */
  const read = (one: Choice): Choice => ({ ...one, label: formatCode(locale, one.label) });
  const choose = (next: readonly (Choice | string)[]) => {
    const chosen = next.flatMap((one) => {
      const code = typeof one === "string" ? Number(cleanCode(one).text) : Number(one.value);
      return Number.isInteger(code) && code > 0 ? [code] : [];
    });
    const kept = [...new Set(chosen)].slice(-max);
    setMet(kept.map(wordsOf));
    field.onChange(max === 1 ? String(kept[0] ?? "") : kept);
    setText("");
  };
  return (
    <Autocomplete
      multiple
      freeSolo
      filterSelectedOptions
      options={options.map(read)}
      // The server has filtered, by more than the label shows.
      filterOptions={(all) => all}
      loading={busy}
      loadingText={t("search.busy")}
      value={codes.map((code) => read(wordsOf(code)))}
      inputValue={text}
      disabled={disabled}
      {...CHOICES_OR_TEXT}
      {...listField}
      onInputChange={(_, typed, why) => why === "input" && setText(typed)}
      onChange={(_, next) => choose(next)}
      onBlur={() => {
        // A code that stands there is meant, Enter or not.
        if (/^\d+$/.test(cleanCode(text).text)) choose([...codes.map(wordsOf), text]);
        field.onBlur();
      }}
    />
  );
}

const codesOf = (value: unknown): readonly number[] => {
  if (Array.isArray(value)) return value as number[];
  return typeof value === "string" && value !== "" && value !== "0" ? [Number(value)] : [];
};
