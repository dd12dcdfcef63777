"use client";

import Button from "@mui/material/Button";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { formatCode } from "@/lib/i18n/format";
import css from "./conflict-panel.module.css";
import type { Choice } from "./form-fields";
import { type Conflict, changedFields } from "./use-form-action";
import { DateTime } from "./values";

/** A field by its name in the form: its label, and the words of its values where these are codes. */
export type ConflictField = { readonly label: string; readonly choices?: readonly Choice[] };
export type ConflictFields = Readonly<Record<string, ConflictField>>;

type Props = { conflict: Conflict; fields: ConflictFields };

/**
 * Two versions of one thing side by side, and the choice between them. What only one of both changed is no quarrel: «keep mine»
 * keeps what was typed here on top of what the other saved.
 */
export function ConflictPanel({ conflict, fields }: Props) {
  const t = useTranslations("ui.conflict");
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const { opened, mine, theirs, by, at } = conflict;
  const touched = new Set([...changedFields(mine, opened), ...changedFields(theirs, opened)]);
  const names = Object.keys(fields).filter((name) => touched.has(name));
  return (
    <section ref={panel} className={css.panel} role="alert" aria-labelledby={id} tabIndex={-1}>
      <h2 id={id}>{t("title")}</h2>
      <p>
        {by === null ? t("bySomebody") : t.rich("by", { name: () => <bdi>{by}</bdi> })}{" "}
        {at && <DateTime at={at} />}
      </p>
      {names.length === 0 ? (
        <p>{t("elsewhere")}</p>
      ) : (
        <table className={css.table}>
          <caption className="tk-hidden">{t("title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              <th scope="col">{t("mine")}</th>
              <th scope="col">{t("theirs")}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{fields[name]?.label}</th>
                <Version
                  value={mine[name]}
                  was={opened[name]}
                  label={t("mine")}
                  choices={fields[name]?.choices}
                />
                <Version
                  value={theirs[name]}
                  was={opened[name]}
                  label={t("theirs")}
                  choices={fields[name]?.choices}
                />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={css.buttons}>
        <Button variant="contained" onClick={conflict.keepMine}>
          {t("keepMine")}
        </Button>
        <Button variant="outlined" onClick={conflict.takeTheirs}>
          {t("takeTheirs")}
        </Button>
      </div>
      <p className="tk-muted">{t("hint")}</p>
    </section>
  );
}

type VersionProps = { value: unknown; was: unknown; label: string; choices: readonly Choice[] | undefined };

/** One version of a field, marked where it is not what the form was opened with. */
function Version({ value, was, label, choices }: VersionProps) {
  const t = useTranslations("ui.conflict");
  const shown = useShown(value, choices);
  const isChanged = JSON.stringify(value ?? null) !== JSON.stringify(was ?? null);
  return (
    <td data-label={label}>
      {isChanged ? <strong>{shown}</strong> : shown}
      {isChanged && <small className={css.mark}>{t("changed")}</small>}
    </td>
  );
}

/** A number of the form; one that begins with 0 (a phone, a national id) is copied elsewhere and stays as it is. */
const COUNT = /^[1-9]\d{0,8}$/;

/** A form's value in words: codes by name, lists in the language's way, nothing as a dash. */
const useShown = (value: unknown, choices: readonly Choice[] | undefined): ReactNode => {
  const ui = useTranslations("ui");
  const format = useFormatter();
  const locale = useLocale();
  const named = (one: unknown): string =>
    choices?.find((choice) => String(choice.value) === String(one))?.label ??
    (COUNT.test(String(one)) ? formatCode(locale, String(one)) : String(one));
  if (value === "" || value === null || value === undefined) return ui("none");
  if (typeof value === "boolean") return ui(value ? "yes" : "no");
  if (!Array.isArray(value)) return <bdi>{named(value)}</bdi>;
  if (value.length === 0) return ui("none");
  return <bdi lang={locale}>{format.list(value.map(named), { type: "unit" })}</bdi>;
};
