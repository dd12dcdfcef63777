import { recheckAssignments } from "@/lib/allocation/placement/commands";
import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx, type Tx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { type Result, refuse } from "@/lib/shared/result";
import { deriveTypesAgain } from "@/lib/student/stored/sql";

type Entry = { readonly year: number; readonly schoolCode: number };
type Added = Result<{ changed: number }, "RUN_ACTIVE" | "YEAR_UNKNOWN" | "INVALID_INPUT">;

/**
 * Puts a school on the special-school roster of a year by hand, as a file would: the types of that year's students are derived
 * again and their placements looked at; `changed` = how many types changed. The first entry of a year takes the decision from
 * the files, so it may change many. Refuses `RUN_ACTIVE`, `YEAR_UNKNOWN`, and a code that is in no list or already on the
 * roster (`INVALID_INPUT`). Source: Domain §4, Contracts §5.
 */
export const addSpecialSchool = (actor: Can<"settings:write">, { year, schoolCode }: Entry): Promise<Added> =>
  inTx(async (tx): Promise<Added> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    const known = await tx.academicYear.findUnique({ where: { year }, select: { year: true } });
    if (known === null) return refuse("YEAR_UNKNOWN", { year });
    const school = await tx.school.findUnique({ where: { code: schoolCode }, select: { code: true } });
    if (school === null) return refuse("INVALID_INPUT", { fields: { schoolCode: "school_unknown" } });
    const { count } = await tx.specialSchool.createMany({
      data: [{ year, schoolCode }],
      skipDuplicates: true,
    });
    if (count === 0) return refuse("INVALID_INPUT", { fields: { schoolCode: "taken" } });
    const changed = await settle(tx, actor, year);
    await recordAudit(tx, actor, {
      action: "intake.special-school.add",
      resourceType: "special-school",
      resourceId: `${year}:${schoolCode}`,
      diff: { students: changed },
    });
    return { ok: true, value: { changed } };
  });

/** Derives the types of a year again and looks at the placements of those that changed; returns how many. */
const settle = async (tx: Tx, actor: Can<"settings:write">, year: number): Promise<number> => {
  const nationalIds = await deriveTypesAgain(tx, year);
  if (nationalIds.length > 0) await recheckAssignments(tx, actor, { nationalIds });
  return nationalIds.length;
};

type Removed = Result<{ changed: number }, "RUN_ACTIVE" | "NOT_FOUND">;

/**
 * Takes a school off the special-school roster of a year, derives the types of that year's students again and looks at their
 * placements; returns how many types changed. A file never does this. Refuses `RUN_ACTIVE` while the pool is taken, and
 * `NOT_FOUND`. Source: Contracts §5.
 */
export const removeSpecialSchool = (
  actor: Can<"settings:write">,
  { year, schoolCode }: Entry,
): Promise<Removed> =>
  inTx(async (tx): Promise<Removed> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy, since: busy.since.toISOString() });
    const entry = { year_schoolCode: { year, schoolCode } };
    if ((await tx.specialSchool.findUnique({ where: entry })) === null) return refuse("NOT_FOUND");
    await tx.specialSchool.delete({ where: entry });
    const changed = await settle(tx, actor, year);
    await recordAudit(tx, actor, {
      action: "intake.special-school.remove",
      resourceType: "special-school",
      resourceId: `${year}:${schoolCode}`,
      diff: { students: changed },
    });
    return { ok: true, value: { changed } };
  });
