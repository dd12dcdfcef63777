import { getLocale, getTranslations } from "next-intl/server";
import type { Names } from "@/components/allocation/labels";
import { UnplacedTable } from "@/components/allocation/unplaced-groups";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { Panel } from "@/components/ui/page";
import { readView, type SearchParams } from "@/components/ui/table-view";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import { UNPLACED_REASONS } from "@/lib/allocation/reasons";
import { listUnplacedClasses } from "@/lib/allocation/review/queries";

import { type Can, holds } from "@/lib/auth/permissions";

type Props = { staff: Can<"run:read">; run: RunSheet; search: SearchParams; names: Names };

/** Everyone without a mentor, by class and reason. */
export async function UnplacedTab({ staff, run, search, names }: Props) {
  const [t, tDrain] = await Promise.all([getTranslations("runs"), getTranslations("drain")]);
  const drain = run.kind === "DRAIN";
  const view = readView(search, {
    sorts: ["students"],
    defaultSort: "-students",
    filters: { reason: UNPLACED_REASONS },
  });
  const { rows, total, reasons } = await listUnplacedClasses(staff, run.id, {
    reason: view.filters.reason,
    offset: view.offset,
    size: view.size,
  });
  const offered = UNPLACED_REASONS.filter((one) => reasons.has(one));
  return (
    <Panel
      title={drain ? tDrain("stays") : t("unplacedTitle")}
      hint={drain ? tDrain("staysHint") : t("unplacedHint")}
      actions={total > 0 && <UnplacedLinks staff={staff} run={run} />}
      flush
    >
      {offered.length > 1 && (
        <FilterBar
          fields={[
            {
              name: "reason",
              label: t("page.reasonFilter"),
              options: offered.map((one) => ({ value: one, label: t(`reasons.${one}`) })),
            },
          ]}
          values={view.filters}
          params={view.params}
        />
      )}
      <UnplacedTable rows={rows} total={total} view={view} names={names} runId={run.id} />
    </Panel>
  );
}

/** The workbook of these students, and the queue where their reasons are cured. */
async function UnplacedLinks({ staff, run }: Pick<Props, "staff" | "run">) {
  const [t, locale] = await Promise.all([getTranslations("waiting"), getLocale()]);
  return (
    <>
      {holds(staff, "export:download") && (
        <ButtonLink href={`/api/v1/runs/${run.id}/unplaced?lang=${locale}`} icon="import" download>
          {t("runWorkbook")}
        </ButtonLink>
      )}
      <ButtonLink href={`/waiting?year=${run.year}`} icon="waiting">
        {t("title")}
      </ButtonLink>
    </>
  );
}
