import { recordQueueDownload } from "@/lib/allocation/need/commands";
import { readWaitingList } from "@/lib/allocation/need/queries";
import { guarded } from "@/lib/auth/guard";
import { limited, readQuery } from "../../answer";
import { waitingQuery } from "../../contract/capacity";
import { queueWorkbook, requireRunRead } from "../queue-workbook";

/** Everyone of a year who waits for a mentor, as a workbook; audited. */
export const GET = guarded(
  "export:download",
  limited(async (downloader, request) => {
    const { year, lang } = readQuery(request, waitingQuery);
    const staff = requireRunRead(downloader);
    const list = await readWaitingList(staff, year);
    await recordQueueDownload(downloader, { year, runId: null, rows: list.waiting.length });
    return await queueWorkbook(staff, list, { locale: lang, name: `waiting-${year}.xlsx` });
  }),
);
