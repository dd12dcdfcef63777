import { guarded } from "@/lib/auth/guard";
import { recordDownload } from "@/lib/reporting/commands";
import { limited, must, readQuery } from "../../../answer";
import { fileQuery } from "../../../contract/exports";
import { fileResponse } from "../../../file-response";

/** Streams a file of an export, or its manifest; every download is audited. */
export const GET = guarded(
  "export:download",
  limited(async (staff, request, { exportId = "" }) => {
    const { name } = readQuery(request, fileQuery);
    return fileResponse(must(await recordDownload(staff, { exportId, name })));
  }),
);
