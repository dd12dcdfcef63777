import { guarded } from "@/lib/auth/guard";
import { listAwaitingWord } from "@/lib/intake/brake/word/queries";
import { listNotices } from "@/lib/reporting/notice/queries";
import { json, limited } from "../answer";

/** What happened lately to the things of the person who asks. */
export const GET = guarded(
  "student:read",
  limited(async (staff) => json({ notices: await listNotices(staff, await listAwaitingWord(staff)) })),
);
