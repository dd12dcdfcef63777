import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, isUniqueViolation, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import type { ErrorCode } from "@/lib/shared/errors";
import { parseNationalId } from "@/lib/shared/national-id";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { FieldValue, RowValue } from "@/lib/shared/row";
import type { Sources } from "@/lib/shared/sources";
import { cleanCode } from "@/lib/shared/text";
import { type Warning, warningsOf, wrongFields } from "../../by-hand/findings";
import { judgeByHand } from "../../by-hand/queries";
import { eventOf } from "../../events";
import type { CreateStudent } from "../schema";
import { REQUIRED, STUDENT_NAMES, TOLD } from "../student-fields";

type Created = Result<{ studentId: string; version: number; warnings: readonly Warning[] }, ErrorCode>;

const taken = refuse("INVALID_INPUT", { fields: { nationalId: "taken" } });

/**
 * Creates one student by hand, as a row of the registration report would: no counter, no placement. Refuses `INVALID_INPUT`
 * with the code of each field (a national id that exists is `taken`), `YEAR_UNKNOWN` and `RUN_ACTIVE`. Source: Contracts §1, §5.
 */
export const createStudent = async (actor: Can<"student:write">, input: CreateStudent): Promise<Created> => {
  try {
    return await inTx((tx) => insertStudent(tx, actor, input));
  } catch (error) {
    if (isUniqueViolation(error)) return taken;
    throw error;
  }
};

const insertStudent = async (
  tx: Tx,
  actor: Can<"student:write">,
  { nationalId, year, cells, reason }: CreateStudent,
): Promise<Created> => {
  const busy = await requirePoolFree(tx);
  if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
  if ((await tx.academicYear.findUnique({ where: { year } })) === null)
    return refuse("YEAR_UNKNOWN", { year });
  const read = parseNationalId(cleanCode(nationalId).text);
  if (!read.ok) return refuse("INVALID_INPUT", { fields: { nationalId: read.code } });
  const asked = { kind: "students", key: read.value, year, cells, required: REQUIRED } as const;
  const judged = await judgeByHand(tx, actor, asked);
  if (judged.stored !== null) return taken;
  const wrong = wrongFields(judged.issues, STUDENT_NAMES);
  if (Object.keys(wrong).length > 0) return refuse("INVALID_INPUT", { fields: wrong });
  const studentId = newId();
  const sources: Sources = { "*": { by: actor.name, at: new Date().toISOString(), was: null } };
  const { version } = await tx.student.create({
    select: { version: true },
    data: {
      ...rowOf(judged.record),
      nationalId: read.value,
      id: studentId,
      year,
      sources: sources as object,
    },
  });
  const told = Object.fromEntries(Object.entries(judged.record).filter(([field]) => TOLD.has(field)));
  await recordAudit(tx, actor, {
    action: "student.student.create",
    resourceType: "student",
    resourceId: studentId,
    centerCode: Number(judged.record.centerCode),
    diff: { after: { year, ...told }, reason },
  });
  await appendEvents(tx, actor, [
    eventOf(newId(), "takhsis.intake.student.created.v1", studentId, { studentId, year }),
  ]);
  return ok({ studentId, version, warnings: warningsOf(judged.issues) });
};

const textOf = (value: FieldValue | undefined): string | null => (typeof value === "string" ? value : null);
const numberOf = (value: FieldValue | undefined): number | null => (typeof value === "number" ? value : null);

/** A judged record as a new row: a plain insert, so that of two who create the same one the second is refused. */
const rowOf = (record: RowValue) => ({
  firstName: textOf(record.firstName) ?? "",
  lastName: textOf(record.lastName) ?? "",
  fatherName: textOf(record.fatherName) ?? "",
  birthDate: typeof record.birthDate === "string" ? new Date(record.birthDate) : null,
  gender: Number(record.gender),
  eduStatus: Number(record.eduStatus),
  centerCode: Number(record.centerCode),
  regStatus: Number(record.regStatus),
  groupCode: Number(record.groupCode),
  schoolCode: numberOf(record.schoolCode),
  studentType: Number(record.studentType ?? 0),
  mobile: textOf(record.mobile),
  homePhone: textOf(record.homePhone),
  fatherMobile: textOf(record.fatherMobile),
  motherMobile: textOf(record.motherMobile),
  gpa: numberOf(record.gpa),
  discount: textOf(record.discount),
  martyrFileNo: textOf(record.martyrFileNo),
  searchKey: textOf(record.searchKey) ?? "",
});
