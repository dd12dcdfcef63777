/** States of a batch that was checked and waits to be applied, or stopped on the way. Source: Design §3. */
export const OPEN_BATCHES = ["READY", "NEEDS_REVIEW", "APPLY_PAUSED"] as const;

/** Failed work that is still news, in days back from now. */
const FAILED_DAYS = "7";
/** Which jobs are counted as failed: a filter of the list of jobs. */
export const FAILED_JOBS = { state: "FAILED", period: FAILED_DAYS } as const;

/** Which jobs are counted as under way: a filter of the list of jobs. */
export const MOVING_JOBS = { state: "QUEUED,RUNNING,WAITING" } as const;

/** The address of a list with these filters. */
export const to = (path: string, filters: Readonly<Record<string, string | number>>): string =>
  `${path}?${Object.entries(filters)
    .map(([name, value]) => `${name}=${value}`)
    .join("&")}`;

/**
 * The list behind each number of the home page: its address opens exactly the rows that were counted. None is bare: a bare
 * address opens with the person's own view.
 */
export const needLinks = ({ waitingYear }: { readonly waitingYear: number }) =>
  ({
    failedJobs: to("/jobs", FAILED_JOBS),
    waiting: to("/waiting", { year: waitingYear }),
    inReview: to("/students", { state: "REVIEW" }),
    overloaded: to("/mentors", { load: "OVER" }),
    awaitingWord: to("/imports", { waits: "me" }),
    quarantined: to("/quarantine", { sort: "age" }),
    openBatches: to("/imports", { status: OPEN_BATCHES.join(",") }),
    openPlans: to("/runs", { state: "PLANNED" }),
  }) as const satisfies Readonly<Record<string, string>>;
export type NeedKey = keyof ReturnType<typeof needLinks>;
