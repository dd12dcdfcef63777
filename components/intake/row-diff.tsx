import { useTranslations } from "next-intl";
import { useFieldName } from "./field-name";
import { type CodeNames, FieldValue } from "./field-value";
import css from "./row-diff.module.css";

/** `{field: [old, new]}` of a changed row. */
export type Changes = Readonly<Record<string, readonly [unknown, unknown]>>;

/** What an import changes about one stored row, field by field. */
export function RowDiff({ kind, changes, names }: { kind: string; changes: Changes; names: CodeNames }) {
  const t = useTranslations("import");
  const fieldName = useFieldName(kind);
  return (
    <ul className={css.diff}>
      {Object.entries(changes).map(([field, [before, after]]) => (
        <li key={field}>
          <strong>{fieldName(field)}</strong>
          <del>
            <FieldValue kind={kind} field={field} value={before} names={names} />
          </del>
          <span className={css.after}>
            <span aria-hidden="true">{t("arrow")}</span>
            <span className="tk-hidden">{t("became")}</span>
            <ins>
              <FieldValue kind={kind} field={field} value={after} names={names} />
            </ins>
          </span>
        </li>
      ))}
    </ul>
  );
}
