import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LtrText } from "@/components/ui/ltr-text";
import { Chip } from "@/components/ui/status-chip";
import { DateTime } from "@/components/ui/values";
import type { WorkerRow } from "@/lib/jobs/queries";

/** Worker processes and when each was last heard of. */
export function WorkerTable({ rows }: { rows: WorkerRow[] }) {
  const t = useTranslations("jobs");
  const columns: Column<WorkerRow>[] = [
    {
      key: "host",
      header: t("worker"),
      primary: true,
      cell: (worker) => <LtrText value={`${worker.host}:${worker.pid}`} />,
    },
    {
      key: "alive",
      header: t("state"),
      cell: (worker) => (
        <Chip tone={worker.alive ? "ok" : "bad"}>{t(worker.alive ? "alive" : "silent")}</Chip>
      ),
    },
    { key: "beatAt", header: t("beatAt"), cell: (worker) => <DateTime at={worker.beatAt} /> },
    { key: "startedAt", header: t("startedAt"), cell: (worker) => <DateTime at={worker.startedAt} /> },
  ];
  return (
    <DataTable
      caption={t("workers")}
      columns={columns}
      rows={rows}
      rowKey={(worker) => `${worker.host}:${worker.pid}`}
      empty={<EmptyState icon="warning" title={t("noWorker")} hint={t("noWorkerHint")} />}
    />
  );
}
