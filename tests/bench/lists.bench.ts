import { listLedger } from "@/lib/allocation/ledger/queries";
import { listWaiting } from "@/lib/allocation/need/queries";
import { RUN_KINDS, RUN_STATES } from "@/lib/allocation/schema";
import { systemActor } from "@/lib/auth/permissions";
import { BATCH_STATES } from "@/lib/intake/batch/state";
import { KINDS } from "@/lib/intake/columns";
import { listQuarantine } from "@/lib/intake/queue/queries";
import { listBatches } from "@/lib/intake/review/queries";
import { JOB_KINDS, JOB_STATES, listJobs } from "@/lib/jobs/queries";
import { listManagers, listMentors } from "@/lib/mentor/directory/queries";
import { MENTOR_KINDS, MENTOR_LOADS, MENTOR_SORTS, MENTOR_STANDINGS } from "@/lib/mentor/directory/schema";
import { listAudit, listAuditActors } from "@/lib/reporting/audit/queries";
import { getHome } from "@/lib/reporting/home/queries";
import { listExports } from "@/lib/reporting/queries";
import { EXPORT_SORTS, EXPORT_STATES } from "@/lib/reporting/schema";
import { getManagerHeat, getMentorHeat } from "@/lib/reporting/utilization/queries";
import { listStudents } from "@/lib/student/directory/queries";
import { STUDENT_SORTS, STUDENT_STATUSES } from "@/lib/student/directory/schema";
import { listGroups, listYears } from "@/lib/student/queries";
import { LARGE, seedLargeOffice } from "./large-office";

const BAR_MS = 150;
const ROUNDS = 3;
const SIZE = 50;
const YEAR = 1404;
const staff = systemActor("bench");

/** What a page can be asked for: a name for the table, and the reading itself. */
type View = readonly [what: string, read: () => Promise<unknown>];

const both = <T>(sorts: readonly T[], read: (sort: { key: T; desc: boolean }) => Promise<unknown>): View[] =>
  sorts.flatMap((key) =>
    [false, true].map((desc): View => [`${desc ? "-" : ""}${key}`, () => read({ key, desc })]),
  );
const each = <T>(name: string, values: readonly T[], read: (value: T) => Promise<unknown>): View[] =>
  values.map((value): View => [`${name} ${value}`, () => read(value)]);

type Listing = Partial<Parameters<typeof listStudents>[1]>;
const students = (asked: Listing) =>
  listStudents(staff, { sort: "name", desc: false, offset: 0, size: SIZE, ...asked });
const mentors = (asked: Partial<Parameters<typeof listMentors>[1]>) =>
  listMentors(staff, { sort: "name", desc: false, offset: 0, size: SIZE, ...asked });
const paged = { offset: 0, size: SIZE } as const;
const newest = { key: "createdAt", desc: true } as const;

