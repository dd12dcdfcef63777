import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { ok } from "@/lib/shared/result";
import { searchKey } from "@/lib/shared/text";
import { isCode } from "@/lib/shared/view";
import type { FindSchools, SchoolSort } from "./schema";
import { countSchools, type SchoolRow, selectSchools } from "./sql";

export type FoundSchool = { id: string; title: string; facts: (string | number)[]; href: string };

const FOUND_MAX = 12;
const CODE = /^\d{1,9}$/;

/** The first schools whose name holds what was typed, or that have this code. Names repeat, so district and code are told. */
export const findSchools = async (_staff: Can<"student:read">, { text }: FindSchools) => {
  const key = searchKey(text);
  const filter = { roster: [], ...(CODE.test(key) ? { code: Number(key) } : { part: key }) };
  const rows = await selectSchools(db(), filter, { sort: "name", desc: false, offset: 0, size: FOUND_MAX });
  return ok(
    rows.map(
      ({ code, name, district }): FoundSchool => ({
        ...{ id: String(code), title: name, facts: district ? [district, code] : [code] },
        // A code as long as a counter is taken by no address.
        href: isCode(String(code)) ? `/settings/schools?code=${code}` : "/settings/schools",
      }),
    ),
  );
};

export type SchoolItem = SchoolRow & {
  /** Whether the roster of the asked year has it. */
  special: boolean;
};

export type SchoolListing = {
  /** The year whose roster is meant; null = no year yet. */
  year: number | null;
  code?: number | undefined;
  special?: boolean | undefined;
  gender?: number | undefined;
  sort: SchoolSort;
  desc: boolean;
  offset: number;
  size: number;
};

/** One page of the schools with their place in a year's roster, and how many there are. */
export const listSchools = async (
  _staff: Can<"settings:write"> | Can<"student:read">,
  { year, code, special, gender, sort, desc, offset, size }: SchoolListing,
): Promise<{ rows: SchoolItem[]; total: number; roster: number }> => {
  const entries = year === null ? [] : await db().specialSchool.findMany({ where: { year } });
  const roster = new Set(entries.map(({ schoolCode }) => schoolCode));
  const filter = { code, special, gender, roster: [...roster] };
  const [rows, total] = await Promise.all([
    selectSchools(db(), filter, { sort, desc, offset, size }),
    countSchools(db(), filter),
  ]);
  const items = rows.map((row) => ({ ...row, special: roster.has(row.code) }));
  return { rows: items, total, roster: roster.size };
};

/** Names of schools by code, those that are known. */
export const nameSchools = (
  _staff: Can<"student:read"> | Can<"mentor:read">,
  codes: readonly number[],
): Promise<{ code: number; name: string }[]> =>
  db().school.findMany({ where: { code: { in: [...codes] } }, select: { code: true, name: true } });
