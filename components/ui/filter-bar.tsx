"use client";

import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId, useOptimistic, useState, useTransition } from "react";
import { formatCode } from "@/lib/i18n/format";
import { cleanCode, cleanText } from "@/lib/shared/text";
import { queryOf, valuesOf } from "@/lib/shared/view";
import css from "./filter-bar.module.css";
import { Icon } from "./icons";
import { useTypedEarly } from "./use-early";

export type FilterField = {
  /** Name of the parameter in the address. */
  name: string;
  label: string;
  /** Choices; without them the field takes a number (a code). */
  options?: readonly { value: string; label: string }[];
  /** What no choice is called; «all» unless told. */
  none?: string;
  /** Its choices are sentences: it takes the room they need. */
  wide?: boolean;
  /** There is always one chosen: no «all», and clearing the filters leaves it. */
  required?: boolean;
  /** Several at once: a choice adds to those there are; codes are typed as `1,3,5:7`. */
  many?: boolean;
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

/** As many as leave room for the list on a phone; more are shown there when asked for. */
const FEW = 2;

/** Filters that live in the address. Never for names, ids or counters: those are searched by POST (`SearchBox`). */
export function FilterBar({ fields, values: answered, params, name }: Props) {
  const t = useTranslations("ui.filter");
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const full = (key: string) => (name ? `${name}.${key}` : key);
  // The next change builds on the last one, also where the list has not followed yet.
  const [asked, ask] = useOptimistic<Readonly<Record<string, string>>>({});
  const values = { ...answered, ...asked };
  const go = (more: Readonly<Record<string, string>>) => {
    const changes = { ...asked, ...more };
    const next = new URLSearchParams(params);
    next.delete(full("page"));
    for (const [key, value] of Object.entries(changes)) {
      if (value) next.set(full(key), value);
      else next.delete(full(key));
    }
    startTransition(() => {
      ask(changes);
      router.push(`?${queryOf(next)}`, { scroll: false });
    });
  };
  const set = fields.filter((field) => !field.required && values[field.name]);
  const remove = (field: FilterField, value: string) =>
    go({
      [field.name]: valuesOf(values[field.name])
        .filter((one) => one !== value)
        .join(","),
    });
  return (
    <search className={busy ? css.busy : undefined} aria-busy={busy}>
      {fields.length > FEW && (
        <button
          type="button"
          className={css.toggle}
          aria-expanded={unfolded}
          aria-controls={id}
          onClick={() => setUnfolded(!unfolded)}
        >
          {t("toggle", { count: set.length })}
          <Icon name="chevronDown" size={18} />
        </button>
      )}
      <div id={id} className={css.bar} data-folded={fields.length > FEW && !unfolded}>
        {fields.map((field) => (
          <Field
            key={field.name}
            field={field}
            value={values[field.name] ?? ""}
            onChange={(value) => go({ [field.name]: value })}
          />
        ))}
      </div>
      {set.length > 0 && (
        <div className={css.chips}>
          {set.flatMap((field) =>
            valuesOf(values[field.name]).map((value) => (
              <FilterChip key={`${field.name}=${value}`} field={field} value={value} onRemove={remove} />
            )),
          )}
          <Button size="small" onClick={() => go(Object.fromEntries(set.map(({ name: key }) => [key, ""])))}>
            {t("clear", { count: set.length })}
          </Button>
        </div>
      )}
    </search>
  );
}

type ChipProps = {
  field: FilterField;
  value: string;
  onRemove: (field: FilterField, value: string) => void;
};

/** One value that narrows the list; pressing it takes the value away. */
function FilterChip({ field, value, onRemove }: ChipProps) {
  const t = useTranslations("ui.filter");
  const locale = useLocale();
  const words = field.options?.find((option) => option.value === value)?.label ?? formatCode(locale, value);
  return (
    <button
      type="button"
      className={css.chip}
      aria-label={t("remove", { field: field.label, value: words })}
      onClick={() => onRemove(field, value)}
    >
      <span>{field.label}</span>
      <bdi>{words}</bdi>
      <Icon name="close" size={14} />
    </button>
  );
}

type FieldProps = { field: FilterField; value: string; onChange: (value: string) => void };

function Field({ field, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className={css.field} data-wide={field.wide}>
      <label htmlFor={id}>{field.label}</label>
      {field.options ? (
        <SelectField id={id} field={field} value={value} onChange={onChange} />
      ) : (
        <CodeField id={id} field={field} value={value} onChange={onChange} />
      )}
    </div>
  );
}

/** Of a field that takes several, a choice is added; what is chosen stands below as chips. */
function SelectField({ id, field, value, onChange }: FieldProps & { id: string }) {
  const t = useTranslations("ui.filter");
  const chosen = field.many ? valuesOf(value) : [];
  const options = field.options?.filter((option) => !chosen.includes(option.value));
  const shown = field.many ? "" : value;
  const take = (one: string) => onChange([...chosen, one].join(","));
  const early = useTypedEarly<HTMLSelectElement>(shown, (list) => take(list.value));
  return (
    <span className={css.select}>
      <select
        id={id}
        className={css.control}
        ref={early}
        value={shown}
        data-set={value !== "" && !field.required}
        onChange={(e) => take(e.target.value)}
      >
        {!field.required && (
          <option value="">
            {chosen.length > 0 ? t("more", { count: chosen.length }) : (field.none ?? t("all"))}
          </option>
        )}
        {options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={18} />
    </span>
  );
}

function CodeField({ id, field, value, onChange }: FieldProps & { id: string }) {
  const locale = useLocale();
  const read = (text: string) => (field.many ? codesIn(text) : cleanCode(text).text.replace(/\D/g, ""));
  return (
    <input
      // A new address brings a new value; the key makes the uncontrolled field follow it.
      key={value}
      id={id}
      className={css.control}
      dir={field.many ? "ltr" : undefined}
      inputMode={field.many ? "text" : "numeric"}
      defaultValue={formatCode(locale, value)}
      data-set={value !== ""}
      onKeyDown={(e) => e.key === "Enter" && onChange(read(e.currentTarget.value))}
      onBlur={(e) => read(e.target.value) !== value && onChange(read(e.target.value))}
    />
  );
}

/** `۱، ۳، ۵:۷` → `1,3,5:7` */
const codesIn = (text: string): string =>
  cleanText(text)
    .text.split(/[\s,،]+/)
    .filter((part) => /^\d{1,9}(:\d{1,9})?$/.test(part))
    .join(",");
