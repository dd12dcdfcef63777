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
  return (
    <>
      <option value="">{t("aside")}</option>
      {wanted.length > 0 && (
        <optgroup label={t("group.wanted")}>
          {wanted.map((field) => (
            <option key={field} value={field}>
              {fieldName(field)}
            </option>
          ))}
        </optgroup>
      )}
      {free.length > 0 && (
        <optgroup label={t("group.free")}>
          {free.map((field) => (
            <option key={field} value={field}>
              {fieldName(field)}
            </option>
          ))}
        </optgroup>
      )}
      {used.length > 0 && (
        <optgroup label={t("group.used")}>
          {used.map((field) => (
            <option key={field} value={field}>
              {t("usedIn", { field: fieldName(field), columns: formatList(locale, elsewhere(field)) })}
            </option>
          ))}
        </optgroup>
      )}
    </>
  );
}
