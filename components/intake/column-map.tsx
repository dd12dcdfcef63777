import { useLocale, useTranslations } from "next-intl";
import { Code } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import css from "./column-map.module.css";
import { useFieldName } from "./field-name";
import type { SheetView } from "./layout-choice";

export type LayoutView = {
  sheet: string | null;
  /** Excel's number of the header row. */
  headerRow: number;
  columns: readonly { field: string; header: string; column: string }[];
  /** Columns nobody knows: tolerated and named. */
  unknown: readonly { header: string; column: string }[];
  hiddenSheets: readonly string[];
  /** Visible sheets that were left aside. */
  otherSheets: readonly string[];
  titleRows?: readonly number[];
  sampleRows?: readonly number[];
  merged?: readonly string[];
  hiddenColumns?: readonly string[];
  sheets?: readonly SheetView[];
};

/** Which column of the file became which field, and what was left out. */
export function ColumnMap({ kind, layout }: { kind: string; layout: LayoutView }) {
  const t = useTranslations("import.map");
  const locale = useLocale();
  const fieldName = useFieldName(kind);
  const numbers = (rows: readonly number[] = []) => rows.map((row) => formatCode(locale, row));
  return (
    <details className={css.map}>
      <summary>
        {t("summary", { known: layout.columns.length, unknown: layout.unknown.length })}
        {(layout.sampleRows?.length ?? 0) > 0 && ` · ${t("sampleLeft")}`}
        {layout.hiddenSheets.length > 0 && ` · ${t("hiddenCount", { count: layout.hiddenSheets.length })}`}
      </summary>
      <p className="tk-muted">
        {layout.sheet !== null && (
          <>
            {t("sheet")} <bdi>{layout.sheet}</bdi> ·{" "}
          </>
        )}
        {t("headerRow")} <Code value={layout.headerRow} />
      </p>
      <ul className={css.columns}>
        {layout.columns.map((one) => (
          <li key={one.column}>
            <span className={css.letter}>{one.column}</span>
            <bdi className={css.header}>{one.header}</bdi>
            <span aria-hidden="true" className={css.arrow}>
              {t("arrow")}
            </span>
            <strong>{fieldName(one.field)}</strong>
          </li>
        ))}
      </ul>
      <Names title={t("unknown")} names={layout.unknown.map((one) => `${one.column}: ${one.header}`)} />
      <Names title={t("hiddenSheets")} names={layout.hiddenSheets} />
      <Names title={t("otherSheets")} names={layout.otherSheets} />
      <Names title={t("titleRows")} names={numbers(layout.titleRows)} />
      <Names title={t("sampleRowsTitle")} names={numbers(layout.sampleRows)} />
      <Names title={t("hiddenColumns")} names={layout.hiddenColumns ?? []} />
      <Names title={t("merged")} names={layout.merged ?? []} />
    </details>
  );
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div className={css.names}>
      <span>{title}</span>
      {names.map((name) => (
        <bdi key={name}>{name}</bdi>
      ))}
    </div>
  );
}
