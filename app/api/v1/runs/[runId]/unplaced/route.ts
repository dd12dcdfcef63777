import { recordQueueDownload } from "@/lib/allocation/need/commands";
import { readRunUnplaced } from "@/lib/allocation/need/queries";
import { guarded } from "@/lib/auth/guard";
import { found, limited, readQuery, uuidOf } from "../../../answer";
import { unplacedQuery } from "../../../contract/capacity";
import { queueWorkbook, requireRunRead } from "../../../waiting/queue-workbook";

/** The unplaced students of a run, by class and reason, as a workbook; audited. */
export const GET = guarded(
  "export:download",
  limited(async (downloader, request, params) => {
    const { lang } = readQuery(request, unplacedQuery);
    const runId = uuidOf(params.runId);
    const staff = requireRunRead(downloader);
    const list = found(await readRunUnplaced(staff, runId));
    await recordQueueDownload(downloader, { year: list.year, runId, rows: list.waiting.length });
    return await queueWorkbook(staff, list, { locale: lang, name: `unplaced-${runId}.xlsx` });
  }),
);
