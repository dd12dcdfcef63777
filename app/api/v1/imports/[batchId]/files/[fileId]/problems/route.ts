import { guarded } from "@/lib/auth/guard";
import { takeProblemFile } from "@/lib/intake/problem/commands";
import { limited, must, readQuery, uuidOf } from "../../../../../answer";
import * as contract from "../../../../../contract/imports";
import { streamResponse } from "../../../../../file-response";

/** The uploader's own file back, with what is wrong in it. */
export const GET = guarded(
  "quarantine:write",
  limited(async (staff, request, params) => {
    const { lang } = readQuery(request, contract.templateQuery);
    const batchId = uuidOf(params["batchId"]);
    const fileId = uuidOf(params["fileId"]);
    const { filename, bytes } = must(await takeProblemFile(staff, { batchId, fileId, language: lang }));
    return streamResponse(filename, bytes);
  }),
);
