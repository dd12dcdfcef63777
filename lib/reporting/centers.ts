import { ownsCenters, type Staff } from "@/lib/auth/permissions";
import { ok, type Result, refuse } from "@/lib/shared/result";

/**
 * The centres an export covers: those asked for, else all of the actor's (empty = every one), ascending. Refuses centres
 * that are not among the `known` and those outside the actor's scope. Source: Contracts §6.
 */
export const coverOf = (
  actor: Staff,
  asked: readonly number[],
  known: readonly number[],
): Result<number[], "EXPORT_CENTER_INVALID" | "CENTER_OUT_OF_SCOPE"> => {
  const wanted = [...new Set(asked.length > 0 ? asked : actor.centers)].sort((a, b) => a - b);
  const unknown = wanted.filter((code) => !known.includes(code));
  if (unknown.length > 0) return refuse("EXPORT_CENTER_INVALID", { centers: unknown, known });
  if (!ownsCenters(actor, wanted)) return refuse("CENTER_OUT_OF_SCOPE", { centers: wanted });
  return ok(wanted);
};
