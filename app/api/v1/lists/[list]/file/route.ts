import type { NextRequest } from "next/server";
import { guarded, open } from "@/lib/auth/guard";
import type { Staff } from "@/lib/auth/permissions";
import { csvBytes } from "@/lib/excel/csv-writer";
import { workbookBytes } from "@/lib/excel/write";
import { CALENDAR_COOKIE } from "@/lib/i18n/locale";
import { recordListDownload } from "@/lib/lists/file/commands";
import { type OpenedList, openListRows } from "@/lib/lists/file/queries";
import { LIST_NAMES, type ListName } from "@/lib/lists/names";
import { GATES, SPECS } from "@/lib/lists/pages";
import { harmless } from "@/lib/lists/sheets/sheet";
import { keptQuery } from "@/lib/shared/view";
import { found, limited, readQuery } from "../../../answer";
import { listFileQuery } from "../../../contract/lists";
import { streamResponse } from "../../../file-response";
import { sheetWords } from "../../sheet-words";

const listOf = (text: string | undefined): ListName | null =>
  LIST_NAMES.find((name) => name === text) ?? null;

/** `students-20250815-1430.xlsx`: which list and when (UTC), so that two downloads of a day do not overwrite each other. */
const fileName = (list: ListName, { at, format }: { at: Date; format: string }): string =>
  `${list}-${at.toISOString().slice(0, 16).replaceAll(/[-:]/g, "").replace("T", "-")}.${format}`;

/** Excel takes a csv without this mark for one in the code page of the machine. */
const BOM = Buffer.from("\ufeff");

async function* csvOf({ header, pages }: OpenedList): AsyncGenerator<Buffer> {
  const safe = async function* () {
    for await (const page of pages) yield page.map((row) => row.map(harmless));
  };
  yield BOM;
  yield* csvBytes(header, safe());
}

const download = async (staff: Staff, request: NextRequest, params: Record<string, string>) => {
  const list = found(listOf(params["list"]));
  const { format, lang, ...rest } = readQuery(request, listFileQuery);
  const { query } = keptQuery(
    new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)])).toString(),
    SPECS[list],
  );
  const search = Object.fromEntries(new URLSearchParams(query));
  const at = new Date();
  const words = await sheetWords(staff, {
    locale: lang,
    calendar: request.cookies.get(CALENDAR_COOKIE)?.value,
  });
  const opened = await openListRows(staff, list, { search, words, now: at });
  await recordListDownload(staff, { list, query, format, rows: opened.total });
  const name = fileName(list, { at, format });
  if (format === "csv") return streamResponse(name, csvOf(opened));
  const sheet = { ...opened, name: words.t(`${list}.title`).slice(0, 31), rightToLeft: lang === "fa" };
  return streamResponse(name, workbookBytes([sheet]));
};

/** A list of the console as a file, streamed while it is read; the gate is that of its page. */
export const GET = open((request, params) => {
  const list = listOf(params["list"]);
  return guarded(list === null ? "report:read" : GATES[list], limited(download))(request, {
    params: Promise.resolve(params),
  });
});
