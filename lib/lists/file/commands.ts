import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { csvBytes } from "@/lib/excel/csv-writer";
import { workbookBytes } from "@/lib/excel/write";
import type { Locale } from "@/lib/i18n/locale";
import { AppError } from "@/lib/shared/errors";
import { keptQuery } from "@/lib/shared/view";
import type { ListName } from "../names";
import { SPECS } from "../pages";
import { harmless } from "../sheets/sheet";
import { sheetWords } from "../words/queries";
import { type OpenedList, openListRows } from "./queries";

export type ListFormat = "xlsx" | "csv";

/** Notes that somebody took a list away as a file: which, narrowed how, how many rows. */
const recordListDownload = (
  staff: Staff,
  file: { readonly list: ListName; readonly query: string; readonly format: string; readonly rows: number },
): Promise<void> =>
  inTx((tx) =>
    recordAudit(tx, staff, {
      action: "lists.file.download",
      resourceType: "list",
      resourceId: file.list,
      diff: { query: file.query, format: file.format, rows: file.rows },
    }),
  );

/** `students-20250815-1430.xlsx`: which list and when (UTC), so that two downloads of a day do not overwrite each other. */
const fileName = (list: ListName, { at, format }: { at: Date; format: ListFormat }): string =>
  `${list}-${at.toISOString().slice(0, 16).replaceAll(/[-:]/g, "").replace("T", "-")}.${format}`;

/** Excel takes a csv without this mark for one in the code page of the machine. */
const BOM = Buffer.from("\ufeff");

async function* csvOf({ header, pages }: OpenedList): AsyncGenerator<Buffer, void, undefined> {
  const safe = async function* () {
    for await (const page of pages) yield page.map((row) => row.map(harmless));
  };
  yield BOM;
  yield* csvBytes(header, safe());
}

type Asked = {
  /** The query of the list's address; what the list does not know is left out. */
  readonly query: string;
  readonly format: ListFormat;
  readonly locale: Locale;
  /** Undefined = that of the language. */
  readonly calendar: string | undefined;
  readonly now: Date;
};

/** A file that is made while it is read. */
export type ListFile = {
  readonly name: string;
  /** What of the asked query the list knows. */
  readonly query: string;
  readonly rows: number;
  readonly bytes: AsyncGenerator<Buffer, void, undefined>;
};

/**
 * A list as its page shows it, all rows of the filter within the viewer's sight, as a workbook or csv; audited before the
 * first byte. Besides leave to take files away it needs the page's own: throws FORBIDDEN, and INVALID_INPUT where `owner=me` is
 * no person. Source: Contracts §6.
 */
export const takeListFile = async (
  staff: Can<"export:download">,
  list: ListName,
  { query: asked, format, locale, calendar, now }: Asked,
): Promise<ListFile> => {
  const { query } = keptQuery(asked, SPECS[list]);
  const search = Object.fromEntries(new URLSearchParams(query));
  // A view holds «mine»; of a token or a shell that is nobody's, and not what the view shows.
  if (search.owner === "me" && staff.kind !== "user")
    throw new AppError("INVALID_INPUT", { fields: { owner: "person" } });
  const words = await sheetWords(staff, { locale, calendar });
  const opened = await openListRows(staff, list, { search, words, now });
  await recordListDownload(staff, { list, query, format, rows: opened.total });
  const sheet = { ...opened, name: words.t(`${list}.title`).slice(0, 31), rightToLeft: locale === "fa" };
  const bytes = format === "csv" ? csvOf(opened) : workbookBytes([sheet]);
  return { name: fileName(list, { at: now, format }), query, rows: opened.total, bytes };
};
