"use client";

import Button from "@mui/material/Button";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { Icon } from "@/components/ui/icons";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { formatNumber } from "@/lib/i18n/format";
import { isIssueCode } from "@/lib/shared/issues";
import { useFieldName } from "./field-name";
import native from "./native-field.module.css";
import css from "./value-map.module.css";

type Group = { code: string; field: string; value: string; rows: number; remembered: string | null };
type Mapped = { field: string; value: string; target: string; rows: number };
type Choice = { value: string; label: string };
type Props = {
  batchId: string;
  kind: string;
  groups: readonly Group[];
  mapped: readonly Mapped[];
  /** Entries a field can name; a field without any is typed. */
  choices: Readonly<Record<string, readonly Choice[]>>;
  disabled: boolean;
  action: ServerAction<unknown>;
};

const keyOf = ({ field, value }: { field: string; value: string }): string => `${field}\n${value}`;

/** Lets values that keep rows out stand for others, all at once; what is mapped already can be taken back. */
export function ValueMap({ batchId, kind, groups, mapped, choices, disabled, action }: Props) {
  const t = useTranslations("import.value");
  const toast = useToast();
  const { run, pending, refusal } = useAction(action, { onOk: () => toast("ok", t("saved")) });
  const [targets, setTargets] = useState<Readonly<Record<string, string>>>(() => startOf(groups));
  const [back, setBack] = useState<ReadonlySet<string>>(new Set());
  const kept = mapped.filter((one) => !back.has(keyOf(one)));
  const fresh = groups.flatMap((group) => {
    const target = targets[keyOf(group)]?.trim() ?? "";
    return target === "" ? [] : [{ field: group.field, value: group.value, target, rows: group.rows }];
  });
  const rows = fresh.reduce((sum, one) => sum + one.rows, 0);
  const send = () => run({ batchId, values: valuesOf([...kept, ...fresh]) });
  return (
    <form
      className={css.map}
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ul className={css.list}>
        {mapped.map((one) => (
          <MappedRow
            key={keyOf(one)}
            kind={kind}
            one={one}
            choices={choices[one.field] ?? []}
            taken={back.has(keyOf(one))}
            disabled={disabled}
            onToggle={() => setBack(toggled(back, keyOf(one)))}
          />
        ))}
        {groups.map((group) => (
          <GroupRow
            key={keyOf(group) + group.code}
            kind={kind}
            group={group}
            choices={choices[group.field] ?? []}
            target={targets[keyOf(group)] ?? ""}
            disabled={disabled}
            onChange={(target) => setTargets({ ...targets, [keyOf(group)]: target })}
          />
        ))}
      </ul>
      <ActionError refusal={refusal} />
      {!disabled && (
        <div className={css.buttons}>
          <Button
            type="submit"
            variant="contained"
            loading={pending}
            disabled={fresh.length === 0 && back.size === 0}
          >
            {t("apply", { count: rows })}
          </Button>
        </div>
      )}
    </form>
  );
}

/** What was chosen for the same values the last time stands there already. */
const startOf = (groups: readonly Group[]): Record<string, string> =>
  Object.fromEntries(groups.flatMap((group) => (group.remembered ? [[keyOf(group), group.remembered]] : [])));

const toggled = (set: ReadonlySet<string>, key: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
};

const valuesOf = (all: readonly Omit<Mapped, "rows">[]): Record<string, Record<string, string>> => {
  const values: Record<string, Record<string, string>> = {};
  for (const { field, value, target } of all) values[field] = { ...values[field], [value]: target };
  return values;
};

type GroupProps = {
  kind: string;
  group: Group;
  choices: readonly Choice[];
  target: string;
  disabled: boolean;
  onChange: (target: string) => void;
};

function GroupRow({ kind, group, choices, target, disabled, onChange }: GroupProps) {
  const t = useTranslations("import.value");
  const tIssue = useTranslations("issues");
  const fieldName = useFieldName(kind);
  const locale = useLocale();
  const id = useId();
  return (
    <li>
      <label htmlFor={id} className={css.what}>
        <span>
          <b>{t("rows", { count: group.rows, shown: formatNumber(locale, group.rows) })}</b>{" "}
          {fieldName(group.field)} <bdi className={css.value}>{group.value}</bdi>
        </span>
        <span className="tk-muted">
          {isIssueCode(group.code) ? tIssue(group.code) : group.code}
          {group.remembered && <> {t("remembered")}</>}
        </span>
      </label>
      {choices.length > 0 ? (
        <select
          id={id}
          className={native.high}
          value={target}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{t("leave")}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          className={native.high}
          value={target}
          disabled={disabled}
          // Empty, it shows a word of the page; «auto» would set that left to right.
          dir={target === "" ? undefined : "auto"}
          maxLength={500}
          placeholder={t("leave")}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </li>
  );
}

type MappedProps = {
  kind: string;
  one: Mapped;
  choices: readonly Choice[];
  taken: boolean;
  disabled: boolean;
  onToggle: () => void;
};

function MappedRow({ kind, one, choices, taken, disabled, onToggle }: MappedProps) {
  const t = useTranslations("import.value");
  const fieldName = useFieldName(kind);
  const locale = useLocale();
  const label = choices.find(({ value }) => value === one.target)?.label ?? one.target;
  return (
    <li className={taken ? css.taken : css.done}>
      <span className={css.what}>
        <span>
          <Icon name={taken ? "close" : "check"} size={16} />{" "}
          <b>{t("rows", { count: one.rows, shown: formatNumber(locale, one.rows) })}</b>{" "}
          {fieldName(one.field)} <bdi className={css.value}>{one.value}</bdi> {t("standsFor")}{" "}
          <bdi className={css.value}>{label}</bdi>
        </span>
      </span>
      {!disabled && (
        <Button size="small" onClick={onToggle}>
          {t(taken ? "keep" : "takeBack")}
        </Button>
      )}
    </li>
  );
}
