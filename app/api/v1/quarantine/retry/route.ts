import { guarded } from "@/lib/auth/guard";
import { retryRows } from "@/lib/intake/retry/commands";
import { limited, must, readBody, starting } from "../../answer";
import * as contract from "../../contract/quarantine";

/** Checks waiting rows again against the lists as they are now. */
export const POST = guarded(
  "quarantine:write",
  limited(async (staff, request) => {
    const body = await readBody(request, contract.retry);
    return starting(staff, request, body, async () => ({
      status: 200,
      body: must(await retryRows(staff, body)),
    }));
  }),
);
