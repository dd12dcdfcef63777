import { type Can, holds, inScope } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { isUuid } from "@/lib/shared/ids";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { searchKey } from "@/lib/shared/text";
import { readMentorsNow, toPoolStudent } from "../pool/queries";
import { type Candidate, rankCandidates } from "./candidates";
import type { AskCandidates } from "./schema";

/** A candidate as a page shows them. `choosable` = this viewer may place the student there, if need be by an override. */
export type CandidateRow = Candidate & {
  readonly rank: number;
  readonly name: string;
  readonly managerName: string | null;
  readonly current: boolean;
  readonly choosable: boolean;
};

export type Candidates = {
  readonly rows: readonly CandidateRow[];
  /** Mentors that match the text. */
  readonly total: number;
  /** Of all mentors: how many take the student as they are. */
  readonly free: number;
  readonly mentors: number;
};

type Named = { id: number; name: string; nameKey: string; alias: number | null; managerName: string | null };

/** What a candidate is called and looked for by. */
const selectNames = () =>
  db().$queryRaw<Named[]>`
    SELECT m."شناسه_منتور" AS id, m."نام" AS name, m."کلید_نام" AS "nameKey", m."کد_مستعار" AS alias, g.name AS "managerName"
    FROM "منتورها" m LEFT JOIN managers g ON g.id = m."شناسه_مدیر"`;

/** Whether a mentor is meant by what somebody typed: part of the name, or the whole id or alias. */
const matches = (
  key: string,
  mentor: { id: number; name: string; nameKey: string; alias: number | null },
): boolean =>
  key === "" ||
  (mentor.nameKey || searchKey(mentor.name)).includes(key) ||
  String(mentor.id) === key ||
  String(mentor.alias ?? "") === key;

/**
 * Every mentor as a candidate for a student, ranked as a run would, nearest misses after; one page of those that match.
 * All mentors, as an operator's run covers them, whatever the viewer's centres. Refuses NOT_FOUND out of scope.
 * Source: Contracts §6, Domain §4.
 */
export async function listCandidates(
  staff: Can<"assign:write">,
  { studentId, text, offset, size }: AskCandidates,
): Promise<Result<Candidates, "NOT_FOUND">> {
  if (!isUuid(studentId)) return refuse("NOT_FOUND");
  const [student, held, names] = await Promise.all([
    db().student.findUnique({ where: { id: studentId } }),
    db().assignment.findMany({
      where: { student: { id: studentId }, status: { in: ["OK", "TEMP_REVIEW"] } },
      select: { year: true, mentorId: true },
    }),
    selectNames(),
  ]);
  if (student === null || !inScope(staff, student.centerCode)) return refuse("NOT_FOUND");
  const now = held.find((one) => one.year === student.year)?.mentorId ?? null;
  const mentors = await readMentorsNow(student.year);
  const known = new Map(names.map((one) => [one.id, one]));
  const key = searchKey(text);
  const ranked = rankCandidates(toPoolStudent(student), mentors).map((one, i) => ({ ...one, rank: i + 1 }));
  const meant = ranked.filter((one) => matches(key, known.get(one.id) ?? NOBODY));
  const overrides = holds(staff, "assign:override");
  const rows = meant.slice(offset, offset + size).map((one) => {
    const current = one.id === now;
    const fits = one.fit === "FREE" || (overrides && one.fit === "OVERRIDABLE");
    const { name, managerName } = known.get(one.id) ?? NOBODY;
    return { ...one, name, managerName, current, choosable: fits && !current };
  });
  const free = ranked.filter((one) => one.fit === "FREE").length;
  return ok({ rows, total: meant.length, free, mentors: mentors.length });
}

/** A mentor who came between the two reads: shown without a name. */
const NOBODY: Named = { id: 0, name: "", nameKey: "", alias: null, managerName: null };
