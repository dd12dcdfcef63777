import { countEligible } from "@/lib/allocation/pool/queries";
import { type Can, holds, type Permission, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { readPoolVersion } from "@/lib/jobs/pool-version";
import { countJobs, type JobRow, listMoving } from "@/lib/jobs/queries";
import { sumMentors } from "@/lib/mentor/directory/sql";
import { keepNewest } from "@/lib/shared/kept";
import { listYears } from "@/lib/student/queries";
import { yearOf } from "@/lib/student/year-of";
import { type AwaitedBatch, countNews } from "../notice/queries";
import { FAILED_JOBS, MOVING_JOBS } from "./links";
import { countPool, countWork, type HomeCounts, type PoolCounts } from "./sql";

const LATEST = 5;

export type HomeBatch = {
  id: string;
  number: number;
  kind: string;
  status: string;
  rows: number;
  createdAt: Date;
};
export type HomeRun = {
  id: string;
  number: number;
  year: number;
  state: string;
  placed: number;
  needsNewMentor: number;
  createdAt: Date;
};
export type HomeExport = {
  id: string;
  seq: number;
  profile: string;
  year: number;
  state: string;
  rowCount: number;
  createdAt: Date;
};
export type HomeJob = Pick<
  JobRow,
  "id" | "kind" | "subject" | "subjectId" | "state" | "waitingFor" | "done" | "total"
> & {
  /** What people call its subject. */
  subjectNumber: number;
};
export type Home = {
  counts: HomeCounts;
  /** Work under way that this person may follow: the first few, and how much there is. */
  jobs: { rows: HomeJob[]; total: number };
  batches: HomeBatch[];
  runs: HomeRun[];
  exports: HomeExport[];
};

/** Things that span centres meet the scope, or concern all of them. Source: Contracts §6. */
const visible = (staff: Staff) =>
  staff.centers.length === 0
    ? {}
    : { OR: [{ centers: { isEmpty: true } }, { centers: { hasSome: [...staff.centers] } }] };

const poolCounts = keepNewest<PoolCounts>(16);

/** What the pool alone decides, of the year the queue opens with: counted once per state of the pool, year and scope. */
const countPoolNow = async (staff: Staff): Promise<PoolCounts & Pick<HomeCounts, "waitingYear">> => {
  const centers = [...staff.centers].sort((a, b) => a - b);
  const [version, years] = await Promise.all([readPoolVersion(), listYears(staff)]);
  const year = yearOf(undefined, { years, now: new Date() });
  const counts = await poolCounts(`${version} ${year} ${centers}`, async () => {
    const [waiting, over, pool] = await Promise.all([
      countEligible(db(), { year, centers }),
      sumMentors(db(), { scope: centers, load: "OVER" }),
      countPool(centers),
    ]);
    return { ...pool, waiting, overloaded: over.mentors };
  });
  return { ...counts, waitingYear: year };
};

/** What waits for somebody in these centres. */
const countWaiting = async (staff: Staff): Promise<Omit<HomeCounts, "failedJobs">> => {
  const [pool, work] = await Promise.all([countPoolNow(staff), countWork(staff)]);
  return { ...pool, ...work };
};

const orNone = <T>(staff: Staff, permission: Permission, read: () => Promise<T[]>): Promise<T[]> =>
  holds(staff, permission) ? read() : Promise.resolve([]);

const NEWEST = { orderBy: { createdAt: "desc" }, take: LATEST } as const;

/**
 * What the home page shows to this person: what needs action, what runs now, what came last. Everyone signed in has a home;
 * each part is read only with its own permission, all at once.
 */
export const getHome = async (staff: Staff): Promise<Home> => {
  const where = visible(staff);
  const [counts, failedJobs, jobs, batches, runs, exports] = await Promise.all([
    countWaiting(staff),
    holds(staff, "metrics:read") ? countJobs(staff, FAILED_JOBS) : 0,
    listMoving(staff, LATEST),
    orNone(staff, "import:read", () =>
      db().importBatch.findMany({
        where,
        ...NEWEST,
        select: { id: true, number: true, kind: true, status: true, rows: true, createdAt: true },
      }),
    ),
    orNone(staff, "run:read", () =>
      db().run.findMany({
        where,
        ...NEWEST,
        select: {
          id: true,
          number: true,
          year: true,
          state: true,
          placed: true,
          needsNewMentor: true,
          createdAt: true,
        },
      }),
    ),
    orNone(staff, "export:download", () =>
      db().export.findMany({
        where,
        ...NEWEST,
        select: {
          id: true,
          seq: true,
          profile: true,
          year: true,
          state: true,
          rowCount: true,
          createdAt: true,
        },
      }),
    ),
  ]);
  return { counts: { ...counts, failedJobs }, jobs, batches, runs, exports };
};

/** What waits for somebody, as the navigation counts it; null where the reader may not see it. */
export type Attention = {
  readonly imports: number | null;
  readonly quarantine: number | null;
  readonly waiting: number | null;
  readonly runs: number | null;
  readonly jobs: number | null;
  /** Notices the reader has not looked at; null for a service token. */
  readonly notices: number | null;
};

/** The counts beside the sections of the console, each with its own permission, within the reader's centres. */
export const getAttention = async (
  staff: Can<"student:read">,
  awaiting: readonly AwaitedBatch[],
): Promise<Attention> => {
  const [counts, jobs, notices] = await Promise.all([
    countWaiting(staff),
    holds(staff, "metrics:read") ? countJobs(staff, MOVING_JOBS) : null,
    countNews(staff, awaiting),
  ]);
  const seen = (permission: Permission, count: number) => (holds(staff, permission) ? count : null);
  return {
    imports: seen("import:read", counts.openBatches),
    quarantine: seen("import:read", counts.quarantined),
    waiting: seen("run:read", counts.waiting),
    runs: seen("run:read", counts.openPlans),
    jobs,
    notices,
  };
};
