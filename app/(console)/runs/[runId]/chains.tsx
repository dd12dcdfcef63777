import { getLocale, getTranslations } from "next-intl/server";
import { ChainSteps } from "@/components/allocation/chain-steps";
import css from "@/components/allocation/chain-steps.module.css";
import { ActionButton } from "@/components/ui/action-button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/page";
import { Chip } from "@/components/ui/status-chip";
import { readView, type SearchParams } from "@/components/ui/table-view";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import { chooseChainsAction } from "@/lib/allocation/repair/actions";
import { type ChainPage, listChains, type ShownChain } from "@/lib/allocation/repair/queries";
import type { Can } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";

type Props = { staff: Can<"run:read">; run: RunSheet; search: SearchParams };

/** Whether a run has chains to show: fewer placed than could be, or chains it was repaired with. */
export const hasChains = (run: Pick<RunSheet, "state" | "certificate" | "repair">): boolean => {
  const gap = (run.certificate as { gap?: number } | null)?.gap ?? 0;
  return run.repair !== null || (run.state === "PLANNED" && gap > 0);
};

/** Chains of swaps that lead to the maximum, each accepted or not before the plan is published. */
export async function ChainsTab({ staff, run, search }: Props) {
  const view = readView(search, { sorts: ["chain"], defaultSort: "chain", filters: {}, sizes: [20, 50] });
  const [t, page, locale] = await Promise.all([
    getTranslations("runs.chains"),
    listChains(staff, { run: run.id, offset: view.offset, size: view.size }),
    getLocale(),
  ]);
  const open = run.state === "PLANNED";
  if (page === null || page.offered === 0)
    return <EmptyState icon="run" title={t("none")} hint={t(open ? "noneHint" : "noneAccepted")} />;
  const mayChoose = open && run.steps.includes("discard");
  const columns: Column<ShownChain>[] = [
    {
      key: "chain",
      header: t("chain"),
      primary: true,
      width: "9rem",
      cell: (row) => (
        <span className="tk-nowrap">{t("number", { number: formatCode(locale, row.chain) })}</span>
      ),
    },
    { key: "steps", header: t("steps"), cell: (row) => <ChainSteps steps={row.steps} /> },
    {
      key: "state",
      header: t("state"),
      cell: (row) => (
        <Chip tone={row.accepted ? "ok" : "mute"}>{t(row.accepted ? "accepted" : "offered")}</Chip>
      ),
    },
    ...(mayChoose
      ? [{ key: "choose", header: "", cell: (row: ShownChain) => <Choose run={run} row={row} /> }]
      : []),
  ];
  return (
    <Panel
      title={t("title")}
      hint={t("hint")}
      flush
      {...(mayChoose ? { actions: <ChooseAll run={run} page={page} /> } : {})}
    >
      <p className={css.lead}>
        {t("summary", { offered: page.offered, accepted: page.accepted, moved: page.moved })}
      </p>
      <DataTable
        caption={t("title")}
        columns={columns}
        rows={page.rows}
        rowKey={(row) => String(row.chain)}
        view={view}
        total={page.offered}
      />
    </Panel>
  );
}

const inputOf = (run: RunSheet, change: "ACCEPT" | "TAKE_BACK", chains: number[] = []) => ({
  runId: run.id,
  version: run.version,
  change,
  chains,
});

async function Choose({ run, row }: { run: RunSheet; row: ShownChain }) {
  const t = await getTranslations("runs.chains");
  return (
    <ActionButton
      action={chooseChainsAction}
      input={inputOf(run, row.accepted ? "TAKE_BACK" : "ACCEPT", [row.chain])}
      variant={row.accepted ? "text" : "outlined"}
      size="small"
      done={t("done")}
    >
      {t(row.accepted ? "takeBack" : "accept")}
    </ActionButton>
  );
}

async function ChooseAll({ run, page }: { run: RunSheet; page: ChainPage }) {
  const t = await getTranslations("runs.chains");
  return (
    <>
      {page.accepted > 0 && (
        <ActionButton action={chooseChainsAction} input={inputOf(run, "TAKE_BACK")} done={t("done")}>
          {t("takeBackAll")}
        </ActionButton>
      )}
      {page.accepted < page.offered && (
        <ActionButton
          action={chooseChainsAction}
          input={inputOf(run, "ACCEPT")}
          variant="contained"
          done={t("done")}
        >
          {t("acceptAll")}
        </ActionButton>
      )}
    </>
  );
}
