import { recheckAssignments } from "@/lib/allocation/placement/commands";
import { recordAudit } from "@/lib/auth/audit";
import { type Can, holds, inScope, type Staff, seesCenters } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import type { ErrorCode } from "@/lib/shared/errors";
import { ISSUES } from "@/lib/shared/issues";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { FieldValue, RowValue } from "@/lib/shared/row";
import { isEdit, readSources, type Sources, sourcesAfterEdit, sourcesReleased } from "@/lib/shared/sources";
import { writeStudents } from "@/lib/student/stored/sql";
import { eventOf } from "../events";
import { judgeRow } from "../judge";
import { readKeptRow } from "../read-row";
import { lockRecords } from "../records/commands";
import { readStored } from "../records/queries";
import { readReference } from "../reference/queries";
import type { CorrectStudent, ReleaseEdit } from "./schema";

type Corrected = Result<{ studentId: string; fields: string[] }, ErrorCode>;

/** Codes of lists may stand in the audit; names and phones are personal and do not. */
const TOLD: ReadonlySet<string> = new Set([
  "gender",
  "eduStatus",
  "centerCode",
  "regStatus",
  "groupCode",
  "schoolCode",
]);
/** What a row of students cannot do without. */
const REQUIRED = ["gender", "eduStatus", "centerCode", "regStatus", "groupCode"] as const;

/**
 * Corrects fields of a student by hand: the same reading and checks as a file's row, then the placement is looked at again.
 * The correction survives files that say what stood there before. Refuses `INVALID_INPUT` with the code of each field,
 * `RUN_ACTIVE`, `STALE_VERSION`, and `NOT_FOUND` out of scope. Source: Contracts §2, §5.
 */
export const correctStudent = (
  actor: Can<"student:write">,
  { studentId, version, cells, reason }: CorrectStudent,
): Promise<Corrected> =>
  inTx(async (tx): Promise<Corrected> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    const found = await tx.student.findUnique({ where: { id: studentId }, select: { nationalId: true } });
    if (found === null) return refuse("NOT_FOUND");
    await lockRecords(tx, "students", [found.nationalId]);
    const student = await tx.student.findUniqueOrThrow({ where: { id: studentId } });
    if (!inScope(actor, student.centerCode)) return refuse("NOT_FOUND");
    if (version !== undefined && version !== student.version)
      return refuse("STALE_VERSION", { version: student.version });
    const judged = await judgeCells(tx, actor, { nationalId: student.nationalId, year: student.year, cells });
    const wrong = judged.issues.filter(({ code }) => ISSUES[code] === "quarantine");
    if (wrong.length > 0)
      return refuse("INVALID_INPUT", {
        fields: Object.fromEntries(wrong.map(({ field, code }) => [field ?? "", code])),
      });
    const changes = Object.entries(judged.changes).filter(([field]) => Object.hasOwn(cells, field));
    if (changes.length === 0) return ok({ studentId, fields: [] });
    const was = Object.fromEntries(changes.map(([field, [before]]) => [field, before]));
    const edit = { by: actor.name, at: new Date().toISOString() };
    const sources = JSON.stringify(sourcesAfterEdit(judged.sources, was, edit));
    await writeStudents(tx, [{ ...judged.record, sources }]);
    await recheckAssignments(tx, actor, { nationalIds: [student.nationalId] });
    const fields = changes.map(([field]) => field);
    await recordAudit(tx, actor, {
      action: "student.student.correct",
      resourceType: "student",
      resourceId: studentId,
      centerCode: student.centerCode,
      diff: { fields, reason, ...Object.fromEntries(changes.filter(([field]) => TOLD.has(field))) },
    });
    await appendEvents(tx, actor, [
      eventOf(newId(), "takhsis.intake.student.corrected.v1", studentId, { studentId, fields }),
    ]);
    return ok({ studentId, fields });
  });

type Cells = { readonly nationalId: string; readonly year: number; readonly cells: CorrectStudent["cells"] };

