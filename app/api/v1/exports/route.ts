import { guarded } from "@/lib/auth/guard";
import { startExport } from "@/lib/reporting/commands";
import { listExports } from "@/lib/reporting/queries";
import { accepted, json, limited, must, readBody, readQuery, starting } from "../answer";
import * as contract from "../contract/exports";
import { offsetOf, toPage } from "../paging";
import { toExportDocument } from "./export-document";

/** The exports the caller may see, newest first. */
export const GET = guarded(
  "export:download",
  limited(async (staff, request) => {
    const { cursor, limit, ...filter } = readQuery(request, contract.listExports);
    const listed = await listExports(staff, { ...filter, offset: offsetOf(cursor), size: limit });
    return json(toPage({ cursor, limit }, listed, toExportDocument));
  }),
);

/** Starts an export. */
export const POST = guarded(
  "export:create",
  limited(async (staff, request) => {
    const body = await readBody(request, contract.startExport);
    return starting(staff, request, body, async () => {
      const { jobId, exportId } = must(await startExport(staff, body));
      const url = `/api/v1/exports/${exportId}`;
      return accepted({ jobId, exportId, statusUrl: url }, url);
    });
  }),
);
