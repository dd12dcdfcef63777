import { z } from "zod";
import { LOCALES } from "@/lib/i18n/locale";
import type { Operation } from "./operation";

/** Besides these the query of the list's page: its filters, `sort` and `hide`. */
export const listFileQuery = z.looseObject({
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
  lang: z.enum(LOCALES).default("fa"),
});

/** The lists of the console. */
export const LISTS: Operation[] = [
  {
    method: "get",
    path: "/lists/{list}/file",
    id: "downloadList",
    permission: "export:download",
    summary:
      "A list of the console (students, mentors, managers, runs, waiting, quarantine, exports, audit) as a file: all rows of the filter, the columns not hidden; also needs the permission of its page; audited",
    query: listFileQuery,
    answers: { 200: { description: "The workbook or csv", media: "application/octet-stream" } },
  },
];
