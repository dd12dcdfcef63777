import { holds, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type NoticeRow, selectNotices, selectSeenAt } from "./sql";

/** A notice, and whether it is news to the reader. */
export type Notice = NoticeRow & { fresh: boolean };

/**
 * What happened to a person's things lately, newest first. Derived from jobs, runs and dead letters as they stand: there is
 * no second list of events that could tell something else. A service token has no things and hears nothing.
 */
export const listNotices = async (staff: Staff): Promise<Notice[]> => {
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
  return rows.map((row) => ({ ...row, fresh: seenAt === null || row.at > seenAt }));
};

/** How many notices are news to a person; null for a service token. */
export const countNews = async (staff: Staff): Promise<number | null> =>
  staff.kind === "user" ? (await listNotices(staff)).filter(({ fresh }) => fresh).length : null;
