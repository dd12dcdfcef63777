import type { ExportView } from "@/lib/reporting/queries";

/** An export as REST shows it; `url` downloads a file, for whoever may. */
export const toExportDocument = (view: ExportView) => ({
  id: view.id,
  seq: view.seq,
  profile: view.profile,
  year: view.year,
  scope: view.scope,
  runId: view.runId,
  centers: view.centers,
  format: view.format,
  state: view.state,
  rows: view.rows,
  files: view.files.map(({ name, sha256, rows, size }) => ({
    name,
    sha256,
    rows,
    size,
    url: `/api/v1/exports/${view.id}/files?name=${encodeURIComponent(name)}`,
  })),
  warnings: view.warnings,
  error: view.errorCode ? { code: view.errorCode, details: view.errorDetails } : null,
  createdAt: view.createdAt.toISOString(),
  readyAt: view.readyAt?.toISOString() ?? null,
  expiresAt: view.expiresAt?.toISOString() ?? null,
});
