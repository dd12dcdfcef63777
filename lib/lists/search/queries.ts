import { holds, type Staff, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { findMentors } from "@/lib/mentor/directory/queries";
import { ok } from "@/lib/shared/result";
import { byPersianName, compactKey } from "@/lib/shared/text";
import { isCode } from "@/lib/shared/view";
import { findStudents } from "@/lib/student/directory/queries";
import { findSchools } from "@/lib/student/school/queries";
import type { FindAnything } from "./schema";
import { type Numbered, soughtIn } from "./sought";

/**
 * A page to go to. Of numbered work `title` is the number in Latin digits; the reader's language makes a name of it. Of the
 * facts a number is a code.
 */
export type FoundThing = {
  kind: Numbered | "managers" | "schools" | "students" | "mentors";
  id: string;
  title: string;
  facts: (string | number)[];
  href: string;
  /** State of numbered work; a key of `ui.status`. */
  state: string | null;
};

const FOUND_MAX = 8;

type Work = { id: string; state: string; centers: number[] };
const work = { id: true, centers: true } as const;

const WORK = {
  runs: {
    permission: "run:read",
    find: (number: number): Promise<Work | null> =>
      db().run.findUnique({ where: { number }, select: { ...work, state: true } }),
  },
  imports: {
    permission: "import:read",
    find: async (number: number): Promise<Work | null> => {
      const batch = await db().importBatch.findUnique({
        where: { number },
        select: { ...work, status: true },
      });
      return batch && { ...batch, state: batch.status };
    },
  },
  exports: {
    permission: "export:download",
    find: (seq: number): Promise<Work | null> =>
      db().export.findUnique({ where: { seq }, select: { ...work, state: true } }),
  },
} as const;

const findWork = async (staff: Staff, kind: Numbered, number: number): Promise<FoundThing[]> => {
  const { permission, find } = WORK[kind];
  const found = holds(staff, permission) ? await find(number) : null;
  if (found === null || !seesCenters(staff, found.centers)) return [];
  const { id, state } = found;
  return [{ kind, id, title: String(number), facts: [], href: `/${kind}/${id}`, state }];
};

type Named = Omit<FoundThing, "kind" | "state">;
const of = (kind: Exclude<FoundThing["kind"], Numbered>, found: readonly Named[]): FoundThing[] =>
  found.slice(0, FOUND_MAX).map((one) => ({ ...one, kind, state: null }));

const findManagers = async (staff: Staff, text: string): Promise<FoundThing[]> => {
  if (!holds(staff, "mentor:read")) return [];
  const key = compactKey(text);
  const rows = await db().manager.findMany({
    where: {
      ...(/^\d{1,9}$/.test(key) ? { id: Number(key) } : { nameKey: { contains: key } }),
      ...(staff.centers.length > 0 ? { centers: { some: { centerCode: { in: [...staff.centers] } } } } : {}),
    },
    select: { id: true, name: true },
  });
  // A few hundred at most, so they are ordered here.
  rows.sort((a, b) => byPersianName(a.name, b.name) || a.id - b.id);
  const found = rows.map(({ id, name }) => ({
    ...{ id: String(id), title: name, facts: [id] },
    // A code as long as a counter is taken by no address.
    href: isCode(String(id)) ? `/mentors?manager=${id}` : "/managers",
  }));
  return of("managers", found);
};

/** Schools have no centre: whoever may open their page sees all. */
const findSchoolsOf = async (staff: Staff, text: string): Promise<FoundThing[]> =>
  holds(staff, "settings:write") && holds(staff, "student:read")
    ? of("schools", (await findSchools(staff, { text })).value)
    : [];

const findStudentsOf = async (staff: Staff, text: string): Promise<FoundThing[]> =>
  holds(staff, "student:read") ? of("students", (await findStudents(staff, { text })).value) : [];

const findMentorsOf = async (staff: Staff, text: string): Promise<FoundThing[]> =>
  holds(staff, "mentor:read") ? of("mentors", (await findMentors(staff, { text })).value) : [];

/**
 * Runs, batches and exports by their short number; managers, schools, students and mentors by name or code: of each kind only
 * for those who may open its page, and only what lies in their scope. All asked at once. Source: Contracts §6.
 */
export const findAnything = async (staff: Staff, { text }: FindAnything) => {
  const { work, name, person } = soughtIn(text);
  const found = await Promise.all([
    ...(work?.kinds ?? []).map((kind) => findWork(staff, kind, work?.number ?? 0)),
    ...(name ? [findManagers(staff, text), findSchoolsOf(staff, text)] : []),
    ...(person ? [findStudentsOf(staff, text), findMentorsOf(staff, text)] : []),
  ]);
  return ok(found.flat());
};
