"use client";

import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useTransition } from "react";
import css from "./filter-bar.module.css";
import { Icon } from "./icons";

export type FilterField = {
  /** Name of the parameter in the address. */
  name: string;
  label: string;
  /** Choices; without them the field takes a number (a code). */
  options?: readonly { value: string; label: string }[];
  /** There is always one chosen: no «all», and clearing the filters leaves it. */
  required?: boolean;
};

type Props = {
  fields: readonly FilterField[];
  /** `view.filters` */
  values: Readonly<Record<string, string>>;
  /** `view.params`: the rest of the address is kept. */
  params: Readonly<Record<string, string>>;
  /** `view.spec.name`, where the page has two tables. */
  name?: string;
};

/** Filters that live in the address. Never for names, ids or counters: those are searched by POST (`SearchBox`). */
export function FilterBar({ fields, values, params, name }: Props) {
  const t = useTranslations("ui.filter");
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const full = (key: string) => (name ? `${name}.${key}` : key);
  const go = (changes: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(params);
    next.delete(full("page"));
    for (const [key, value] of Object.entries(changes)) {
      if (value) next.set(full(key), value);
      else next.delete(full(key));
    }
    startTransition(() => router.push(`?${next}`, { scroll: false }));
  };
  const optional = fields.filter((field) => !field.required).map((field) => field.name);
  const active = optional.filter((key) => key in values).length;
  return (
    <search className={`${css.bar} ${busy ? css.busy : ""}`} aria-busy={busy}>
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          onChange={(value) => go({ [field.name]: value })}
        />
      ))}
      {active > 0 && (
        <Button size="small" onClick={() => go(Object.fromEntries(optional.map((key) => [key, ""])))}>
          {t("clear", { count: active })}
        </Button>
      )}
    </search>
  );
}

type FieldProps = { field: FilterField; value: string; onChange: (value: string) => void };

function Field({ field, value, onChange }: FieldProps) {
  const t = useTranslations("ui.filter");
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{field.label}</label>
      {field.options ? (
        <span className={css.select}>
          <select
            id={id}
            className={css.control}
            value={value}
            data-set={value !== ""}
            onChange={(e) => onChange(e.target.value)}
          >
            {!field.required && <option value="">{t("all")}</option>}
            {field.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" size={18} />
        </span>
      ) : (
        <input
          // A new address brings a new value; the key makes the uncontrolled field follow it.
          key={value}
          id={id}
          className={css.control}
          dir="ltr"
          inputMode="numeric"
          defaultValue={value}
          data-set={value !== ""}
          onKeyDown={(e) => e.key === "Enter" && onChange(latinDigits(e.currentTarget.value))}
          onBlur={(e) => latinDigits(e.target.value) !== value && onChange(latinDigits(e.target.value))}
        />
      )}
    </div>
  );
}

const latinDigits = (text: string): string =>
  text.replace(/[۰-۹٠-٩]/g, (d) => String(d.charCodeAt(0) & 0xf)).replace(/\D/g, "");
