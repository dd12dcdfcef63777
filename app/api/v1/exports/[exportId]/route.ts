import { guarded } from "@/lib/auth/guard";
import { getExport } from "@/lib/reporting/queries";
import { found, json, limited } from "../../answer";
import { toExportDocument } from "../export-document";

/** One export, with its job while it is being made. */
export const GET = guarded(
  "export:download",
  limited(async (staff, _request, { exportId = "" }) => {
    const { job, ...view } = found(await getExport(staff, exportId));
    const { id: jobId, ...rest } = job ?? { id: "" };
    return json({ ...toExportDocument(view), job: job && { jobId, ...rest } });
  }),
);
