import { holds, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type NoticeRow, ROWS_MAX, selectNotices, selectSeenAt } from "./sql";

/** A notice, and whether it is news to the reader. */
export type Notice = NoticeRow & { fresh: boolean };

/** A batch that waits for the reader's word, as the imports know it. */
export type AwaitedBatch = {
  readonly batchId: string;
  readonly number: number;
  readonly changes: number;
  readonly at: Date;
};

const toNotice = ({ batchId, number, changes, at }: AwaitedBatch): NoticeRow => ({
  kind: "SECOND_PERSON",
  work: null,
  subject: "batch",
  subjectId: batchId,
  number,
  count: changes,
  at,
});

/**
 * What happened to a person's things lately, and what waits for their word as a second person, newest first. Derived from
 * jobs, runs, batches and dead letters as they stand: there is no second list of events that could tell something else. A
 * service token has no things and hears nothing.
 */
export const listNotices = async (staff: Staff, awaiting: readonly AwaitedBatch[]): Promise<Notice[]> => {
  if (staff.kind !== "user" || staff.id === null) return [];
  const [rows, seenAt] = await Promise.all([
    selectNotices(db(), {
      userId: staff.id,
      scope: staff.centers,
      seesRuns: holds(staff, "run:read"),
      plans: holds(staff, "alloc:run"),
      publishes: holds(staff, "alloc:publish"),
      watches: holds(staff, "metrics:read"),
    }),
    selectSeenAt(db(), staff.id),
  ]);
  return [...awaiting.map(toNotice), ...rows]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, ROWS_MAX)
    .map((row) => ({ ...row, fresh: seenAt === null || row.at > seenAt }));
};

/** How many notices are news to a person; null for a service token. */
export const countNews = async (staff: Staff, awaiting: readonly AwaitedBatch[]): Promise<number | null> =>
  staff.kind === "user" ? (await listNotices(staff, awaiting)).filter(({ fresh }) => fresh).length : null;
