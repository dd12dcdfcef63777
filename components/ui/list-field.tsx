"use client";

import type { AutocompleteRenderInputParams } from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { RefCallBack } from "react-hook-form";
import type { Choice } from "./form-fields";

/** How a list is read in which typed text, which the library mixes in, may stand beside choices. */
export const CHOICES_OR_TEXT = {
  getOptionLabel: (one: Choice | string): string => (typeof one === "string" ? one : one.label),
  getOptionKey: (one: Choice | string): string | number => (typeof one === "string" ? one : one.value),
  /** Typed text is none of the choices. */
  isOptionEqualToValue: (a: Choice | string, b: Choice | string): boolean =>
    typeof a !== "string" && typeof b !== "string" && a.value === b.value,
};

type Props = {
  label: string;
  required: boolean;
  inputRef: RefCallBack;
  error: string | undefined;
  /** Shown below while there is no error. */
  hint: ReactNode;
};

/** The field of a list that opens, and the words of its buttons: to be spread into the library's list. */
export const useListField = ({ error, hint, ...field }: Props) => {
  const t = useTranslations("ui");
  return {
    clearText: t("clear"),
    openText: t("open"),
    closeText: t("close"),
    renderInput: (params: AutocompleteRenderInputParams) => (
      <TextField {...params} {...field} error={error !== undefined} helperText={error ?? hint} />
    ),
  };
};
