import type { Assignment, Student } from "@db";
import { type Can, inScope } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { sha256 } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { readPoolVersion } from "@/lib/jobs/pool-version";
import { keepNewest } from "@/lib/shared/kept";
import { planText } from "../canonical";
import { classOf, type StudentClass } from "../classes";
import { explainUnplaced } from "../explain";
import type { Plan } from "../plan";
import { planBy } from "../policy";
import { readSnapshot } from "../pool/queries";
import type { UnplacedReason } from "../reasons";
import { failingRules } from "../rules";
import type { Policy, Switches } from "../schema";

/** A student of the mentor, as a preview shows them. */
export type DrainStudent = {
  readonly id: string;
  readonly nationalId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly studentClass: StudentClass;
};

export type DrainMove = {
  readonly student: DrainStudent;
  readonly to: { readonly id: number; readonly name: string; readonly capacity: number };
  /** Load of that mentor at the student's turn. */
  readonly loadBefore: number;
  /** Mentors of the pool whom every rule but capacity lets take the student. */
  readonly fitting: number;
  /** The downstream system counts the placement that would end, and goes on doing so. Source: Contracts §1. */
  readonly stillCounted: boolean;
};

/** Why a student stays: bound to this mentor, or nobody else can take them. */
export type StayReason = "PINNED" | "TEMP_REVIEW" | "ON_HOLD" | UnplacedReason;
export type DrainStay = { readonly student: DrainStudent; readonly reason: StayReason };

export type DrainPreview = {
  readonly year: number;
  readonly moves: readonly DrainMove[];
  readonly stays: readonly DrainStay[];
  /** Students of centres outside the viewer's, who stay too. */
  readonly others: number;
  /** Of the plan a run with these settings would store now. */
  readonly planHash: string;
};

type Row = Assignment & { student: Student };
type Asked = {
  readonly mentorId: number;
  readonly year: number;
  readonly policy: Policy;
  readonly switches: Switches;
};

const toStudent = ({ student }: Row): DrainStudent => ({
  id: student.id,
  nationalId: student.nationalId,
  firstName: student.firstName,
  lastName: student.lastName,
  studentClass: classOf({
    gender: student.gender as 0 | 1,
    group: student.groupCode,
    center: student.centerCode,
    type: student.studentType as 0 | 1,
    school: student.schoolCode === 0 ? null : student.schoolCode,
  }),
});

/** What keeps a student out of the plan of a drain altogether. */
const bindingOf = (row: Row): StayReason =>
  row.pinned ? "PINNED" : row.status === "TEMP_REVIEW" ? "TEMP_REVIEW" : "ON_HOLD";

function movesOf(
  plan: Plan,
  rows: ReadonlyMap<string, Row>,
  names: ReadonlyMap<number, string>,
): DrainMove[] {
  return plan.students.flatMap((student, i) => {
    const [row, m] = [rows.get(student.nationalId), plan.mentorAt[i]!];
    if (row === undefined || m < 0) return [];
    const { id, capacity } = plan.mentors[m]!;
    const fits = plan.mentors.filter((one) => one.out === null && failingRules(student, one).length === 0);
    return [
      {
        student: toStudent(row),
        to: { id, capacity, name: names.get(id) ?? "" },
        loadBefore: plan.loadBefore[i]!,
        fitting: fits.length,
        stillCounted: row.countedBatchId !== null,
      },
    ];
  });
}

/** Whoever stays, in national-id order: bound ones, and those whom nobody can take. */
function staysOf(plan: Plan, switches: Switches, rows: ReadonlyMap<string, Row>): DrainStay[] {
  const reasons = new Map<string, UnplacedReason>();
  for (const { explanation, positions } of explainUnplaced(plan, switches))
    for (const i of positions) reasons.set(plan.students[i]!.nationalId, explanation.reason ?? "NO_MENTORS");
  const planned = new Set(plan.students.map((student) => student.nationalId));
  return [...rows.values()].flatMap((row) => {
    const reason = planned.has(row.nationalId) ? reasons.get(row.nationalId) : bindingOf(row);
    return reason === undefined ? [] : [{ student: toStudent(row), reason }];
  });
}

const readRows = (tx: Tx, { mentorId, year }: Asked) =>
  tx.assignment.findMany({
    where: { mentorId, year, status: { in: ["OK", "TEMP_REVIEW"] } },
    include: { student: true },
    orderBy: { nationalId: "asc" },
  });

async function readPreview(tx: Tx, staff: Can<"alloc:run">, asked: Asked): Promise<DrainPreview | null> {
  const { mentorId: drainedMentorId, year, policy, switches } = asked;
  const inside = { manager: { centers: { some: { centerCode: { in: [...staff.centers] } } } } };
  const seen = { id: drainedMentorId, ...(staff.centers.length > 0 ? inside : {}) };
  if ((await tx.mentor.count({ where: seen })) === 0) return null;
  const all = await readRows(tx, asked);
  const rows = new Map(
    all.filter((row) => inScope(staff, row.student.centerCode)).map((row) => [row.nationalId, row]),
  );
  const scope = { year, policy, switches, centers: staff.centers, drainedMentorId };
  const plan = planBy(await readSnapshot(tx, scope));
  const ids = new Set(Array.from(plan.mentorAt).flatMap((m) => (m < 0 ? [] : [plan.mentors[m]!.id])));
  const people = await tx.mentor.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((one) => [one.id, one.name]));
  return {
    year,
    moves: movesOf(plan, rows, names),
    stays: staysOf(plan, switches, rows),
    others: all.length - rows.size,
    planHash: sha256(planText(plan)),
  };
}

/** Told once per viewer's centres and state of the pool. */
const previews = keepNewest<DrainPreview | null>(4);

/**
 * Where the students of a mentor would go now, and who stays and why; writes nothing. A run with the same settings decides the
 * same as long as the pool is as it is. Null when the mentor is unknown or out of sight. Source: Design §4, Contracts §2, §6.
 */
export const previewDrain = async (staff: Can<"alloc:run">, asked: Asked): Promise<DrainPreview | null> =>
  await previews(`${await readPoolVersion()} ${staff.centers} ${JSON.stringify(asked)}`, () =>
    inTx((tx) => readPreview(tx, staff, asked), { isolation: "RepeatableRead" }),
  );

/** Years in which a mentor has active placements, newest first, with how many. */
export async function listDrainYears(_staff: Can<"alloc:run">, mentorId: number) {
  const rows = await db().assignment.groupBy({
    by: ["year"],
    where: { mentorId, status: { in: ["OK", "TEMP_REVIEW"] } },
    _count: true,
    orderBy: { year: "desc" },
  });
  return rows.map((row) => ({ year: row.year, students: row._count }));
}

/** What became of a published drain beside its moves: ended placements that the downstream system still counts. Contracts §1. */
export const countStillCounted = async (_staff: Can<"run:read">, runId: string): Promise<number> => {
  const [row] = await db().$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM run_items i JOIN "تخصیص_ها" o ON o."شناسه_تخصیص" = i.replaces_id
    WHERE i.run_id = ${runId}::uuid AND i.mentor_id IS NOT NULL AND i.state IN ('PLANNED', 'PUBLISHED')
      AND o.counted_in_batch IS NOT NULL`;
  return row?.n ?? 0;
};
