import { Prisma, type Run } from "@db";
import { type Can, inScope, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { sha256 } from "@/lib/db/digest";
import { isUuid } from "@/lib/shared/ids";
import { keepNewest } from "@/lib/shared/kept";
import { inputText, planText, withGraduates } from "./canonical";
import { findRunDefaults } from "./defaults/queries";
import { type Explanation, explain, explainPosition } from "./explain";
import { smallestRelaxations } from "./misses";
import type { Plan } from "./plan";
import { readMentorsNow, readStoredSnapshot, toPoolStudent } from "./pool/queries";
import { decideAgain, type Repaired, repairedBy } from "./repair/decided";
import { switchesSchema } from "./schema";
import { progressOf, readRun } from "./sql";

/** A run by its uuid or by the short number people say; null when there is none the viewer may see. Source: Contracts §6. */
export async function findRun(staff: Can<"run:read">, name: string): Promise<Run | null> {
  const byNumber = /^\d{1,9}$/.test(name);
  const number = Number(name);
  const run = isUuid(name)
    ? await readRun(name)
    : byNumber && (await db().run.findUnique({ where: { number } }));
  return run && seesCenters(staff, run.centers) ? run : null;
}

export type RunDocument = {
  readonly runId: string;
  readonly number: number;
  readonly state: string;
  readonly year: number;
  readonly policy: string;
  readonly eligible: number;
  readonly placed: number;
  readonly needsNewMentor: number;
  readonly planHash: string | null;
  readonly inputHash: string | null;
  readonly durationsMs: { snapshot: number; decide: number; store: number; publish: number };
};

/** A run as the command line and REST show it. Source: Contracts §7. */
export function toRunDocument(run: Run): RunDocument {
  const { snapshot = 0, decide = 0, store = 0, publish = 0 } = run.durations as Record<string, number>;
  return {
    runId: run.id,
    number: run.number,
    state: run.state,
    year: run.year,
    policy: run.policy,
    eligible: run.eligible,
    placed: run.placed,
    needsNewMentor: run.needsNewMentor,
    planHash: run.planHash,
    inputHash: run.inputHash,
    durationsMs: { snapshot, decide, store, publish },
  };
}

export type RunAssignment = {
  readonly nationalId: string;
  readonly mentorId: number | null;
  readonly counter: string | null;
  readonly status: string;
};

/**
 * What became of each student of a run, in national-id order, students of the viewer's centres only. `status` is that of the
 * assignment; PLANNED or DEAD where there is none. Source: Contracts §7.
 */
export const listRunAssignments = (staff: Can<"run:read">, run: Run): Promise<RunAssignment[]> =>
  db().$queryRaw<RunAssignment[]>`
    SELECT i.national_id AS "nationalId", i.mentor_id AS "mentorId",
      CASE WHEN i.mentor_id IS NULL THEN NULL ELSE s."شمارنده" END AS counter, coalesce(a."وضعیت", i.state) AS status
    FROM run_items i JOIN "دانش_آموزان" s ON s."کد_ملی" = i.national_id
    LEFT JOIN "تخصیص_ها" a ON a."شناسه_تخصیص" = i.assignment_id
    WHERE i.run_id = ${run.id}::uuid
      AND (${staff.centers.length === 0} OR s."مرکز_ثبت_نام" = ANY(${[...staff.centers]}::int[]))
    ORDER BY i.position`;

/** What a page or REST shows of a run while it works; null when unseen. */
export async function getRunProgress(staff: Can<"run:read">, runId: string) {
  const run = await findRun(staff, runId);
  return run === null
    ? null
    : { ...progressOf(run), errorCode: run.errorCode, errorDetails: run.errorDetails };
}

/** Plans somebody asked for lately: pages of many students and mentors are told from the same few. */
const plans = keepNewest<Plan>(3);

/**
 * The plan of a run as stored, on its snapshot, without who is a graduate: also what it would be is explained from what was
 * decided. Kept under its hash, which an accepted chain changes.
 */
export const readPlan = ({ id, planHash }: Pick<Run, "id" | "planHash">): Promise<Plan> =>
  plans(`${id} ${planHash}`, () => readStoredPlan(id));

async function readStoredPlan(runId: string): Promise<Plan> {
  const [{ policy, students, mentors }, [items]] = await Promise.all([
    readStoredSnapshot(db(), runId),
    db().$queryRaw<{ mentorIds: (number | null)[]; loads: (number | null)[] }[]>`
      SELECT coalesce(array_agg(mentor_id ORDER BY position), '{}') AS "mentorIds",
        coalesce(array_agg(load_before ORDER BY position), '{}') AS loads
      FROM run_items WHERE run_id = ${runId}::uuid`,
  ]);
  const indexOf = new Map(mentors.map((mentor, m) => [mentor.id, m]));
  const mentorAt = Int32Array.from(items?.mentorIds ?? [], (id) =>
    id === null ? -1 : (indexOf.get(id) ?? -1),
  );
  const loadAfter = Int32Array.from(mentors, (mentor) => mentor.load);
  let placed = 0;
  for (const m of mentorAt) {
    if (m < 0) continue;
    loadAfter[m]!++;
    placed++;
  }
  const loadBefore = Int32Array.from(items?.loads ?? [], (load) => load ?? 0);
  return { policy, students, mentors, mentorAt, loadBefore, loadAfter, placed };
}

export type StudentExplanation = {
  readonly student: { readonly id: string; readonly nationalId: string; readonly year: number };
  /** The run it is told of; null = the pool as it is now. */
  readonly run: { readonly id: string; readonly number: number; readonly state: string } | null;
  readonly explanation: Explanation;
  /** The chain of swaps that decided instead, by the position of its first student, and the mentor it took them from. */
  readonly repair: Repaired | null;
  /** Names of the mentors it speaks of. */
  readonly names: Readonly<Record<number, string>>;
};

type Asked = { readonly studentId?: string; readonly nationalId?: string; readonly runId?: string };

type Deciding = Pick<Run, "id" | "number" | "state" | "centers" | "planHash" | "switches" | "repair"> & {
  readonly position: number;
};

/** The run of a name, as `findRun` reads it, or every run that could have decided; null for what names none. */
const whichRun = (name: string | undefined): Prisma.Sql | null => {
  if (name === undefined)
    return Prisma.sql`r.year = s."سال_تحصیلی" AND r.state NOT IN ('PLANNING', 'DISCARDED')`;
  if (isUuid(name)) return Prisma.sql`r.id = ${name}::uuid`;
  return /^\d{1,9}$/.test(name) ? Prisma.sql`r.number = ${Number(name)}` : null;
};

/**
 * The run asked for, or the one whose decision holds: of the placement or open wait the student has now, else the newest
 * published, else the newest plan of the student's year. Plans thrown away do not count. One question, asked beside the student.
 */
async function findDecidingRun(
  staff: Can<"run:read">,
  { studentId, nationalId = "", runId }: Asked,
): Promise<Deciding | null> {
  const who =
    studentId === undefined
      ? Prisma.sql`s."کد_ملی" = ${nationalId}`
      : Prisma.sql`s."شناسه" = ${studentId}::uuid`;
  const which = whichRun(runId);
  if (which === null) return null;
  const [run] = await db().$queryRaw<Deciding[]>`
    SELECT r.id, r.number, r.state, r.centers, r.plan_hash AS "planHash", r.switches, r.repair, i.position
    FROM "دانش_آموزان" s JOIN run_items i ON i.student_id = s."شناسه" JOIN runs r ON r.id = i.run_id
    WHERE ${who} AND (${which})
    ORDER BY EXISTS (SELECT 1 FROM "تخصیص_ها" a WHERE a.run_id = r.id AND a."کد_ملی" = s."کد_ملی"
        AND a."وضعیت" <> 'REVERTED' AND a.superseded_by IS NULL) DESC,
      i.state = 'PUBLISHED' DESC, r.number DESC LIMIT 1`;
  return run !== undefined && seesCenters(staff, run.centers) ? run : null;
}

/**
 * What a viewer with a scope may see of it: of mentors outside their centres only how many there are. Those who can take the
 * student have the student's centre, so only near misses can lie outside. Source: Contracts §6.
 */
async function withinScope(staff: Can<"run:read">, explanation: Explanation): Promise<Explanation> {
  if (staff.centers.length === 0) return explanation;
  const ids = explanation.misses.flatMap((miss) => miss.mentorIds);
  const seen = await db().mentor.findMany({
    where: { id: { in: ids }, manager: { centers: { some: { centerCode: { in: [...staff.centers] } } } } },
    select: { id: true },
  });
  const allowed = new Set(seen.map((mentor) => mentor.id));
  const misses = explanation.misses.map((miss) => ({
    ...miss,
    mentorIds: miss.mentorIds.filter((id) => allowed.has(id)),
  }));
  const relaxations = explanation.relaxations.length > 0 ? smallestRelaxations(misses) : [];
  return { ...explanation, misses, relaxations };
}

const mentorsOf = (explanation: Explanation, others: readonly number[]): number[] => {
  const ranked = [...explanation.ranking, ...(explanation.fallback ?? [])].map((one) => one.id);
  return [...new Set([...others, ...ranked, ...explanation.misses.flatMap((miss) => miss.mentorIds)])];
};

/** What of it the viewer may see, with the names of the mentors it then speaks of; asked side by side. */
async function seenOf(
  staff: Can<"run:read">,
  told: Explanation,
  others: readonly number[] = [],
): Promise<Pick<StudentExplanation, "explanation" | "names">> {
  const [explanation, people] = await Promise.all([
    withinScope(staff, told),
    db().mentor.findMany({
      where: { id: { in: mentorsOf(told, others) } },
      select: { id: true, name: true },
    }),
  ]);
  const named = new Set(mentorsOf(explanation, others));
  const names = Object.fromEntries(people.flatMap(({ id, name }) => (named.has(id) ? [[id, name]] : [])));
  return { explanation, names };
}

/**
 * Why a student got this mentor or none: at the turn of the run asked for, of the newest one that decided, or, if none did,
 * in the pool as it is now and as new runs are proposed. Null for a student or run the viewer may not see. Source: Domain §4, Contracts §3.
 */
export async function explainStudent(
  staff: Can<"run:read">,
  asked: Asked,
): Promise<StudentExplanation | null> {
  const { studentId, nationalId } = asked;
  const where = studentId === undefined ? { nationalId: nationalId ?? "" } : { id: studentId };
  if (studentId !== undefined && !isUuid(studentId)) return null;
  const [row, decided] = await Promise.all([
    db().student.findUnique({ where }),
    findDecidingRun(staff, asked),
  ]);
  if (row === null || !inScope(staff, row.centerCode)) return null;
  const student = { id: row.id, nationalId: row.nationalId, year: row.year };
  if (decided === null && asked.runId !== undefined) return null;
  if (decided !== null) {
    const { id, number, state, position } = decided;
    const plan = withGraduates(await readPlan(decided), new Set(row.eduStatus === 0 ? [row.nationalId] : []));
    const told = explainPosition(plan, switchesSchema.parse(decided.switches), position - 1);
    const repair = repairedBy(decided.repair, position);
    const others = repair === null || repair.from === null ? [] : [repair.from];
    return { student, run: { id, number, state }, repair, ...(await seenOf(staff, told, others)) };
  }
  const [mentors, { schoolFallback }] = await Promise.all([readMentorsNow(row.year), findRunDefaults(db())]);
  const load = mentors.map((mentor) => mentor.load);
  const question = { student: toPoolStudent(row), mentors, load, loadAfter: load, chosen: null };
  const told = explain({ ...question, switches: { schoolFallback } });
  return { student, run: null, repair: null, ...(await seenOf(staff, told)) };
}

export type Replay = {
  readonly runId: string;
  readonly inputHash: string;
  readonly planHash: string;
  /** Whether both hashes are those the run was stored with. */
  readonly same: boolean;
  /** The hashes that are not, and how they were stored. */
  readonly differs: readonly { readonly hash: "input" | "plan"; readonly stored: string | null }[];
};

/**
 * Decides a stored run again from its snapshot and its accepted chains, and compares the hashes; writes nothing. Null when unseen
 * or never planned.
 */
export async function replayRun(staff: Can<"run:read">, name: string): Promise<Replay | null> {
  const run = await findRun(staff, name);
  if (run === null || run.planHash === null) return null;
  const snapshot = await readStoredSnapshot(db(), run.id);
  const inputHash = sha256(inputText(snapshot));
  const planHash = sha256(planText(decideAgain(snapshot, run.repair)));
  const differs: Replay["differs"][number][] = [];
  if (inputHash !== run.inputHash) differs.push({ hash: "input", stored: run.inputHash });
  if (planHash !== run.planHash) differs.push({ hash: "plan", stored: run.planHash });
  return { runId: run.id, inputHash, planHash, same: differs.length === 0, differs };
}
