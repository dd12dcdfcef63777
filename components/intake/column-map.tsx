import { useLocale, useTranslations } from "next-intl";
import { Chip } from "@/components/ui/status-chip";
import { Code } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import type { Match } from "@/lib/intake/mapping/decide";
import css from "./column-map.module.css";
import { useFieldName } from "./field-name";
import type { SheetView } from "./layout-choice";

type ColumnView = { header: string; column: string; samples?: readonly string[] };
const SURE: Readonly<Record<Match, "ok" | "info" | "warn">> = {
  exact: "ok",
  synonym: "ok",
  part: "warn",
  chosen: "info",
};

export type LayoutView = {
  sheet: string | null;
  /** Excel's number of the header row. */
  headerRow: number;
  columns: readonly (ColumnView & { field: string; match?: Match | null })[];
  /** Columns nobody knows: tolerated and named. */
  unknown: readonly ColumnView[];
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

/** Which column of the file became which field, and what was left out. */
export function ColumnMap({ kind, layout }: { kind: string; layout: LayoutView }) {
  const t = useTranslations("import.map");
  const locale = useLocale();
  const fieldName = useFieldName(kind);
  const numbers = (rows: readonly number[] = []) => rows.map((row) => formatCode(locale, row));
  return (
    <details className={css.map} open={layout.missing !== undefined}>
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
            <Heading column={one} />
            <span className={css.target}>
              <span aria-hidden="true" className={css.arrow}>
                {t("arrow")}
              </span>
              <strong>{fieldName(one.field)}</strong>
              {one.match && <Chip tone={SURE[one.match]}>{t(`match.${one.match}`)}</Chip>}
            </span>
            {one.match && one.match !== "exact" && <span className={css.why}>{t(`why.${one.match}`)}</span>}
            <Samples column={one} />
          </li>
        ))}
        {(layout.missing ?? []).map((field) => (
          <li key={field}>
            <span className={css.target}>
              <strong>{fieldName(field)}</strong>
              <Chip tone="bad">{t("required")}</Chip>
            </span>
            <span className={css.why}>{t("requiredWhy")}</span>
          </li>
        ))}
      </ul>
      {layout.unknown.length > 0 && (
        <>
          <p>{t("unknown")}</p>
          <ul className={css.columns}>
            {layout.unknown.map((one) => (
              <li key={one.column}>
                <Heading column={one} />
                <Samples column={one} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Names title={t("hiddenSheets")} names={layout.hiddenSheets} />
      <Names title={t("otherSheets")} names={layout.otherSheets} />
      <Names title={t("titleRows")} names={numbers(layout.titleRows)} />
      <Names title={t("sampleRowsTitle")} names={numbers(layout.sampleRows)} />
      <Names title={t("hiddenColumns")} names={layout.hiddenColumns ?? []} />
      <Names title={t("merged")} names={layout.merged ?? []} />
    </details>
  );
}

function Heading({ column }: { column: ColumnView }) {
  return (
    <span className={css.heading}>
      <span className={css.letter}>{column.column}</span>
      <bdi className={css.header}>{column.header}</bdi>
    </span>
  );
}

/** The first values of a column: people recognise a wrong one by them sooner than by its heading. */
function Samples({ column: { samples } }: { column: ColumnView }) {
  const t = useTranslations("import.map");
  if (samples === undefined) return null;
  return (
    <span className={css.samples}>
      {samples.length === 0
        ? t("noSamples")
        : samples.map((sample) => (
            <bdi key={sample} className={css.sample}>
              {sample}
            </bdi>
          ))}
    </span>
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
