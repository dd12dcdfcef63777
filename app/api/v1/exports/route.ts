import { guarded } from "@/lib/auth/guard";
import { startExport } from "@/lib/reporting/commands";
import { listExports } from "@/lib/reporting/queries";
import { accepted, json, limited, must, readBody, readQuery, starting } from "../answer";
import * as contract from "../contract/exports";
import { offsetOf, orderOf, toPage } from "../paging";
import { toExportDocument } from "./export-document";

/** The exports the caller may see, newest first unless told. */
export const GET = guarded(
  "export:download",
  limited(async (staff, request) => {
    const { cursor, limit, sort, ...filter } = readQuery(request, contract.listExports);
    const page = { sort: orderOf(sort), offset: offsetOf({ cursor, sort }), size: limit };
    const listed = await listExports(staff, { ...filter, ...page });
    return json(toPage({ cursor, limit, sort }, listed, toExportDocument));
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
