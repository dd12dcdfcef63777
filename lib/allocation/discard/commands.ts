import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result } from "@/lib/shared/result";
import { discardRun } from "../commands";
import type { DiscardRuns } from "./schema";

/** What became of many plans: how many are gone, and which stayed and why, named by their number. */
export type ManyDiscarded = {
  readonly done: number;
  readonly left: readonly {
    readonly id: string;
    readonly name: string;
    readonly reason: ErrorCode;
    readonly details: Readonly<Record<string, unknown>> | undefined;
  }[];
};

/**
 * Throws several plans away, each by its own command: one that is no plan any more, has changed since it was chosen or belongs
 * to other centres stays and is told, the others go. Source: Contracts §6.
 */
export const discardRuns = async (
  staff: Can<"alloc:run">,
  { runs: asked }: DiscardRuns,
): Promise<Result<ManyDiscarded, never>> => {
  const refs = [...new Map(asked.map((ref) => [ref.runId, ref])).values()];
  const left: Omit<ManyDiscarded["left"][number], "name">[] = [];
  for (const ref of refs) {
    const result = await discardRun(staff, ref);
    if (!result.ok) left.push({ id: ref.runId, reason: result.reason, details: result.details });
  }
  // Of a run out of sight not even the number is told.
  const seen = left.filter(({ reason }) => reason !== "NOT_FOUND").map(({ id }) => id);
  const runs = await db().run.findMany({ where: { id: { in: seen } }, select: { id: true, number: true } });
  const numbers = new Map(runs.map(({ id, number }) => [id, String(number)]));
  return ok({
    done: refs.length - left.length,
    left: left.map((one) => ({ ...one, name: numbers.get(one.id) ?? "" })),
  });
};
