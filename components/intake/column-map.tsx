import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SideBySide } from "@/components/ui/side-by-side";
import { Chip } from "@/components/ui/status-chip";
import { Code } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import type { Match } from "@/lib/intake/mapping/decide";
import { ColumnHeading, ColumnSamples, type ColumnView, SURE } from "./column-head";
import css from "./column-map.module.css";
import { useFieldName } from "./field-name";
import type { SheetView } from "./layout-choice";

export type LayoutView = {
  sheet: string | null;
  /** Excel's number of the header row. */
  headerRow: number;
  columns: readonly (ColumnView & { field: string; match?: Match | null })[];
  /** Columns that fill no field: nobody knows them, or (`aside`) somebody left them out. */
  unknown: readonly (ColumnView & { aside?: boolean })[];
  /** What somebody had chosen for the same headings before decides here. */
  remembered?: { at: string; byId: string; by: string };
  /** Required fields without a column. */
  missing?: readonly string[];
  hiddenSheets: readonly string[];
  /** Visible sheets that were left aside. */
  otherSheets: readonly string[];
  titleRows?: readonly number[];
  sampleRows?: readonly number[];
  merged?: readonly string[];
  hiddenColumns?: readonly string[];
  sheets?: readonly SheetView[];
};

type Props = {
  kind: string;
  layout: LayoutView;
  /** Choosing by hand, in the place of the lists, where the state allows it. */
  choice: ReactNode;
};

/** Which column of the file became which field, and what was left out. */
export function ColumnMap({ kind, layout, choice }: Props) {
  const t = useTranslations("import.map");
  const locale = useLocale();
  const numbers = (rows: readonly number[] = []) => rows.map((row) => formatCode(locale, row));
  return (
    <details className={css.map} open={layout.missing !== undefined}>
      <summary>
        {choice && <strong>{t("edit")}</strong>}
        <SideBySide>
          {t("summary", { known: layout.columns.length, unknown: layout.unknown.length })}
          {(layout.sampleRows?.length ?? 0) > 0 && t("sampleLeft")}
          {layout.otherSheets.length > 0 && t("otherCount", { count: layout.otherSheets.length })}
          {layout.hiddenSheets.length > 0 && t("hiddenCount", { count: layout.hiddenSheets.length })}
        </SideBySide>
      </summary>
      <p className="tk-muted">
        <SideBySide>
          {layout.sheet !== null && (
            <span>
              {t("sheet")} <bdi>{layout.sheet}</bdi>
            </span>
          )}
          <span>
            {t("headerRow")} <Code value={layout.headerRow} />
          </span>
        </SideBySide>
      </p>
      {choice || <Columns kind={kind} layout={layout} />}
      <Names title={t("hiddenSheets")} names={layout.hiddenSheets} />
      <Names title={t("otherSheets")} names={layout.otherSheets} />
      <Names title={t("titleRows")} names={numbers(layout.titleRows)} />
      <Names title={t("sampleRowsTitle")} names={numbers(layout.sampleRows)} />
      <Names title={t("hiddenColumns")} names={layout.hiddenColumns ?? []} />
      <Names title={t("merged")} names={layout.merged ?? []} />
    </details>
  );
}

/** The columns as they are, where nothing can be chosen any more. */
function Columns({ kind, layout }: { kind: string; layout: LayoutView }) {
  const t = useTranslations("import.map");
  const fieldName = useFieldName(kind);
  return (
    <>
      <ul className={css.columns}>
        {layout.columns.map((one) => (
          <li key={one.column}>
            <ColumnHeading column={one} />
            <span className={css.target}>
              <span aria-hidden="true" className={css.arrow}>
                {t("arrow")}
              </span>
              <strong>{fieldName(one.field)}</strong>
              {one.match && <Chip tone={SURE[one.match]}>{t(`match.${one.match}`)}</Chip>}
            </span>
            {one.match && one.match !== "exact" && <span className={css.why}>{t(`why.${one.match}`)}</span>}
            <ColumnSamples column={one} />
          </li>
        ))}
        {(layout.missing ?? []).map((field) => (
          <li key={field}>
            <span className={css.target}>
              <strong>{fieldName(field)}</strong>
              <Chip tone="bad">{t("required")}</Chip>
            </span>
          </li>
        ))}
      </ul>
      {layout.unknown.length > 0 && (
        <>
          <p>{t("unknown")}</p>
          <ul className={css.columns}>
            {layout.unknown.map((one) => (
              <li key={one.column}>
                <ColumnHeading column={one} />
                {one.aside && <Chip tone="info">{t("asideChip")}</Chip>}
                <ColumnSamples column={one} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
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
