import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, isUniqueViolation, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { FieldValue, RowValue } from "@/lib/shared/row";
import type { Sources } from "@/lib/shared/sources";
import { type Warning, warningsOf, wrongFields } from "../../by-hand/findings";
import { judgeByHand } from "../../by-hand/queries";
import { eventOf } from "../../events";
import { MENTOR_NAMES, mentorCells, PERSONAL } from "../cells";
import type { CreateMentor } from "../schema";

type Created = Result<{ mentorId: number; version: number; warnings: readonly Warning[] }, ErrorCode>;

/**
 * Creates a mentor by hand, without any load: the checks are those of a row of the inspector's report. Refuses
 * `INVALID_INPUT` with the code of each field (an id that exists is `taken`), `YEAR_UNKNOWN` and `RUN_ACTIVE`.
 * Source: Contracts §5, §6.
 */
export const createMentor = async (actor: Can<"mentor:write">, input: CreateMentor): Promise<Created> => {
  try {
    return await inTx((tx) => insertMentor(tx, actor, input));
  } catch (error) {
    if (isUniqueViolation(error)) return taken;
    throw error;
  }
};

const taken = refuse("INVALID_INPUT", { fields: { id: "taken" } });

const insertMentor = async (
  tx: Tx,
  actor: Can<"mentor:write">,
  { id, year, reason, ...fields }: CreateMentor,
): Promise<Created> => {
  const busy = await requirePoolFree(tx);
  if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
  if ((await tx.academicYear.findUnique({ where: { year } })) === null)
    return refuse("YEAR_UNKNOWN", { year });
  const cells = mentorCells(fields);
  const asked = { kind: "mentors", key: String(id), year, cells, required: [] } as const;
  const judged = await judgeByHand(tx, actor, asked);
  if (judged.stored !== null) return taken;
  const wrong = wrongFields(judged.issues, MENTOR_NAMES);
  if (Object.keys(wrong).length > 0) return refuse("INVALID_INPUT", { fields: wrong });
  const sources: Sources = { "*": { by: actor.name, at: new Date().toISOString(), was: null } };
  const data = { ...rowOf(judged.record), sources: sources as object };
  const { version } = await tx.mentor.create({ data, select: { version: true } });
  const told = Object.fromEntries(Object.entries(judged.record).filter(([field]) => !PERSONAL.has(field)));
  await recordAudit(tx, actor, {
    action: "mentor.mentor.create",
    resourceType: "mentor",
    resourceId: String(id),
    diff: { after: told, ...(reason ? { reason } : {}) },
  });
  await appendEvents(tx, actor, [
    eventOf(newId(), "takhsis.intake.mentor.created.v1", String(id), { mentorId: id, year }),
  ]);
  return ok({ mentorId: id, version, warnings: warningsOf(judged.issues) });
};

const codesOf = (value: FieldValue | undefined): readonly number[] => (Array.isArray(value) ? value : []);

/** A judged record as a new row with its lists: a plain insert, so that of two who create the same one the second is refused. */
const rowOf = (record: RowValue) => ({
  id: Number(record.id),
  name: String(record.name ?? ""),
  nameKey: String(record.nameKey ?? ""),
  gender: Number(record.gender),
  kind: String(record.kind),
  capacity: Number(record.capacity),
  baseLoad: Number(record.baseLoad),
  loadYear: Number(record.loadYear),
  alias: typeof record.alias === "number" ? record.alias : null,
  managerId: typeof record.managerId === "number" ? record.managerId : null,
  active: record.active !== false,
  accepting: record.accepting !== false,
  mobile: typeof record.mobile === "string" ? record.mobile : null,
  groups: { create: codesOf(record.groups).map((groupCode) => ({ groupCode })) },
  schools: { create: codesOf(record.schools).map((schoolCode) => ({ schoolCode })) },
  centers: { create: codesOf(record.centers).map((centerCode) => ({ centerCode })) },
});
