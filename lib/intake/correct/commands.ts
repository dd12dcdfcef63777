import { recheckAssignments } from "@/lib/allocation/placement/commands";
import { overtaken, recordAudit } from "@/lib/auth/audit";
import { type Can, inScope } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { RowValue } from "@/lib/shared/row";
import { sourcesAfterEdit } from "@/lib/shared/sources";
import { writeStudents } from "@/lib/student/stored/sql";
import { type Reviewed, tryChange } from "../by-hand/commands";
import { type Warning, warningsOf, wrongFields } from "../by-hand/findings";
import { type ByHand, judgeByHand } from "../by-hand/queries";
import type { Changes } from "../diff";
import { eventOf } from "../events";
import { lockRecords } from "../records/commands";
import type { CorrectStudent } from "./schema";
import { REQUIRED, STUDENT_NAMES, TOLD } from "./student-fields";

type Standing = { readonly nationalId: string; readonly centerCode: number; readonly version: number };
type Prepared = { readonly student: Standing; readonly judged: ByHand; readonly changes: Changes };

/** Locks, looks and judges: everything that can be refused, before the first write. */
const prepare = async (
  tx: Tx,
  actor: Can<"student:write">,
  { studentId, version, cells }: CorrectStudent,
): Promise<Result<Prepared, ErrorCode>> => {
  const busy = await requirePoolFree(tx);
  if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
  const found = await tx.student.findUnique({ where: { id: studentId }, select: { nationalId: true } });
  if (found === null) return refuse("NOT_FOUND");
  await lockRecords(tx, "students", [found.nationalId]);
  const student = await tx.student.findUniqueOrThrow({ where: { id: studentId } });
  if (!inScope(actor, student.centerCode)) return refuse("NOT_FOUND");
  if (version !== undefined && version !== student.version) {
    const { updatedAt } = student;
    const told = { type: "student", id: studentId, version: student.version, updatedAt };
    return refuse("STALE_VERSION", await overtaken(tx, told));
  }
  const asked = { kind: "students", key: student.nationalId, year: student.year, cells } as const;
  const judged = await judgeByHand(tx, actor, { ...asked, required: REQUIRED });
  const wrong = wrongFields(judged.issues, STUDENT_NAMES);
  if (Object.keys(wrong).length > 0) return refuse("INVALID_INPUT", { fields: wrong });
  const own = Object.entries(judged.changes).filter(([field]) => Object.hasOwn(cells, field));
  return ok({ student, judged, changes: Object.fromEntries(own) });
};

/** The record to be stored: each changed field is a person's word from now on. */
const edited = (actor: Can<"student:write">, { judged, changes }: Prepared): RowValue => {
  const was = Object.fromEntries(Object.entries(changes).map(([field, [before]]) => [field, before]));
  const edit = { by: actor.name, at: new Date().toISOString() };
  return { ...judged.record, sources: JSON.stringify(sourcesAfterEdit(judged.sources, was, edit)) };
};

type Corrected = Result<{ studentId: string; fields: string[]; version: number }, ErrorCode>;

/**
 * Corrects fields of a student by hand: the same reading and checks as a file's row, then the placement is looked at again.
 * The correction survives files that say what stood there before; `version` is the one to edit on from. Refuses
 * `INVALID_INPUT` with the code of each field, `RUN_ACTIVE`, `STALE_VERSION`, and `NOT_FOUND` out of scope. Source: Contracts §2, §5.
 */
export const correctStudent = (actor: Can<"student:write">, change: CorrectStudent): Promise<Corrected> =>
  inTx(async (tx): Promise<Corrected> => {
    const prepared = await prepare(tx, actor, change);
    if (!prepared.ok) return prepared;
    const { studentId, reason } = change;
    const { student, changes } = prepared.value;
    const fields = Object.keys(changes);
    if (fields.length === 0) return ok({ studentId, fields, version: student.version });
    await writeStudents(tx, [edited(actor, prepared.value)]);
    await recheckAssignments(tx, actor, { nationalIds: [student.nationalId] });
    await recordAudit(tx, actor, {
      action: "student.student.correct",
      resourceType: "student",
      resourceId: studentId,
      centerCode: student.centerCode,
      diff: {
        fields,
        reason,
        ...Object.fromEntries(Object.entries(changes).filter(([field]) => TOLD.has(field))),
      },
    });
    await appendEvents(tx, actor, [
      eventOf(newId(), "takhsis.intake.student.corrected.v1", studentId, { studentId, fields }),
    ]);
    const where = { id: studentId };
    const { version } = await tx.student.findUniqueOrThrow({ where, select: { version: true } });
    return ok({ studentId, fields, version });
  });

/** What a correction would do; `review` has the placement it would put under review. */
export type StudentPreview = {
  readonly changes: Changes;
  readonly warnings: readonly Warning[];
  readonly review: Reviewed;
};

/** What `correctStudent` would do with the same input, refusals included; nothing is stored. */
export const previewStudent = (
  actor: Can<"student:write">,
  change: CorrectStudent,
): Promise<Result<StudentPreview, ErrorCode>> =>
  inTx(async (tx) => {
    const prepared = await prepare(tx, actor, change);
    if (!prepared.ok) return prepared;
    const { student, judged, changes } = prepared.value;
    const { review } = await tryChange(tx, actor, {
      scope: { nationalIds: [student.nationalId] },
      write: () => writeStudents(tx, [edited(actor, prepared.value)]),
      read: async () => null,
    });
    return ok({ changes, warnings: warningsOf(judged.issues), review });
  });
