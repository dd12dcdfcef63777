import { useLocale, useTranslations } from "next-intl";
import { ColumnChart } from "@/components/ui/chart";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Num, Percent } from "@/components/ui/values";
import { formatNumber, formatPercent } from "@/lib/i18n/format";
import type { Shares, TrendSource, TrendSummary } from "@/lib/intake/trend/weeks";
import { isIssueCode } from "@/lib/shared/issues";
import css from "./quality-trend.module.css";

/** Tenths of a percent, so that the three parts of a column stay a hundred. */
const percent = (ratio: number): number => Math.round(ratio * 1_000) / 10;

type ChartProps = { weeks: TrendSummary["weeks"]; labels: readonly string[] };

/** Of the rows of each week, which part came clean, was repaired, or needed a person. */
export function QualityChart({ weeks, labels }: ChartProps) {
  const t = useTranslations("quarantine.trend");
  return (
    <ColumnChart
      caption={t("caption")}
      axis={t("week")}
      rows={weeks.map(({ share }, i) => ({
        label: labels[i] ?? "",
        values: { clean: percent(share.clean), repaired: percent(share.repaired), held: percent(share.held) },
      }))}
      series={[
        { key: "clean", label: t("clean"), tone: "main" },
        { key: "repaired", label: t("repaired"), tone: "mute" },
        { key: "held", label: t("held"), tone: "over" },
      ]}
    />
  );
}

type SourceProps = {
  sources: readonly TrendSource[];
  nameOf: (source: string | null) => string;
  /** Heading of the sources: kind, person or centre. */
  heading: string;
};

/** Each source with its shares and what was found most. */
export function QualitySources({ sources, nameOf, heading }: SourceProps) {
  const t = useTranslations("quarantine.trend");
  const share = (key: "clean" | "repaired" | "held"): Column<TrendSource> => ({
    key,
    header: t(key),
    align: "end",
    cell: (one) => (
      <>
        <Percent ratio={one.share[key]} fraction={1} />
        <span className="tk-muted tk-block">
          <Num value={one[key]} />
        </span>
      </>
    ),
  });
  const columns: Column<TrendSource>[] = [
    { key: "source", header: heading, primary: true, cell: ({ source }) => <bdi>{nameOf(source)}</bdi> },
    { key: "rows", header: t("rows"), align: "end", cell: ({ rows }) => <Num value={rows} /> },
    share("clean"),
    share("repaired"),
    share("held"),
    { key: "codes", header: t("codes"), cell: ({ codes }) => <Codes codes={codes} /> },
  ];
  return (
    <DataTable
      caption={t("sources")}
      columns={columns}
      rows={sources}
      rowKey={({ source }) => source ?? ""}
      empty={<EmptyState icon="check" title={t("empty")} hint={t("emptyHint")} />}
    />
  );
}

function Codes({ codes }: { codes: TrendSource["codes"] }) {
  const t = useTranslations("quarantine.trend");
  const tIssue = useTranslations("issues");
  if (codes.length === 0) return <span className="tk-muted">—</span>;
  return (
    <ul className={css.codes}>
      {codes.map(({ code, rows }) => (
        <li key={code}>{t("code", { words: isIssueCode(code) ? tIssue(code) : code, rows })}</li>
      ))}
    </ul>
  );
}

type WeeksProps = SourceProps & { labels: readonly string[] };

/** The share that needed a person, source by source and week by week; a dash where no row came. */
export function QualityWeeks({ sources, nameOf, heading, labels }: WeeksProps) {
  const t = useTranslations("quarantine.trend");
  const newestFirst = labels.map((label, week) => ({ label, week })).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keyboard.
    <section className={css.scroll} aria-label={t("byWeek")} tabIndex={0}>
      <table className={css.weeks}>
        <caption className="tk-hidden">{t("byWeek")}</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {newestFirst.map(({ label, week }) => (
              <th key={week} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sources.map(({ source, weeks }) => (
            <tr key={source ?? ""}>
              <th scope="row">
                <bdi>{nameOf(source)}</bdi>
              </th>
              {newestFirst.map(({ week }) => (
                <WeekCell key={week} of={weeks[week]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function WeekCell({ of }: { of: Shares | undefined }) {
  const t = useTranslations("quarantine.trend");
  const locale = useLocale();
  if (of === undefined || of.rows === 0) return <td className="tk-muted">—</td>;
  const title = t("cell", { held: formatNumber(locale, of.held), rows: formatNumber(locale, of.rows) });
  return <td title={title}>{formatPercent(locale, of.share.held, 1)}</td>;
}
