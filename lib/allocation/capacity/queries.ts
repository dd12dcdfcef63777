import { type Can, ownsCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { inTx, type Tx } from "@/lib/db/tx";
import { readPoolVersion } from "@/lib/jobs/pool-version";
import { keepNewest } from "@/lib/shared/kept";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { type CapacityPlan, proposeCapacity } from "../capacity";
import { findRunDefaults } from "../defaults/queries";
import { planBy } from "../policy";
import { readSnapshot, readStoredMentors } from "../pool/queries";
import type { PoolStudent, Snapshot } from "../schema";
import { type WhatIf, type WhatIfPool, whatIf } from "../what-if";
import type { CapacityScope, WhatIfChange } from "./schema";

type ScopeRefusal = "YEAR_UNKNOWN" | "CENTER_OUT_OF_SCOPE";

/** Reads of one moment: students and mentors must fit each other. Nothing is written. */
const atOneMoment = <T>(read: (tx: Tx) => Promise<T>): Promise<T> =>
  inTx(read, { isolation: "RepeatableRead", timeoutMs: 60_000 });

/** The centres asked about, or why not. Source: Contracts §6. */
async function scopeOf(
  staff: Can<"run:read">,
  { year, centers }: CapacityScope,
): Promise<Result<readonly number[], ScopeRefusal>> {
  if ((await db().academicYear.findUnique({ where: { year } })) === null)
    return refuse("YEAR_UNKNOWN", { year });
  const asked = centers.length > 0 ? centers : staff.centers;
  return ownsCenters(staff, asked) || staff.centers.length === 0
    ? ok(asked)
    : refuse("CENTER_OUT_OF_SCOPE", { centers: asked });
}

/** As new runs are proposed: what the planner asks for must be what a run would lack. */
const readPool = async (tx: Tx, year: number, centers: readonly number[]): Promise<Snapshot> => {
  const { schoolFallback } = await findRunDefaults(tx);
  return await readSnapshot(tx, { year, centers, policy: "sequential", switches: { schoolFallback } });
};

const namesOf = async (ids: readonly number[]): Promise<Record<number, string>> => {
  const rows = await db().mentor.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return Object.fromEntries(rows.map((row) => [row.id, row.name]));
};

export type CapacityReport = {
  readonly year: number;
  readonly centers: readonly number[];
  readonly plan: CapacityPlan;
  /** How many a sequential run would place now; up to `plan.most`. */
  readonly placedInTurn: number;
  /** Names of the mentors it speaks of. */
  readonly names: Readonly<Record<number, string>>;
};

const proposals = keepNewest<Pick<CapacityReport, "plan" | "placedInTurn">>(4);

/** Both policies over everybody who waits: once per year, scope, defaults and state of the pool. */
const propose = (state: string, year: number, centers: readonly number[]) =>
  proposals(`${state} ${year} ${[...centers].sort((a, b) => a - b)}`, async () => {
    const snapshot = await atOneMoment((tx) => readPool(tx, year, centers));
    const plan = proposeCapacity(planBy({ ...snapshot, policy: "optimal" }), snapshot.switches);
    return { plan, placedInTurn: planBy(snapshot).placed };
  });

/**
 * The fewest places with which everyone eligible now would be placed, and where to add them. Refuses an unknown year and
 * centres outside the viewer's. Mentors it names serve a centre of the scope, so the viewer may see them. Source: Design §4.
 */
export async function getCapacityPlan(
  staff: Can<"run:read">,
  asked: CapacityScope,
): Promise<Result<CapacityReport, ScopeRefusal>> {
  const [scope, version, defaults] = await Promise.all([
    scopeOf(staff, asked),
    readPoolVersion(),
    findRunDefaults(db()),
  ]);
  if (!scope.ok) return scope;
  const state = `${version} ${defaults.version}`;
  const { plan, placedInTurn } = await propose(state, asked.year, scope.value);
  const ids = plan.proposals.flatMap((one) => [one.mentorId, ...one.others]);
  return ok({
    year: asked.year,
    centers: scope.value,
    plan,
    placedInTurn,
    names: await namesOf([...new Set(ids)]),
  });
}

/** Students a leaving mentor has now, of the year and the scope; they would return to the pool. */
async function readCaseloads(
  tx: Tx,
  mentorIds: readonly number[],
  { year, centers }: Pick<Snapshot, "year" | "centers">,
): Promise<WhatIfPool["caseloads"]> {
  if (mentorIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<(PoolStudent & { mentorId: number })[]>`
    SELECT a."شناسه_منتور" AS "mentorId", s."کد_ملی" AS "nationalId", s."جنسیت" AS gender, s."کد_گروه" AS "group",
      s."مرکز_ثبت_نام" AS center, s."نوع_دانش_آموز" AS type, NULLIF(s."کد_مدرسه", 0) AS school,
      s."وضعیت_تحصیلی" AS "eduStatus"
    FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی"
    WHERE a."شناسه_منتور" = ANY(${[...mentorIds]}::int[]) AND a."سال_تحصیلی" = ${year}
      AND a."وضعیت" IN ('OK', 'TEMP_REVIEW')
      AND (${centers.length === 0} OR s."مرکز_ثبت_نام" = ANY(${[...centers]}::int[]))`;
  const caseloads = new Map<number, PoolStudent[]>();
  for (const { mentorId, ...student } of rows)
    caseloads.set(mentorId, [...(caseloads.get(mentorId) ?? []), student]);
  return caseloads;
}

/** Whether the viewer may see every mentor and manager the changes speak of. Source: Contracts §6. */
async function seesAll(staff: Can<"run:read">, changes: readonly WhatIfChange[]): Promise<boolean> {
  const mentorIds = [...new Set(changes.flatMap((one) => ("mentorId" in one ? [one.mentorId] : [])))];
  const managerIds = [...new Set(changes.flatMap((one) => ("managerId" in one ? [one.managerId] : [])))];
  const scope = { some: { centerCode: { in: [...staff.centers] } } };
  const inside = staff.centers.length > 0 ? { centers: scope } : {};
  const [mentors, managers] = await Promise.all([
    db().mentor.count({
      where: { id: { in: mentorIds }, ...(staff.centers.length > 0 ? { manager: inside } : {}) },
    }),
    db().manager.count({ where: { id: { in: managerIds }, ...inside } }),
  ]);
  return mentors === mentorIds.length && managers === managerIds.length;
}

export type WhatIfReport = WhatIf & {
  readonly year: number;
  readonly centers: readonly number[];
  readonly names: Readonly<Record<number, string>>;
};

/**
 * What a run of this scope would do now and after some changes. Writes nothing. Refuses as `getCapacityPlan` does, and
 * NOT_FOUND for a mentor or manager who is unknown or out of sight; of other centres' mentors nothing is told.
 */
export async function getWhatIf(
  staff: Can<"run:read">,
  asked: CapacityScope & { readonly changes: readonly WhatIfChange[] },
): Promise<Result<WhatIfReport, ScopeRefusal | "NOT_FOUND">> {
  const [scope, seen] = await Promise.all([scopeOf(staff, asked), seesAll(staff, asked.changes)]);
  if (!scope.ok) return scope;
  if (!seen) return refuse("NOT_FOUND");
  const leaving = asked.changes.flatMap((one) => (one.kind === "LEAVE" ? [one.mentorId] : []));
  const pool = await atOneMoment(async (tx): Promise<WhatIfPool> => {
    const { mentors: _, ...snapshot } = await readPool(tx, asked.year, scope.value);
    const [mentors, caseloads] = [await readStoredMentors(tx), await readCaseloads(tx, leaving, snapshot)];
    return { snapshot, mentors, caseloads };
  });
  const told = whatIf(pool, asked.changes);
  const names = await namesOf(told.mentors.map((one) => one.id));
  return ok({ ...told, year: asked.year, centers: scope.value, names });
}
