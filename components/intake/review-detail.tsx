import { useLocale, useTranslations } from "next-intl";
import { memo } from "react";
import { SideBySide } from "@/components/ui/side-by-side";
import { formatCode } from "@/lib/i18n/format";
import type { ReviewRow } from "@/lib/intake/review/table/queries";
import { useFieldName } from "./field-name";
import { type CodeNames, FieldValue } from "./field-value";
import { IssueList } from "./issue-list";
import css from "./review-detail.module.css";

type Props = { kind: string; row: ReviewRow | null; field: string; names: CodeNames };

/** The cell at hand in full: where it stands, what it says, what changes, and what is wrong with its row and what to do. */
export const ReviewDetail = memo(function ReviewDetail({ kind, row, field, names }: Props) {
  const t = useTranslations("import");
  const locale = useLocale();
  const fieldName = useFieldName(kind);
  if (row === null) return <section className={css.detail} aria-label={t("grid.detail")} />;
  const change = row.changes?.[field];
  const found = row.issues.filter(({ severity }) => severity !== "repair");
  const own = found.filter((issue) => issue.field === field);
  const others = found.filter((issue) => issue.field !== field);
  return (
    <section className={css.detail} aria-label={t("grid.detail")}>
      <div>
        <p className={css.where}>
          <SideBySide>
            {t("row.of", { row: formatCode(locale, row.rowNo), file: row.filename })}
            {row.edited && t("row.edited")}
          </SideBySide>
        </p>
        <h2 className={css.field}>{fieldName(field)}</h2>
        {change ? (
          <dl className={css.sides}>
            <dt>{t("grid.before")}</dt>
            <dd>
              <FieldValue kind={kind} field={field} value={change[0]} names={names} />
            </dd>
            <dt>{t("grid.after")}</dt>
            <dd>
              <FieldValue kind={kind} field={field} value={change[1]} names={names} />
            </dd>
          </dl>
        ) : (
          <p className={css.value}>
            <bdi>{row.raw[field] || t("blank")}</bdi>
          </p>
        )}
      </div>
      <div>
        {found.length === 0 ? (
          <p className="tk-muted">{t("grid.clean")}</p>
        ) : (
          <>
            {own.length > 0 && <IssueList kind={kind} issues={own} />}
            {others.length > 0 && (
              <>
                {own.length > 0 && <p className={css.where}>{t("grid.others")}</p>}
                <IssueList kind={kind} issues={others} />
              </>
            )}
          </>
        )}
      </div>
    </section>
  );
});
