import { useLocale, useTranslations } from "next-intl";
import { formatList } from "@/lib/i18n/format";
import { COLUMNS, type Kind } from "@/lib/intake/columns";
import type { ColumnFields } from "@/lib/intake/mapping/letters";
import { useFieldName } from "./field-name";

type Props = { kind: string; letter: string; fields: ColumnFields; missing: readonly string[] };

/** What a column can be: required fields nobody fills first, those of other columns last and with their letters. */
export function ColumnOptions({ kind, letter, fields, missing }: Props) {
  const t = useTranslations("import.map");
  const locale = useLocale();
  const fieldName = useFieldName(kind);
  const all = COLUMNS[kind as Kind].map(({ field }) => field);
  const elsewhere = (field: string): string[] =>
    Object.entries(fields).flatMap(([other, one]) => (one === field && other !== letter ? [other] : []));
  const wanted = all.filter((field) => missing.includes(field));
  const used = all.filter((field) => elsewhere(field).length > 0);
  const free = all.filter((field) => !wanted.includes(field) && !used.includes(field));
  const usedName = (field: string) =>
    t("usedIn", { field: fieldName(field), columns: formatList(locale, elsewhere(field)) });
  const groups = [
    ["wanted", wanted, fieldName],
    ["free", free, fieldName],
    ["used", used, usedName],
  ] as const;
  return (
    <>
      <option value="">{t("aside")}</option>
      {groups.map(
        ([group, members, nameOf]) =>
          members.length > 0 && (
            <optgroup key={group} label={t(`group.${group}`)}>
              {members.map((field) => (
                <option key={field} value={field}>
                  {nameOf(field)}
                </option>
              ))}
            </optgroup>
          ),
      )}
    </>
  );
}
