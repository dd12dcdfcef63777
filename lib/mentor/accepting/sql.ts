import { type Staff, seesCenters } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/db/tx";

/** Locks and reads a mentor until commit; null when there is none in the actor's sight. Source: Contracts §6. */
export async function lockSeenMentor(tx: Tx, actor: Staff, mentorId: number) {
  await tx.$queryRaw`SELECT 1 FROM "منتورها" WHERE "شناسه_منتور" = ${mentorId} FOR NO KEY UPDATE`;
  const mentor = await tx.mentor.findUnique({
    where: { id: mentorId },
    include: { manager: { include: { centers: true } } },
  });
  const centers = mentor?.manager?.centers.map((one) => one.centerCode) ?? [];
  if (actor.centers.length > 0 && (centers.length === 0 || !seesCenters(actor, centers))) return null;
  return mentor;
}
