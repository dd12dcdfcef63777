import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { DifferenceTable } from "@/components/allocation/difference-table";
import { Notice } from "@/components/allocation/notice";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { LtrText } from "@/components/ui/ltr-text";
import { Columns, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusChip } from "@/components/ui/status-chip";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { Num, Percent } from "@/components/ui/values";
import { DIFFERENCE_KINDS, DIFFERENCE_REASONS } from "@/lib/allocation/compare";
import { type ComparedRun, compareRuns, type RunComparison } from "@/lib/allocation/compare/queries";
import { listLedger } from "@/lib/allocation/ledger/queries";
import type { Policy } from "@/lib/allocation/schema";
import { requirePermission } from "@/lib/auth/guard";
import type { Can } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("runs.compare"))("title"),
});

/** Two runs side by side: their numbers, and every student who fares differently with the reason. */
export default async function ComparePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("run:read");
  const view = readView(await searchParams, {
    sorts: ["student"],
    defaultSort: "student",
    filters: { a: "number", b: "number", kind: DIFFERENCE_KINDS, reason: DIFFERENCE_REASONS },
  });
  const { a, b, kind, reason } = view.filters;
  const both = a !== undefined && b !== undefined;
  const [t, { runs, narrowing }] = await Promise.all([getTranslations("runs"), filtersOf(staff)]);
  const compared = both
    ? await compareRuns(staff, {
        ...{ a, b, offset: view.offset, size: view.size },
        kind: DIFFERENCE_KINDS.find((one) => one === kind),
        reason: DIFFERENCE_REASONS.find((one) => one === reason),
      })
    : null;
  if (both && compared === null) notFound();
  return (
    <Page>
      <PageHeader
        title={t("compare.title")}
        lead={t("compare.lead")}
        crumbs={[{ label: t("title"), href: "/runs" }]}
      />
      {compared && <Summary compared={compared} />}
      <Panel flush>
        <FilterBar
          fields={compared ? [...runs, ...narrowing] : runs}
          values={view.filters}
          params={view.params}
        />
        {compared ? (
          <DifferenceTable rows={compared.rows} total={compared.total} view={view} />
        ) : (
          <NothingChosen
            chosen={a !== undefined || b !== undefined}
            offered={runs[0]?.options?.length ?? 0}
          />
        )}
      </Panel>
    </Page>
  );
}

/** As many runs as a list of choices can offer. */
const RUNS_OFFERED_MAX = 200;

type CompareFilters = { readonly runs: FilterField[]; readonly narrowing: FilterField[] };

/** Which two runs; and, once there is something to narrow, which of the differences. */
async function filtersOf(staff: Can<"run:read">): Promise<CompareFilters> {
  const page = {
    sort: { key: "number", desc: true },
    offset: 0,
    size: RUNS_OFFERED_MAX,
    filters: {},
  } as const;
  const [t, locale, { rows }] = await Promise.all([
    getTranslations("runs.compare"),
    getLocale(),
    listLedger(staff, page),
  ]);
  const options = rows.map((run) => ({
    value: String(run.number),
    label: t("with", {
      number: formatCode(locale, run.number),
      year: formatCode(locale, run.year),
      placed: run.placed,
    }),
  }));
  const runs = [
    { name: "a", label: t("first"), options, wide: true, none: t("pickRun") },
    { name: "b", label: t("second"), options, wide: true, none: t("pickRun") },
  ];
  const narrowing = [
    {
      name: "kind",
      label: t("difference"),
      options: DIFFERENCE_KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) })),
    },
    {
      name: "reason",
      label: t("reason"),
      options: DIFFERENCE_REASONS.map((one) => ({ value: one, label: t(`why.${one}`) })),
    },
  ];
  return { runs, narrowing };
}

/** What to do until two runs are chosen, or where there are no two. */
async function NothingChosen({ chosen, offered }: { chosen: boolean; offered: number }) {
  const t = await getTranslations("runs.compare");
  if (offered < 2) return <EmptyState icon="run" title={t("tooFew")} hint={t("tooFewHint")} />;
  return <EmptyState icon="run" title={t(chosen ? "choose" : "chooseBoth")} hint={t("chooseHint")} />;
}

type Count = RunComparison["counts"][number];

async function Summary({ compared }: { compared: RunComparison }) {
  const t = await getTranslations("runs.compare");
  const differing = compared.counts.reduce((sum, one) => sum + one.students, 0);
  const columns: Column<Count>[] = [
    { key: "kind", header: t("difference"), primary: true, cell: (row) => t(`kinds.${row.kind}`) },
    { key: "reason", header: t("reason"), cell: (row) => t(`why.${row.reason}`) },
    { key: "students", header: t("students"), align: "end", cell: (row) => <Num value={row.students} /> },
  ];
  const equal = compared.a.planHash === compared.b.planHash;
  return (
    <>
      {equal && <Notice tone="ok">{t("equal")}</Notice>}
      <Columns>
        <Panel title={t("title")} hint={t("same", { same: compared.same, total: differing })} flush>
          <SideBySide a={compared.a} b={compared.b} />
        </Panel>
        <Panel title={t("reasons")} flush>
          <DataTable
            caption={t("reasons")}
            columns={columns}
            rows={compared.counts}
            rowKey={(row) => `${row.kind}:${row.reason}`}
            empty={<EmptyState icon="run" title={t("none")} />}
          />
        </Panel>
      </Columns>
    </>
  );
}

async function SideBySide({ a, b }: { a: ComparedRun; b: ComparedRun }) {
  const [t, tRuns, locale] = await Promise.all([
    getTranslations("runs.compare"),
    getTranslations("runs"),
    getLocale(),
  ]);
  const hash = (value: string | null) =>
    value === null ? null : <LtrText value={value} shown={`${value.slice(0, 12)}…`} />;
  const measures: { key: string; label: string; of: (run: ComparedRun) => React.ReactNode }[] = [
    { key: "policy", label: t("policy"), of: (run) => tRuns(`policies.${run.policy as Policy}`) },
    { key: "state", label: t("state"), of: (run) => <StatusChip status={run.state} /> },
    { key: "eligible", label: t("eligible"), of: (run) => <Num value={run.eligible} /> },
    { key: "placed", label: t("placed"), of: (run) => <Num value={run.placed} /> },
    {
      key: "occupancy",
      label: t("occupancy"),
      of: (run) => <Percent ratio={run.capacity > 0 ? run.load / run.capacity : 0} fraction={1} />,
    },
    { key: "input", label: t("input"), of: (run) => hash(run.inputHash) },
    { key: "plan", label: t("plan"), of: (run) => hash(run.planHash) },
  ];
  const titleOf = (run: ComparedRun) => tRuns("run", { number: formatCode(locale, run.number) });
  const columns: Column<(typeof measures)[number]>[] = [
    { key: "measure", header: t("measure"), primary: true, cell: (row) => row.label },
    { key: "a", header: titleOf(a), cell: (row) => row.of(a) },
    { key: "b", header: titleOf(b), cell: (row) => row.of(b) },
  ];
  return <DataTable caption={t("title")} columns={columns} rows={measures} rowKey={(row) => row.key} />;
}
