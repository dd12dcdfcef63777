import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { createExport } from "../../support/placements";
import { YEAR } from "./files";

/** Places a student with a mentor as a publish would; returns the assignment. */
export const place = async (nationalId: string, mentorId: number): Promise<string> => {
  const id = newId();
  await inTx(async (tx) => {
    await tx.assignment.create({
      data: { id, nationalId, mentorId, year: YEAR, status: "OK", idempotencyKey: id },
    });
    await tx.mentor.update({ where: { id: mentorId }, data: { ownLoad: { increment: 1 } } });
  });
  return id;
};

/** Places students with a mentor and carries them in a READY sabt export of this time. */
export const placeAndExport = async (
  mentorId: number,
  nationalIds: readonly string[],
  readyAt: Date,
): Promise<void> => {
  const ids: string[] = [];
  for (const nationalId of nationalIds) ids.push(await place(nationalId, mentorId));
  await createExport(ids, readyAt);
};

/** Our own id of a student. */
export const idOf = async (nationalId: string): Promise<string> =>
  (await db().student.findUniqueOrThrow({ where: { nationalId } })).id;

/** When `placeAndExport` of the tests is ready, and a time after it that a mentor file may name. */
export const EXPORTED = new Date("2025-09-01T10:00:00Z");
export const AFTER = new Date("2025-09-02T00:00:00Z");
