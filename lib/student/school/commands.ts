import { overtaken, recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx, isUniqueViolation } from "@/lib/db/tx";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { cleanText, searchKey } from "@/lib/shared/text";
import type { SchoolInput } from "./schema";

type Actor = Can<"settings:write">;

const rowOf = ({ name, gender, level, kind, district }: SchoolInput) => {
  const { text } = cleanText(name);
  const optional = (given: string): string | null => cleanText(given).text || null;
  return {
    name: text,
    gender: gender === "" ? null : Number(gender),
    level: optional(level),
    kind: optional(kind),
    district: optional(district),
    searchKey: searchKey(text),
  };
};

const taken = refuse("INVALID_INPUT", { fields: { code: "taken" } });

/** Adds a school to the list; a code that exists is refused at its field. Source: Domain §7. */
export const addSchool = async (
  actor: Actor,
  input: SchoolInput,
): Promise<Result<{ code: number }, "INVALID_INPUT">> => {
  const { code } = input;
  try {
    return await inTx(async (tx) => {
      const row = rowOf(input);
      await tx.school.create({ data: { code, ...row } });
      await recordAudit(tx, actor, {
        action: "student.school.add",
        resourceType: "school",
        resourceId: String(code),
        diff: { after: row },
      });
      return ok({ code });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return taken;
    throw error;
  }
};

/**
 * Changes what is known of a school; its code stays. Refuses `NOT_FOUND`, and `STALE_VERSION` when somebody was faster.
 * Placements depend on codes only, so nothing else follows.
 */
export const changeSchool = (
  actor: Actor,
  input: SchoolInput,
): Promise<Result<{ code: number }, "NOT_FOUND" | "STALE_VERSION">> =>
  inTx(async (tx) => {
    const { code, version } = input;
    await tx.$queryRaw`SELECT 1 FROM schools WHERE code = ${code} FOR NO KEY UPDATE`;
    const before = await tx.school.findUnique({ where: { code } });
    if (before === null) return refuse("NOT_FOUND");
    if (version !== undefined && version !== before.version) {
      const told = { type: "school", id: String(code), version: before.version, updatedAt: before.updatedAt };
      return refuse("STALE_VERSION", await overtaken(tx, told));
    }
    const after = rowOf(input);
    await tx.school.update({
      where: { code },
      data: { ...after, version: { increment: 1 }, updatedAt: new Date() },
    });
    const { name, gender, level, kind, district } = before;
    await recordAudit(tx, actor, {
      action: "student.school.change",
      resourceType: "school",
      resourceId: String(code),
      diff: { before: { name, gender, level, kind, district }, after },
    });
    return ok({ code });
  });
