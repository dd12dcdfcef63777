"use client";

import { useLocale } from "next-intl";
import type { ChangeEvent } from "react";
import { formatCode } from "@/lib/i18n/format";
import { cleanCode } from "@/lib/shared/text";

type TextInput = HTMLInputElement | HTMLTextAreaElement;
export type FieldChange = ChangeEvent<TextInput>;

/**
 * For fields of digits, which no browser's number field takes in Persian: `shown` writes a value in the digits of the
 * language (or of `locale`), `read` gives what was typed on any keyboard in Latin ones.
 */
export const useDigits = (locale?: string) => {
  const own = useLocale();
  const shown = (value: unknown): string => formatCode(locale ?? own, String(value ?? ""));
  const read = (field: TextInput): string => {
    const { text } = cleanCode(field.value);
    const written = shown(text);
    if (written === field.value) return text;
    // Written back here and not by React, which would send the caret to the end.
    const caret = field.selectionStart ?? written.length;
    field.value = written;
    field.setSelectionRange(caret, caret);
    return text;
  };
  return { shown, read };
};
