import type { Prisma } from "@db";
import { cache } from "react";
import { type Can, ownsCenters, type Permission, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { isUuid } from "@/lib/shared/ids";
import { valuesOf } from "@/lib/shared/view";
import { countExported } from "../revert/sql";
import type { Policy, RunKind, RunState, Switches } from "../schema";
import { switchesSchema } from "../schema";
import { hasLiveJob, readRun } from "../sql";
import { type RunStep, stepsOf } from "../steps";

export type LedgerSort = "number" | "createdAt" | "placed";
export type LedgerPage = {
  readonly sort: { readonly key: LedgerSort; readonly desc: boolean };
  readonly offset: number;
  readonly size: number;
  readonly filters: Readonly<Record<string, string>>;
};

export type LedgerRow = {
  readonly id: string;
  readonly number: number;
  readonly year: number;
  readonly kind: RunKind;
  readonly policy: Policy;
  readonly state: RunState;
  readonly eligible: number;
  readonly placed: number;
  readonly needsNewMentor: number;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly version: number;
  /** Machine time of all its steps; null before the first is over. */
  readonly tookMs: number | null;
};

const FIELDS = {
  id: true,
  number: true,
  year: true,
  kind: true,
  policy: true,
  state: true,
  eligible: true,
  placed: true,
  needsNewMentor: true,
  createdByName: true,
  createdAt: true,
  version: true,
  durations: true,
} as const;

/** Runs whose centres meet the viewer's; a run without centres covers all. Source: Contracts §6. */
const seenBy = (staff: Can<"run:read">): Prisma.RunWhereInput =>
  staff.centers.length === 0
    ? {}
    : { OR: [{ centers: { isEmpty: true } }, { centers: { hasSome: [...staff.centers] } }] };

const tookMs = (durations: unknown): number | null => {
  const parts = Object.values((durations ?? {}) as Record<string, unknown>).filter(
    (one) => typeof one === "number",
  );
  return parts.length === 0 ? null : parts.reduce((sum, one) => sum + one, 0);
};

/** One page of the ledger of runs and how many there are. Filters: `year`, `policy`, and any of several `state`, `kind`. */
export const listLedger = async (
  staff: Can<"run:read">,
  { sort, offset, size, filters }: LedgerPage,
): Promise<{ rows: LedgerRow[]; total: number }> => {
  const where: Prisma.RunWhereInput = {
    ...seenBy(staff),
    ...(filters.year ? { year: Number(filters.year) } : {}),
    ...(filters.state ? { state: { in: valuesOf(filters.state) } } : {}),
    ...(filters.kind ? { kind: { in: valuesOf(filters.kind) } } : {}),
    ...(filters.policy ? { policy: filters.policy } : {}),
  };
  const orderBy: Prisma.RunOrderByWithRelationInput[] = [
    { [sort.key]: sort.desc ? "desc" : "asc" },
    { number: "desc" },
  ];
  const [runs, total] = await Promise.all([
    db().run.findMany({ select: FIELDS, where, orderBy, skip: offset, take: size }),
    db().run.count({ where }),
  ]);
  const rows = runs.map(({ durations, ...run }) => ({
    ...run,
    kind: run.kind as RunKind,
    policy: run.policy as Policy,
    state: run.state as RunState,
    tookMs: tookMs(durations),
  }));
  return { rows, total };
};

const JOB = {
  select: { id: true, kind: true, state: true, waitingFor: true },
  orderBy: { createdAt: "desc" },
} as const;

type RunRecord = NonNullable<Awaited<ReturnType<typeof readRun>>>;
export type RunSheet = Omit<RunRecord, "switches" | "kind" | "policy" | "state"> & {
  /** Of a drain: the mentor who leaves; null also where the viewer may not see them. */
  readonly drainedMentor: { readonly id: number; readonly name: string } | null;
  readonly kind: RunKind;
  readonly policy: Policy;
  readonly state: RunState;
  readonly switches: Switches;
  /** The newest job of the run. */
  readonly job: { id: string; kind: string; state: string; waitingFor: string | null } | null;
  /** Rows of it that stand in a finished ImportToSabt file. */
  readonly exported: number;
  /** What its state, the viewer's permissions and centres allow now. */
  readonly steps: readonly RunStep[];
};

const NEEDS = {
  publish: "alloc:publish",
  discard: "alloc:run",
  cancel: "alloc:publish",
  resume: "alloc:publish",
  revert: "alloc:revert",
  replan: "alloc:run",
  replay: "alloc:publish",
} as const satisfies Record<RunStep, Permission>;

/** The mentor a drain is about, for whoever shares a centre with their manager. Source: Contracts §6. */
async function findDrained(staff: Can<"run:read">, runId: string): Promise<RunSheet["drainedMentor"]> {
  const centers = { some: { centerCode: { in: [...staff.centers] } } };
  const seen = staff.centers.length > 0 ? { manager: { centers } } : {};
  return await db().mentor.findFirst({
    where: { drains: { some: { id: runId } }, ...seen },
    select: { id: true, name: true },
  });
}

/**
 * One run with its newest job, how much of it has been exported and what can be done; null when unknown or out of sight. Read
 * once for a page and its title.
 */
export const getRunSheet = cache(async (staff: Can<"run:read">, runId: string): Promise<RunSheet | null> => {
  if (!isUuid(runId)) return null;
  // Asked side by side: of a run out of sight nothing is told.
  const [run, drainedMentor, job, exported, live] = await Promise.all([
    readRun(runId),
    findDrained(staff, runId),
    db().job.findFirst({ ...JOB, where: { subject: "run", subjectId: runId } }),
    countExported(db(), runId),
    hasLiveJob(db(), runId),
  ]);
  if (!run || !seesCenters(staff, run.centers)) return null;
  const state = run.state as RunState;
  const own = ownsCenters(staff, run.centers);
  return {
    ...run,
    drainedMentor,
    kind: run.kind as RunKind,
    policy: run.policy as Policy,
    state,
    steps: own ? stepsOf({ ...run, state, live }).filter((step) => staff.permissions.has(NEEDS[step])) : [],
    switches: switchesSchema.parse(run.switches),
    job,
    exported,
  };
});
