import { guarded } from "@/lib/auth/guard";
import { CALENDAR_COOKIE } from "@/lib/i18n/locale";
import { takeListFile } from "@/lib/lists/file/commands";
import { LIST_NAMES, type ListName } from "@/lib/lists/names";
import { found, limited, readQuery } from "../../../answer";
import { listFileQuery } from "../../../contract/lists";
import { streamResponse } from "../../../file-response";

const listOf = (text: string | undefined): ListName | null =>
  LIST_NAMES.find((name) => name === text) ?? null;

/** A list of the console as a file, streamed while it is read; besides this gate that of its page. */
export const GET = guarded(
  "export:download",
  limited(async (staff, request, params) => {
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
  }),
);
