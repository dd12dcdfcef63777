import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result } from "@/lib/shared/result";
import { rejectRow } from "../row/commands";
import type { RejectRows } from "./schema";

type Left = {
  readonly id: string;
  readonly reason: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;
};
/** What became of many rows: how many are out, and which stayed and why, named by file and row. */
export type ManyRejected = { readonly done: number; readonly left: readonly (Left & { name: string })[] };

/**
 * Takes rows out for good for one reason, each by its own command: one that was changed since it was looked at, is decided about
 * or is not the actor's stays and is told, the others go. Source: Contracts §5, §6.
 */
export const rejectRows = async (
  actor: Can<"quarantine:write">,
  { rows, reason }: RejectRows,
): Promise<Result<ManyRejected, never>> => {
  const asked = [...new Map(rows.map((row) => [row.rowId, row])).values()];
  const left: Left[] = [];
  for (const row of asked) {
    const result = await rejectRow(actor, { ...row, reason });
    if (!result.ok) left.push({ id: row.rowId, reason: result.reason, details: result.details });
  }
  // Of a row out of sight nothing is told.
  const seen = left.filter((one) => one.reason !== "NOT_FOUND").map(({ id }) => BigInt(id));
  const found = await db().importRow.findMany({
    where: { id: { in: seen } },
    select: { id: true, rowNo: true, file: { select: { filename: true } } },
  });
  const names = new Map(found.map(({ id, rowNo, file }) => [String(id), `${file.filename} · ${rowNo}`]));
  return ok({
    done: asked.length - left.length,
    left: left.map((one) => ({ ...one, name: names.get(one.id) ?? "" })),
  });
};
