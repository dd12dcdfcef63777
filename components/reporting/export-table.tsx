import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { MadeBy } from "@/components/allocation/made-by";
import { type Column, DataTable, type Listed } from "@/components/ui/data-table";
import { StatusChip } from "@/components/ui/status-chip";
import { DateTime, Num } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import type { ExportView } from "@/lib/reporting/queries";
import { ExportContent, ProfileName } from "./export-content";
import { ExportDownload } from "./export-download";

type Props = Listed<ExportView> & {
  centerNames: Readonly<Record<number, string>>;
};

/** The exports, each with its file and sha256. */
export function ExportTable({ centerNames, ...list }: Props) {
  const t = useTranslations("exports");
  const locale = useLocale();
  const columns: Column<ExportView>[] = [
    {
      key: "number",
      header: t("col.number"),
      sortable: true,
      primary: true,
      cell: (r) => (
        <span>
          <Link href={`/exports/${r.id}`}>{t("export", { number: formatCode(locale, r.seq) })}</Link>
          <span className="tk-muted tk-block">
            <ProfileName profile={r.profile} />
          </span>
        </span>
      ),
    },
    {
      key: "content",
      header: t("col.content"),
      cell: (r) => <ExportContent content={r} centerNames={centerNames} />,
    },
    { key: "state", header: t("col.state"), cell: (r) => <StatusChip status={stateOf(r)} /> },
    {
      key: "rows",
      header: t("col.rows"),
      sortable: true,
      align: "end",
      cell: (r) => (r.state === "READY" ? <Num value={r.rows} /> : "—"),
    },
    {
      key: "made",
      header: t("col.made"),
      sorts: [{ key: "createdAt", label: t("col.made") }],
      cell: (r) => (
        <span>
          <MadeBy name={r.createdByName} />
          <span className="tk-muted tk-block">
            <DateTime at={r.createdAt} />
          </span>
        </span>
      ),
    },
    { key: "download", header: t("col.file"), cell: (r) => <FileCell row={r} /> },
  ];
  return <DataTable caption={t("title")} columns={columns} rowKey={(r) => r.id} {...list} />;
}

const stateOf = (row: ExportView): string => (row.download === "expired" ? "EXPIRED" : row.state);

function FileCell({ row }: { row: ExportView }) {
  const t = useTranslations("exports");
  const [file, ...others] = row.files;
  if (row.download === "out-of-scope") return <span className="tk-muted">{t("outOfScope")}</span>;
  if (row.download !== "ready" || !file) return <>—</>;
  if (others.length > 0)
    return <Link href={`/exports/${row.id}`}>{t("parts", { count: row.files.length })}</Link>;
  return <ExportDownload exportId={row.id} name={file.name} sha256={file.sha256} />;
}
