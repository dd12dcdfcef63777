import { getTranslations } from "next-intl/server";
import { RunHistory } from "@/components/allocation/run-history";
import { HistoryCut } from "@/components/reporting/history-cut";
import { Panel } from "@/components/ui/page";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import { listRunHistory } from "@/lib/allocation/review/queries";
import type { Can } from "@/lib/auth/permissions";

/** Who did what with the run, and when. */
export async function HistoryTab({ staff, run }: { staff: Can<"run:read">; run: RunSheet }) {
  const [t, { events, isCut }] = await Promise.all([getTranslations("runs"), listRunHistory(staff, run.id)]);
  return (
    <Panel
      title={t("history.title")}
      hint={
        isCut && (
          <HistoryCut
            of={{ type: "run", id: run.id }}
            shown={events.length}
            permissions={staff.permissions}
          />
        )
      }
    >
      <RunHistory events={events} />
    </Panel>
  );
}
