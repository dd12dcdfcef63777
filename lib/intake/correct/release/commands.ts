import { recordAudit } from "@/lib/auth/audit";
import { type Can, holds, inScope, type Staff, seesCenters } from "@/lib/auth/permissions";
import { inTx, type Tx } from "@/lib/db/tx";
import { isUuid } from "@/lib/shared/ids";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { isEdit, type Sources, sourcesReleased } from "@/lib/shared/sources";
import { lockRecords } from "../../records/commands";
import type { ReleaseEdit } from "../schema";

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
  const student = isUuid(id) ? await tx.student.findUnique({ where: { id } }) : null;
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
