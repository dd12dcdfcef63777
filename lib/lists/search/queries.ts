import { holds, type Staff, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { ok } from "@/lib/shared/result";
import { compactKey } from "@/lib/shared/text";
import { findSchools } from "@/lib/student/school/queries";
import type { FindPlaces } from "./schema";
import { type Numbered, soughtIn } from "./sought";

/** A page to go to. Of numbered work `title` is the number in Latin digits; the reader's language makes a name of it. */
export type FoundPlace = {
  kind: Numbered | "managers" | "schools";
  id: string;
  title: string;
  subtitle: string;
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

const findWork = async (staff: Staff, kind: Numbered, number: number): Promise<FoundPlace[]> => {
  const { permission, find } = WORK[kind];
  const found = holds(staff, permission) ? await find(number) : null;
  if (found === null || !seesCenters(staff, found.centers)) return [];
  const { id, state } = found;
  return [{ kind, id, title: String(number), subtitle: "", href: `/${kind}/${id}`, state }];
};

const findManagers = async (staff: Staff, text: string): Promise<FoundPlace[]> => {
  if (!holds(staff, "mentor:read")) return [];
  const key = compactKey(text);
  const rows = await db().manager.findMany({
    where: {
      ...(/^\d{1,9}$/.test(key) ? { id: Number(key) } : { nameKey: { contains: key } }),
      ...(staff.centers.length > 0 ? { centers: { some: { centerCode: { in: [...staff.centers] } } } } : {}),
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: FOUND_MAX,
    select: { id: true, name: true },
  });
  return rows.map(({ id, name }) => ({
    ...{ kind: "managers" as const, id: String(id), title: name, subtitle: String(id), state: null },
    href: `/mentors?manager=${id}`,
  }));
};

/** Schools have no centre: whoever may open their page sees all. */
const findSchoolPlaces = async (staff: Staff, text: string): Promise<FoundPlace[]> => {
  if (!holds(staff, "settings:write") || !holds(staff, "student:read")) return [];
  const { value } = await findSchools(staff, { text });
  return value.slice(0, FOUND_MAX).map((found) => ({ ...found, kind: "schools", state: null }));
};

/**
 * Runs, batches and exports by their short number, managers and schools by name or code: of each kind only for those who may
 * open its page, and only what lies in their scope. Source: Contracts §6.
 */
export const findPlaces = async (staff: Staff, { text }: FindPlaces) => {
  const sought = soughtIn(text);
  const { kinds, number } = sought.work ?? { kinds: [], number: 0 };
  const found = await Promise.all([
    ...kinds.map((kind) => findWork(staff, kind, number)),
    ...(sought.name ? [findManagers(staff, text), findSchoolPlaces(staff, text)] : []),
  ]);
  return ok(found.flat());
};