/** Judges corrected fields as a row of a file that speaks of nothing else. */
const judgeCells = async (tx: Tx, actor: Staff, { nationalId, year, cells }: Cells) => {
  const reference = await readReference(tx, year);
  const records = await readStored(tx, [nationalId], { kind: "students", year, loadsInclude: null });
  const stored = records.get(nationalId) as RowValue;
  const texts = Object.fromEntries(REQUIRED.map((field) => [field, textOf(stored[field])]));
  const parsed = readKeptRow({ nationalId, ...texts, ...cells }, { kind: "students", reference, map: {} });
  // The person's own word is not weighed against an earlier word of a person.
  const bare = { ...stored, sources: "{}" };
  const context = { kind: "students", year, scope: actor.centers, loadsInclude: null } as const;
  const judged = judgeRow(parsed, bare, { ...context, reference, counterOwners: new Map() });
  return { ...judged, sources: readSources(stored) };
};

const textOf = (value: FieldValue | undefined): string => (value == null ? "" : String(value));

type Released = Result<null, "NOT_FOUND" | "FORBIDDEN">;

/**
 * Gives up a person's word on a field of a student or mentor: it keeps its value, and the next file that says something else
 * is believed. Refuses `NOT_FOUND`, also where nobody's word stands, and `FORBIDDEN`. Source: Contracts §5.
 */
export const releaseEdit = (
  actor: Can<"import:write">,
  { record, id, field }: ReleaseEdit,
): Promise<Released> =>
  inTx(async (tx): Promise<Released> => {
    if (!holds(actor, record === "student" ? "student:write" : "mentor:write")) return refuse("FORBIDDEN");
    const found = record === "student" ? await findStudent(tx, actor, id) : await findMentor(tx, actor, id);
    if (found === null || !isEdit(found.sources[field])) return refuse("NOT_FOUND");
    await releaseFields(tx, actor, { record, key: found.key, fields: [field] });
    return ok(null);
  });

type Found = { readonly key: string; readonly sources: Sources };

const findStudent = async (tx: Tx, actor: Staff, id: string): Promise<Found | null> => {
  const student = await tx.student.findUnique({ where: { id } }).catch(() => null);
  if (student === null || !inScope(actor, student.centerCode)) return null;
  return { key: student.nationalId, sources: student.sources as Sources };
};

const findMentor = async (tx: Tx, actor: Staff, id: string): Promise<Found | null> => {
  const include = { manager: { include: { centers: true } } } as const;
  const mentor = /^\d{1,9}$/.test(id)
    ? await tx.mentor.findUnique({ where: { id: Number(id) }, include })
    : null;
  const centers = mentor?.manager?.centers.map((one) => one.centerCode) ?? [];
  if (mentor === null || (actor.centers.length > 0 && centers.length === 0)) return null;
  return seesCenters(actor, centers) ? { key: String(mentor.id), sources: mentor.sources as Sources } : null;
};

type Fields = {
  readonly record: "student" | "mentor";
  readonly key: string;
  readonly fields: readonly string[];
};

/** Takes a person's word off fields of the record with this natural key, under its lock, and tells the audit. */
export const releaseFields = async (tx: Tx, actor: Staff, { record, key, fields }: Fields): Promise<void> => {
  await lockRecords(tx, record === "student" ? "students" : "mentors", [key]);
  if (record === "student") {
    const { id, sources } = await tx.student.findUniqueOrThrow({ where: { nationalId: key } });
    const data = { sources: sourcesReleased(sources as Sources, fields) as object };
    await tx.student.update({ where: { nationalId: key }, data });
    await tellRelease(tx, actor, { type: "student", id, fields });
  } else {
    const { sources } = await tx.mentor.findUniqueOrThrow({ where: { id: Number(key) } });
    const data = { sources: sourcesReleased(sources as Sources, fields) as object };
    await tx.mentor.update({ where: { id: Number(key) }, data });
    await tellRelease(tx, actor, { type: "mentor", id: key, fields });
  }
};

type Told = { readonly type: "student" | "mentor"; readonly id: string; readonly fields: readonly string[] };

const tellRelease = (tx: Tx, actor: Staff, { type, id, fields }: Told): Promise<void> =>
  recordAudit(tx, actor, {
    action: `${type}.field.release`,
    resourceType: type,
    resourceId: id,
    diff: { fields },
  });
