import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/tokens";
import { Num } from "@/components/ui/values";
import css from "./batch-counts.module.css";

export type Counts = {
  rows: number;
  newRows: number;
  changedRows: number;
  unchangedRows: number;
  quarantinedRows: number;
  repairedRows: number;
  missingRows: number;
};

/** The four kinds that add up to the rows, each with the tab that lists it. */
const PARTS = [
  { key: "new", field: "newRows", tone: "info" },
  { key: "changed", field: "changedRows", tone: "busy" },
  { key: "unchanged", field: "unchangedRows", tone: "mute" },
  { key: "quarantined", field: "quarantinedRows", tone: "warn" },
] as const satisfies readonly { key: string; field: keyof Counts; tone: Tone }[];

type Props = {
  counts: Counts;
  /** Address of the tab that lists a kind of rows. */
  hrefOf: (tab: string) => string;
  /** Whether the batch speaks for everything in its scope: only then is there something missing. Contracts §5. */
  full: boolean;
};

/** rows = new + changed + unchanged + quarantined, drawn and written; repaired and missing stand apart. */
export function BatchCounts({ counts, hrefOf, full }: Props) {
  const t = useTranslations("import.counts");
  return (
    <div className={css.counts}>
      <div className={css.sum}>
        <span className={css.total}>
          <Num value={counts.rows} />
        </span>
        <span className="tk-muted">{t("rows")}</span>
        <span className={css.sign} aria-hidden="true">
          =
        </span>
      </div>
      {PARTS.map((part, index) => (
        <Link
          key={part.key}
          href={hrefOf(part.key)}
          scroll={false}
          className={`${css.part} ${css[part.tone]} ${counts[part.field] === 0 ? css.zero : ""}`}
        >
          {index > 0 && (
            <span className={css.plus} aria-hidden="true">
              +
            </span>
          )}
          <strong>
            <Num value={counts[part.field]} />
          </strong>
          <span>{t(part.key)}</span>
        </Link>
      ))}
      <Proportions counts={counts} />
      <p className={css.apart}>
        <Link href={hrefOf("repair")} scroll={false}>
          {t("repaired", { count: counts.repairedRows })}
        </Link>
        {full && <span>{t("missing", { count: counts.missingRows })}</span>}
      </p>
    </div>
  );
}

const WIDTH = 1000;

function Proportions({ counts }: { counts: Counts }) {
  if (counts.rows === 0) return null;
  let x = 0;
  return (
    <svg
      className={css.bar}
      viewBox={`0 0 ${WIDTH} 8`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {PARTS.map(({ key, field, tone }) => {
        const width = (counts[field] / counts.rows) * WIDTH;
        const from = x;
        x += width;
        return <rect key={key} className={css[tone]} x={from} y={0} width={width} height={8} />;
      })}
    </svg>
  );
}
