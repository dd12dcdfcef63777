import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusChip } from "@/components/ui/status-chip";
import type { View } from "@/components/ui/table-view";
import { Code, DateTime } from "@/components/ui/values";
import type { Policy, RunKind } from "@/lib/allocation/schema";
import { formatCode } from "@/lib/i18n/format";
import { Duration } from "./duration";
import { MadeBy } from "./made-by";
import { OutcomeBar } from "./outcome-bar";

export type RunRow = {
  readonly id: string;
  readonly number: number;
  readonly year: number;
  readonly kind: RunKind;
  readonly policy: Policy;
  readonly state: string;
  readonly eligible: number;
  readonly placed: number;
  readonly needsNewMentor: number;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly version: number;
  readonly tookMs: number | null;
};

type Props = {
  rows: readonly RunRow[];
  total: number;
  view: View;
  empty: React.ReactNode;
  /** Of whoever may throw plans away: the name of the choice; only plans can be chosen. */
  choice?: string | undefined;
};

/** The ledger of runs, newest first unless the address says otherwise. */
export function RunTable({ rows, total, view, empty, choice }: Props) {
  const t = useTranslations("runs");
  const locale = useLocale();
  const columns: Column<RunRow>[] = [
    {
      key: "number",
      header: t("number"),
      sortable: true,
      primary: true,
      cell: (r) => <Link href={`/runs/${r.id}`}>{t("run", { number: formatCode(locale, r.number) })}</Link>,
    },
    { key: "year", header: t("year"), cell: (r) => <Code value={r.year} /> },
    {
      key: "kind",
      header: t("kind"),
      cell: (r) => t("kindPolicy", { kind: t(`kinds.${r.kind}`), policy: t(`policies.${r.policy}`) }),
    },
    { key: "state", header: t("state"), cell: (r) => <StatusChip status={r.state} /> },
    {
      key: "placed",
      header: t("result"),
      sortable: true,
      width: "16rem",
      cell: (r) => (isDecided(r) ? <OutcomeBar {...r} /> : <span className="tk-muted">—</span>),
    },
    {
      key: "createdAt",
      header: t("made"),
      sortable: true,
      cell: (r) => (
        <span>
          <MadeBy name={r.createdByName} />
          <span className="tk-muted tk-block">
            <DateTime at={r.createdAt} />
          </span>
        </span>
      ),
    },
    { key: "took", header: t("duration"), align: "end", cell: (r) => <Duration ms={r.tookMs} /> },
  ];
  const noMatch = <EmptyState icon="search" title={t("noMatch")} hint={t("noMatchHint")} />;
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(r) => r.id}
      view={view}
      total={total}
      choice={
        choice === undefined
          ? undefined
          : {
              of: choice,
              label: (r) => t("run", { number: formatCode(locale, r.number) }),
              can: (r) => r.state === "PLANNED",
            }
      }
      empty={Object.keys(view.filters).length > 0 ? noMatch : empty}
    />
  );
}

/** Before it is planned a run has no result, and a plan that failed has none either. */
const isDecided = (run: Pick<RunRow, "placed" | "needsNewMentor">): boolean =>
  run.placed + run.needsNewMentor > 0;
