import { getWhatIf } from "@/lib/allocation/capacity/queries";
import { guarded } from "@/lib/auth/guard";
import { json, limited, must, readBody } from "../../answer";
import { whatIfBody } from "../../contract/capacity";

/** Before and after some changes; writes nothing. */
export const POST = guarded(
  "run:read",
  limited(async (staff, request) => json(must(await getWhatIf(staff, await readBody(request, whatIfBody))))),
);
