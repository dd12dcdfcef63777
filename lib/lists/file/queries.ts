import { listLedger } from "@/lib/allocation/ledger/queries";
import { listWaiting } from "@/lib/allocation/need/queries";
import { type Can, holds, type Permission, type Staff } from "@/lib/auth/permissions";
import { openQuarantine } from "@/lib/intake/queue/queries";
import { managerPage } from "@/lib/mentor/directory/manager-page";
import { listManagers, listMentors } from "@/lib/mentor/directory/queries";
import { openAudit } from "@/lib/reporting/audit/queries";
import { listExports } from "@/lib/reporting/queries";
import { findReportYear } from "@/lib/reporting/utilization/queries";
import { jalaliYear } from "@/lib/shared/calendar";
import { AppError } from "@/lib/shared/errors";
import { readView, type View } from "@/lib/shared/view";
import { openStudents } from "@/lib/student/directory/queries";
import { listYears } from "@/lib/student/queries";
import { yearOf } from "@/lib/student/year-of";
import {
  auditAsked,
  exportsAsked,
  managersAsked,
  mentorsAsked,
  mentorYear,
  studentsAsked,
  waitingAsked,
} from "../asked";
import type { ListName } from "../names";
import { GATES, SPECS } from "../pages";
import { managerColumns, mentorColumns, studentColumns } from "../sheets/people";
import { type SheetColumn, type SheetWords, shownColumns } from "../sheets/sheet";
import { auditColumns, quarantineColumns } from "../sheets/watch";
import { exportColumns, runColumns, waitingColumns } from "../sheets/work";

/** A list with all its pages as texts, pulled as they are read. */
export type OpenedList = {
  readonly total: number;
  readonly header: readonly string[];
  readonly pages: AsyncIterable<readonly (readonly string[])[]>;
};

type Rows<Row> = { readonly total: number; readonly pages: AsyncIterable<readonly Row[]> };
type Asked = {
  readonly search: Readonly<Record<string, string>>;
  readonly words: SheetWords;
  readonly now: Date;
};

/** Lists that are a few thousand rows at most are read at once. */
const ALL = 1_000_000;

const whole = <V extends View>(view: V): V => ({ ...view, page: 1, offset: 0, size: ALL });

async function* once<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

const inOnePage = <Row>({ rows, total }: { rows: readonly Row[]; total: number }): Rows<Row> => ({
  total,
  pages: once(rows),
});

const sheetOf = <Row>(view: View, columns: readonly SheetColumn<Row>[], rows: Rows<Row>): OpenedList => {
  const shown = shownColumns(columns, view.hidden);
  const pages = async function* () {
    for await (const page of rows.pages) yield page.map((row) => shown.map(({ text }) => text(row)));
  };
  return { total: rows.total, header: shown.map(({ header }) => header), pages: pages() };
};

type Open = (staff: Staff, asked: Asked) => Promise<OpenedList>;

/** A list behind its gate: that of its page. Throws FORBIDDEN. */
const gated =
  <P extends Permission>(permission: P, open: (staff: Can<P>, asked: Asked) => Promise<OpenedList>): Open =>
  (staff, asked) => {
    if (!holds(staff, permission)) throw new AppError("FORBIDDEN", { permission });
    return open(staff, asked);
  };

const OPEN: Readonly<Record<ListName, Open>> = {
  students: gated(GATES.students, async (staff, { search, words }) => {
    const view = readView(search, SPECS.students);
    return sheetOf(view, studentColumns(words), await openStudents(staff, studentsAsked(view)));
  }),
  mentors: gated(GATES.mentors, async (staff, { search, words, now }) => {
    const view = whole(readView(search, SPECS.mentors));
    const newest = (await findReportYear(staff)) ?? jalaliYear(now);
    const { rows, totals } = await listMentors(staff, mentorsAsked(view, newest));
    const columns = mentorColumns(words, mentorYear(view.filters, newest));
    return sheetOf(view, columns, inOnePage({ rows, total: totals.mentors }));
  }),
  managers: gated(GATES.managers, async (staff, { search, words }) => {
    const view = whole(readView(search, SPECS.managers));
    const found = managerPage(await listManagers(staff), managersAsked(view));
    return sheetOf(view, managerColumns(words), inOnePage(found));
  }),
  runs: gated(GATES.runs, async (staff, { search, words }) => {
    const view = whole(readView(search, SPECS.runs));
    return sheetOf(view, runColumns(words), inOnePage(await listLedger(staff, view)));
  }),
  waiting: gated(GATES.waiting, async (staff, { search, words, now }) => {
    const view = whole(readView(search, SPECS.waiting));
    const year = yearOf(view.filters["year"], { years: await listYears(staff), now });
    const asked = { ...waitingAsked(view.filters, year), sort: view.sort, offset: 0, size: ALL };
    const { groups, total } = await listWaiting(staff, asked);
    return sheetOf(view, waitingColumns(words), inOnePage({ rows: groups, total }));
  }),
  quarantine: gated(GATES.quarantine, async (staff, { search, words }) => {
    const view = readView(search, SPECS.quarantine);
    return sheetOf(view, quarantineColumns(words), await openQuarantine(staff, view));
  }),
  exports: gated(GATES.exports, async (staff, { search, words }) => {
    const view = whole(readView(search, SPECS.exports));
    return sheetOf(view, exportColumns(words), inOnePage(await listExports(staff, exportsAsked(view))));
  }),
  audit: gated(GATES.audit, async (staff, { search, words, now }) => {
    const view = readView(search, SPECS.audit);
    return sheetOf(view, auditColumns(words), await openAudit(staff, auditAsked(view, now)));
  }),
};

/**
 * A list as its page shows it, all pages: the rows of the filter within the viewer's sight, in its order, the columns that are
 * not hidden. Throws FORBIDDEN. Source: Contracts §6.
 */
export const openListRows = (staff: Staff, list: ListName, asked: Asked): Promise<OpenedList> =>
  OPEN[list](staff, asked);
