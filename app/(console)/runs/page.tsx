import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { DiscardChosen } from "@/components/allocation/discard-chosen";
import { RunTable } from "@/components/allocation/run-table";
import { ListBar } from "@/components/lists/list-bar";
import { ListSkeleton } from "@/components/lists/list-skeleton";
import { BulkBar } from "@/components/ui/bulk-bar";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { choiceOf, type SearchParams } from "@/components/ui/table-view";
import { DISCARD_MAX } from "@/lib/allocation/discard/schema";
import { listLedger } from "@/lib/allocation/ledger/queries";
import { POLICIES, RUN_KINDS, RUN_STATES } from "@/lib/allocation/schema";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { listYears } from "@/lib/student/queries";
import { type Opened, openList } from "../open-list";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("runs"))("title"),
});

/** The ledger of runs. */
export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("run:read");
  const opened = await openList(staff, "runs", searchParams);
  return (
    <Suspense fallback={<ListSkeleton page="runs" />}>
      <Runs staff={staff} {...opened} />
    </Suspense>
  );
}

async function Runs({ staff, view, views }: { staff: Can<"run:read"> } & Opened<"runs">) {
  const [t, tStatus, locale, years, { rows, total }] = await Promise.all([
    getTranslations("runs"),
    getTranslations("ui.status"),
    getLocale(),
    listYears(staff),
    listLedger(staff, view),
  ]);
  const fields: FilterField[] = [
    {
      name: "year",
      label: t("year"),
      options: years.map(({ year }) => ({ value: String(year), label: formatCode(locale, year) })),
    },
    {
      name: "state",
      label: t("state"),
      many: true,
      options: RUN_STATES.map((state) => ({ value: state, label: tStatus(state) })),
    },
    {
      name: "kind",
      label: t("kind"),
      many: true,
      options: RUN_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
    },
    {
      name: "policy",
      label: t("policy"),
      options: POLICIES.map((policy) => ({ value: policy, label: t(`policies.${policy}`) })),
    },
  ];
  const create = holds(staff, "alloc:run") && (
    <ButtonLink href="/runs/new" variant="contained" icon="plus">
      {t("new")}
    </ButtonLink>
  );
  const choice = holds(staff, "alloc:run") && total > 0 ? choiceOf("runs", view) : undefined;
  const empty = (
    <EmptyState
      icon="run"
      title={t("empty")}
      hint={create ? t("emptyHint") : t("emptyRead")}
      actions={create}
    />
  );
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            {total > 1 && (
              <ButtonLink href="/runs/compare" variant="outlined">
                {t("compare.title")}
              </ButtonLink>
            )}
            {create}
          </>
        }
      />
      <Panel flush>
        <ListBar staff={staff} page="runs" view={view} views={views} total={total} />
        <FilterBar fields={fields} values={view.filters} params={view.params} />
        {choice && (
          <BulkBar of={choice} total={total} max={DISCARD_MAX}>
            <DiscardChosen versions={Object.fromEntries(rows.map(({ id, version }) => [id, version]))} />
          </BulkBar>
        )}
        <RunTable rows={rows} total={total} view={view} empty={empty} choice={choice} />
      </Panel>
    </Page>
  );
}
