import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LtrText } from "@/components/ui/ltr-text";
import { Bytes, Num } from "@/components/ui/values";
import type { ExportFile, ExportWarning } from "@/lib/reporting/manifest";
import { ExportDownload } from "./export-download";

/** The files of a READY export; names are read left to right in both languages. */
export function ExportFiles({ exportId, files }: { exportId: string; files: readonly ExportFile[] }) {
  const t = useTranslations("exports");
  const columns: Column<ExportFile>[] = [
    { key: "name", header: t("col.name"), primary: true, cell: (f) => <LtrText value={f.name} /> },
    { key: "rows", header: t("col.rows"), align: "end", cell: (f) => <Num value={f.rows} /> },
    {
      key: "size",
      header: t("col.size"),
      align: "end",
      cell: (f) => (
        <span className="tk-nowrap">
          <Bytes value={f.size} />
        </span>
      ),
    },
    {
      key: "download",
      header: t("col.file"),
      cell: (f) => <ExportDownload exportId={exportId} name={f.name} sha256={f.sha256} whole />,
    },
  ];
  return <DataTable caption={t("files")} columns={columns} rows={files} rowKey={(f) => f.name} />;
}

/** What has to be known about an export before it is handed on. */
export function ExportWarnings({ warnings }: { warnings: readonly ExportWarning[] }) {
  const t = useTranslations("exports.warnings");
  const tPage = useTranslations("exports.page");
  return (
    <ul>
      {warnings.map((warning) => (
        <li key={warning.code}>
          {t(warning.code, { count: warning.count })}
          {warning.mentors && warning.mentors.length > 0 && (
            <span className="tk-muted tk-block">
              {tPage.rich("mentors", {
                ids: () => <LtrText value={warning.mentors?.join(" ") ?? ""} copy={false} />,
              })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
