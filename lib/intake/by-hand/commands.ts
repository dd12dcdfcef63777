import { flagPlacements, type RecheckScope } from "@/lib/allocation/placement/sql";
import { inScope, type Staff } from "@/lib/auth/permissions";
import { type Tx, tried } from "@/lib/db/tx";

/** A placement that a change would put under review. */
export type Endangered = {
  readonly studentId: string;
  readonly name: string;
  readonly codes: readonly string[];
};

/** Placements a change would put under review: those in sight by name, the others counted. */
export type Reviewed = {
  readonly total: number;
  readonly students: readonly Endangered[];
  readonly hidden: number;
};

/** As many are told by name. */
const NAMED_MAX = 50;

type Attempt<T> = {
  readonly scope: RecheckScope;
  readonly write: () => Promise<void>;
  readonly read: () => Promise<T>;
};

/**
 * What a change would do, by doing it and taking it back: the placements of a scope that would come under review, and whatever
 * the caller reads while it stands. Source: Contracts §2.
 */
export const tryChange = <T>(
  tx: Tx,
  actor: Staff,
  { scope, write, read }: Attempt<T>,
): Promise<{ review: Reviewed; after: T }> =>
  tried(tx, async () => {
    await write();
    const flagged = await flagPlacements(tx, scope);
    const seen = flagged.filter(({ centerCode }) => inScope(actor, centerCode)).slice(0, NAMED_MAX);
    const people = await tx.student.findMany({
      where: { id: { in: seen.map(({ studentId }) => studentId) } },
      select: { id: true, firstName: true, lastName: true },
    });
    const names = new Map(people.map((one) => [one.id, `${one.firstName} ${one.lastName}`.trim()]));
    const students = seen.map(({ studentId, codes }) => ({
      studentId,
      name: names.get(studentId) ?? "",
      codes,
    }));
    const review = { total: flagged.length, students, hidden: flagged.length - students.length };
    return { review, after: await read() };
  });
