import { guarded } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { workbookBytes } from "@/lib/excel/write";
import { CALENDAR_COOKIE } from "@/lib/i18n/locale";
import { caseloadColumns } from "@/lib/lists/sheets/caseload";
import { sheetWords } from "@/lib/lists/words/queries";
import { recordCaseloadDownload } from "@/lib/mentor/caseload/commands";
import { listHandover } from "@/lib/mentor/caseload/queries";
import { getMentor } from "@/lib/mentor/directory/queries";
import { AppError } from "@/lib/shared/errors";
import { found, limited, readQuery } from "../../../answer";
import { caseloadQuery } from "../../../contract/people";
import { streamResponse } from "../../../file-response";

/** The students a mentor has now as a workbook to hand over; audited. */
export const GET = guarded(
  "export:download",
  limited(async (staff, request, params) => {
    if (!holds(staff, "mentor:read")) throw new AppError("FORBIDDEN", { permission: "mentor:read" });
    const { lang } = readQuery(request, caseloadQuery);
    const { id, name } = found(await getMentor(staff, Number(params.mentorId)));
    const [rows, words] = await Promise.all([
      listHandover(staff, id),
      sheetWords(staff, { locale: lang, calendar: request.cookies.get(CALENDAR_COOKIE)?.value }),
    ]);
    await recordCaseloadDownload(staff, { mentorId: id, rows: rows.length });
    const columns = caseloadColumns(words);
    const sheet = {
      // What a sheet may be called is limited; an empty name is none.
      name:
        name
          .replace(/[\\/?*[\]:]/g, " ")
          .trim()
          .slice(0, 31) || String(id),
      header: columns.map(({ header }) => header),
      pages: [rows.map((row) => columns.map(({ text }) => text(row)))],
      rightToLeft: lang === "fa",
    };
    return streamResponse(`caseload-${id}.xlsx`, workbookBytes([sheet]));
  }),
);