/** Every page's reading with every order and filter that it offers. */
const lists = async (): Promise<Record<string, View[]>> => {
  const groups = (await listGroups(staff)).slice(0, 3).map(({ code }) => code);
  const run = (filters: Record<string, string>) => listLedger(staff, { ...paged, sort: newest, filters });
  const waiting = (asked: object) => listWaiting(staff, { year: YEAR, ...paged, ...asked });
  const batches = (filters: Record<string, string>) =>
    listBatches(staff, { ...paged, sort: { key: "number", desc: true }, filters });
  const quarantine = (filters: Record<string, string>) =>
    listQuarantine(staff, { ...paged, sort: { key: "age", desc: false }, filters });
  const jobs = (filters: Record<string, string>) => listJobs(staff, { ...paged, sort: newest, filters });
  return {
    students: [
      ...both(STUDENT_SORTS, ({ key, desc }) => students({ sort: key, desc })),
      ...each("state", STUDENT_STATUSES, (status) => students({ status })),
      ...each("centre", [0, 1, 2], (center) => students({ center })),
      ...each("group", groups, (group) => students({ group })),
      ...each("gender", [0, 1], (gender) => students({ gender })),
      ...each("kind of school", [0, 1], (studentType) => students({ studentType })),
      ["registration", () => students({ regStatus: [1, 3] })],
      ["school", () => students({ school: 839 })],
      ["year", () => students({ year: YEAR })],
      ["centre, group and state", () => students({ center: 1, group: groups[0], status: "PLACED" })],
      ["the last page", () => students({ offset: LARGE.students - SIZE })],
      ["search by name", () => students({ search: "زهرا کریمی", size: 8 })],
    ],
    mentors: [
      ...both(MENTOR_SORTS, ({ key, desc }) => mentors({ sort: key, desc })),
      ...each("load", MENTOR_LOADS, (load) => mentors({ load })),
      ...each("standing", MENTOR_STANDINGS, (one) => mentors({ standing: { year: YEAR, as: [one] } })),
      ...each("centre served", [0, 1, 2], (serves) => mentors({ serves })),
      ...each("kind", MENTOR_KINDS, (kind) => mentors({ kind })),
      ...each("group", groups, (group) => mentors({ group })),
      ...each("centre", [0, 1, 2], (center) => mentors({ center })),
      ["manager", () => mentors({ manager: 7 })],
    ],
    managers: [["all", () => listManagers(staff)]],
    runs: [
      ...both(["number", "createdAt", "placed"] as const, (sort) =>
        listLedger(staff, { ...paged, sort, filters: {} }),
      ),
      ...each("state", RUN_STATES, (state) => run({ state })),
      ...each("kind", RUN_KINDS, (kind) => run({ kind })),
    ],
    waiting: [
      ["all", () => waiting({})],
      ["centre", () => waiting({ center: 1 })],
      ["reason", () => waiting({ reason: "CAPACITY_FULL" })],
    ],
    imports: [
      ...both(["number", "rows"] as const, (sort) => listBatches(staff, { ...paged, sort, filters: {} })),
      ...each("kind", KINDS, (kind) => batches({ kind })),
      ...each("state", BATCH_STATES, (status) => batches({ status })),
    ],
    quarantine: [
      ...both(["age", "batch"] as const, (sort) => listQuarantine(staff, { ...paged, sort, filters: {} })),
      ...each("kind", KINDS, (kind) => quarantine({ kind })),
      ...each("code", ["GROUP_UNKNOWN", "NID_INVALID", "CAPACITY_NEGATIVE"], (code) => quarantine({ code })),
    ],
    exports: [
      ...both(EXPORT_SORTS, (sort) => listExports(staff, { ...paged, sort })),
      ...each("state", EXPORT_STATES, (state) => listExports(staff, { ...paged, state })),
    ],
    audit: [
      ["newest", () => listAudit(staff, { size: SIZE })],
      ["oldest", () => listAudit(staff, { size: SIZE, order: "oldest" })],
      ["actor", () => listAudit(staff, { size: SIZE, actor: "کارشناس 7" })],
      ["action nobody did", () => listAudit(staff, { size: SIZE, action: "reporting.export.start" })],
      ["kind", () => listAudit(staff, { size: SIZE, resourceType: "run" })],
      ["period", () => listAudit(staff, { size: SIZE, from: new Date(Date.now() - 86_400_000) })],
      ["deep", () => listAudit(staff, { size: SIZE, before: "100" })],
      ["names", () => listAuditActors(staff)],
    ],
    jobs: [
      ...both(["createdAt", "kind", "state"] as const, (sort) =>
        listJobs(staff, { ...paged, sort, filters: {} }),
      ),
      ...each("state", JOB_STATES, (state) => jobs({ state })),
      ...each("kind", JOB_KINDS, (kind) => jobs({ kind })),
    ],
    utilization: [
      [
        "mentors × groups",
        () => getMentorHeat(staff, { year: YEAR, center: null, sort: "occupancy", desc: true, ...paged }),
      ],
      ["managers × centres", () => getManagerHeat(staff, { year: YEAR, center: null })],
    ],
    home: [
      ["all", () => getHome(staff)],
      ["years of the filters", () => listYears(staff)],
    ],
  };
};

const medianMs = async (read: () => Promise<unknown>): Promise<number> => {
  await read();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await read();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
};

/** Every view of every page with its time, slowest first; the database is that of `seedLargeOffice`. */
export const measureLists = async (): Promise<{ page: string; views: (readonly [string, number])[] }[]> => {
  const measured = [];
  for (const [page, views] of Object.entries(await lists())) {
    const times: (readonly [string, number])[] = [];
    for (const [what, read] of views) times.push([what, Math.round(await medianMs(read))]);
    measured.push({ page, views: times.sort(([, a], [, b]) => b - a) });
  }
  return measured;
};

/** Server time of every list with every order and filter it offers: the slowest of each page. Source: Design §9. */
export const bench = {
  name: "lists",
  run: async () => {
    await seedLargeOffice();
    const measured = await measureLists();
    return measured.map(({ page, views }) => {
      const [what, value] = views[0] ?? ["", 0];
      return { what: `/${page}: slowest of ${views.length}, ${what}`, value, bar: BAR_MS, unit: "ms" };
    });
  },
};
