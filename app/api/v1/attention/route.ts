import { guarded } from "@/lib/auth/guard";
import { listAwaitingWord } from "@/lib/intake/brake/word/queries";
import { getAttention } from "@/lib/reporting/home/queries";
import { json, limited } from "../answer";

/** The counts beside the sections of the console. */
export const GET = guarded(
  "student:read",
  limited(async (staff) => json(await getAttention(staff, await listAwaitingWord(staff)))),
);
