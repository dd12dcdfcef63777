import type { NextRequest } from "next/server";
import { guarded, open } from "@/lib/auth/guard";
import type { Staff } from "@/lib/auth/permissions";
import { CALENDAR_COOKIE } from "@/lib/i18n/locale";
import { takeListFile } from "@/lib/lists/file/commands";
import { LIST_NAMES, type ListName } from "@/lib/lists/names";
import { GATES } from "@/lib/lists/pages";
import { found, limited, readQuery } from "../../../answer";
import { listFileQuery } from "../../../contract/lists";
import { streamResponse } from "../../../file-response";

const listOf = (text: string | undefined): ListName | null =>
  LIST_NAMES.find((name) => name === text) ?? null;

const download = async (staff: Staff, request: NextRequest, params: Record<string, string>) => {
  const list = found(listOf(params["list"]));
  const { format, lang, ...rest } = readQuery(request, listFileQuery);
  const asked = new URLSearchParams(Object.entries(rest).map(([key, value]) => [key, String(value)]));
  const { name, bytes } = await takeListFile(staff, list, {
    query: asked.toString(),
    format,
    locale: lang,
    calendar: request.cookies.get(CALENDAR_COOKIE)?.value,
    now: new Date(),
  });
  return streamResponse(name, bytes);
};

/** A list of the console as a file, streamed while it is read; the gate is that of its page. */
export const GET = open((request, params) => {
  const list = listOf(params["list"]);
  return guarded(list === null ? "report:read" : GATES[list], limited(download))(request, {
    params: Promise.resolve(params),
  });
});
