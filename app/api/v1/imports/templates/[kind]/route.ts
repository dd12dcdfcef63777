import { guarded } from "@/lib/auth/guard";
import { KINDS } from "@/lib/intake/columns";
import { makeTemplate } from "@/lib/intake/template/queries";
import { found, limited, readQuery } from "../../../answer";
import * as contract from "../../../contract/imports";
import { bytesResponse } from "../../../file-response";

/** The template of a kind, to be filled in. */
export const GET = guarded(
  "import:read",
  limited(async (staff, request, params) => {
    const kind = found(KINDS.find((one) => one === params["kind"]) ?? null);
    const { lang } = readQuery(request, contract.templateQuery);
    const { filename, bytes } = await makeTemplate(staff, { kind, language: lang });
    return bytesResponse(filename, bytes);
  }),
);
