import { type Staff, seesCenters } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/db/tx";

/** Locks and reads a mentor until commit; null when there is none in the actor's sight. Source: Contracts §6. */
export async function lockSeenMentor(tx: Tx, actor: Staff, mentorId: number) {
  await tx.$queryRaw`SELECT 1 FROM "منتورها" WHERE "شناسه_منتور" = ${mentorId} FOR NO KEY UPDATE`;
  const mentor = await tx.mentor.findUnique({
    where: { id: mentorId },
    include: { manager: { include: { centers: true } } },
  });
  return mentor !== null && isSeen(actor, mentor) ? mentor : null;
}

type Managed = { readonly manager: { readonly centers: readonly { readonly centerCode: number }[] } | null };

function isSeen(actor: Staff, mentor: Managed): boolean {
  const centers = mentor.manager?.centers.map((one) => one.centerCode) ?? [];
  return actor.centers.length === 0 || (centers.length > 0 && seesCenters(actor, centers));
}

/** Locks and reads those of these mentors that are in the actor's sight until commit, by id. Source: Contracts §6. */
export async function lockSeenMentors(tx: Tx, actor: Staff, ids: readonly number[]) {
  await tx.$queryRaw`SELECT 1 FROM "منتورها" WHERE "شناسه_منتور" = ANY(${[...ids]}::int[])
    ORDER BY "شناسه_منتور" FOR NO KEY UPDATE`;
  const mentors = await tx.mentor.findMany({
    where: { id: { in: [...ids] } },
    include: { manager: { include: { centers: true } } },
    orderBy: { id: "asc" },
  });
  return mentors.filter((mentor) => isSeen(actor, mentor));
}

/** Writes the field and where it comes from for many mentors at once. */
export const saveAccepting = (
  tx: Tx,
  mentors: readonly { readonly id: number; readonly sources: object }[],
  { accepting, now }: { accepting: boolean; now: Date },
): Promise<number> => tx.$executeRaw`
  UPDATE "منتورها" m SET "امکان_جذب" = ${accepting}, "منشأ" = x.sources::jsonb, "نسخه" = m."نسخه" + 1, "زمان_تغییر" = ${now}
  FROM unnest(${mentors.map(({ id }) => id)}::int[], ${mentors.map(({ sources }) => JSON.stringify(sources))}::text[]) x (id, sources)
  WHERE m."شناسه_منتور" = x.id`;
