import { getTranslations } from "next-intl/server";
import { RunHistory } from "@/components/allocation/run-history";
import { Panel } from "@/components/ui/page";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import { listRunHistory } from "@/lib/allocation/review/queries";
import type { Can } from "@/lib/auth/permissions";

/** Who did what with the run, and when. */
export async function HistoryTab({ staff, run }: { staff: Can<"run:read">; run: RunSheet }) {
  const [t, events] = await Promise.all([getTranslations("runs"), listRunHistory(staff, run.id)]);
  return (
    <Panel title={t("history.title")}>
      <RunHistory events={events} />
    </Panel>
  );
}
