import { useTranslations } from "next-intl";
import type { Match } from "@/lib/intake/mapping/decide";
import css from "./column-head.module.css";

/** How sure a field is, as a tone. */
export const SURE: Readonly<Record<Match, "ok" | "info" | "warn">> = {
  exact: "ok",
  synonym: "ok",
  part: "warn",
  chosen: "info",
};

export type ColumnView = { header: string; column: string; samples?: readonly string[] };

/** Excel's letter of a column and its heading. */
export function ColumnHeading({ column }: { column: ColumnView }) {
  return (
    <span className={css.heading}>
      <span className={css.letter}>{column.column}</span>
      <bdi className={css.header}>{column.header}</bdi>
    </span>
  );
}

/** The first values of a column: people recognise a wrong one by them sooner than by its heading. */
export function ColumnSamples({ column: { samples } }: { column: ColumnView }) {
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
