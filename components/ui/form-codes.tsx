"use client";

import Autocomplete from "@mui/material/Autocomplete";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type FieldValues, useController } from "react-hook-form";
import { type Choice, type FieldProps, useFieldError } from "./form-fields";
import { CHOICES_OR_TEXT, useListField } from "./list-field";

/** What was typed, read: codes of the list, and what means nothing. */
export type ReadCodes = (text: string) => {
  readonly codes: readonly number[];
  readonly unknown: readonly string[];
};

type Props<V extends FieldValues> = FieldProps<V> & { choices: readonly Choice[]; read: ReadCodes };

/**
 * Any number of codes as chips, chosen from a list or typed as people write them, such as `1,3,5,7:9`. What was typed is read
 * on Enter or on leaving the field; what means nothing stays in the field with an error beside it.
 */
export function FormCodes<V extends FieldValues>(props: Props<V>) {
  const { control, name, hint, choices, read, label, required = false, disabled = false } = props;
  const t = useTranslations("ui");
  const { field, fieldState } = useController({ control, name });
  const [text, setText] = useState("");
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const list = new Intl.ListFormat("en", { type: "unit", style: "narrow" });
  const error = useFieldError(fieldState.error);
  const told = unknown.length > 0 ? t("codes.unknown", { codes: list.format(unknown) }) : error;
  const listField = useListField({ label, required, inputRef: field.ref, error: told, hint });
  const codes = (field.value as readonly number[] | undefined) ?? [];
  const selected = codes.map((code) => choices.find(({ value }) => value === code) ?? codeOf(code));
  const take = (typed: string) => {
    if (typed.trim() === "") return;
    const found = read(typed);
    setUnknown(found.unknown);
    setText(found.unknown.join(","));
    field.onChange([...new Set([...codes, ...found.codes])].sort((a, b) => a - b));
  };
  const typedOf = (next: readonly (Choice | string)[]) => next.find((one) => typeof one === "string");
  return (
    <Autocomplete
      multiple
      freeSolo
      disableCloseOnSelect
      filterSelectedOptions
      options={choices}
      value={selected}
      inputValue={text}
      disabled={disabled}
      {...CHOICES_OR_TEXT}
      {...listField}
      onInputChange={(_, typed, why) => {
        // Choosing from the list and leaving the field would clear what is still to be read.
        if (why === "input") setText(typed);
        if (why === "input" && typed === "") setUnknown([]);
      }}
      onChange={(_, next) => {
        const typed = typedOf(next);
        if (typeof typed === "string") return take(typed);
        setText("");
        setUnknown([]);
        field.onChange(next.flatMap((one) => (typeof one === "string" ? [] : [Number(one.value)])));
      }}
      onBlur={() => {
        take(text);
        field.onBlur();
      }}
    />
  );
}

const codeOf = (code: number): Choice => ({ value: code, label: String(code) });
