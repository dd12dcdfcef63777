import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import type { IconName } from "@/components/ui/icons";
import { Panel } from "@/components/ui/page";
import { StatusChip } from "@/components/ui/status-chip";
import { DateTime } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import type { HomeBatch, HomeExport, HomeRun } from "@/lib/reporting/home/queries";
import css from "./home.module.css";

/** The newest of each kind side by side. */
export function HomeColumns({ children }: { children: ReactNode }) {
  return <div className={css.columns}>{children}</div>;
}

type Line = { id: string; href: string; title: string; detail: string; state: string; at: Date };

type ListProps = {
  title: string;
  all: { href: string; label: string };
  icon: IconName;
  empty: string;
  lines: readonly Line[];
};

/** The newest few of a kind, each a link. */
function Latest({ title, all, icon, empty, lines }: ListProps) {
  const actions: ReactNode = (
    <Link href={all.href} className={css.all}>
      {all.label}
    </Link>
  );
  return (
    <Panel title={title} actions={actions} flush>
      {lines.length === 0 ? (
        <EmptyState icon={icon} title={empty} />
      ) : (
        <ul className={css.lines}>
          {lines.map((line) => (
            <li key={line.id}>
              <Link href={line.href}>
                <span className={css.text}>
                  <strong>{line.title}</strong>
                  <span>{line.detail}</span>
                </span>
                <span className={css.state}>
                  <StatusChip status={line.state} />
                  <span className="tk-muted">
                    <DateTime at={line.at} />
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function LatestBatches({ batches }: { batches: readonly HomeBatch[] }) {
  const t = useTranslations("home");
  const locale = useLocale();
  const lines = batches.map((batch) => ({
    id: batch.id,
    href: `/imports/${batch.id}`,
    title: t("latest.batch", { number: formatCode(locale, batch.number) }),
    detail: t("latest.batchDetail", { kind: t(`kinds.${batch.kind}`), rows: batch.rows }),
    state: batch.status,
    at: batch.createdAt,
  }));
  const all = { href: "/imports", label: t("latest.all") };
  return (
    <Latest title={t("latest.batches")} all={all} icon="import" empty={t("latest.noBatches")} lines={lines} />
  );
}

export function LatestRuns({ runs }: { runs: readonly HomeRun[] }) {
  const t = useTranslations("home");
  const locale = useLocale();
  const lines = runs.map((run) => ({
    id: run.id,
    href: `/runs/${run.id}`,
    title: t("latest.run", { number: formatCode(locale, run.number), year: formatCode(locale, run.year) }),
    detail: t("latest.runDetail", { placed: run.placed, unplaced: run.needsNewMentor }),
    state: run.state,
    at: run.createdAt,
  }));
  const all = { href: "/runs", label: t("latest.all") };
  return <Latest title={t("latest.runs")} all={all} icon="run" empty={t("latest.noRuns")} lines={lines} />;
}

export function LatestExports({ exports }: { exports: readonly HomeExport[] }) {
  const t = useTranslations("home");
  const locale = useLocale();
  const lines = exports.map((one) => ({
    id: one.id,
    href: `/exports/${one.id}`,
    title: t("latest.export", { number: formatCode(locale, one.seq), year: formatCode(locale, one.year) }),
    detail: t("latest.exportDetail", { profile: t(`profiles.${one.profile}`), rows: one.rowCount }),
    state: one.state,
    at: one.createdAt,
  }));
  const all = { href: "/exports", label: t("latest.all") };
  return (
    <Latest title={t("latest.exports")} all={all} icon="export" empty={t("latest.noExports")} lines={lines} />
  );
}
