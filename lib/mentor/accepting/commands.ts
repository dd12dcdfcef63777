import type { Mentor } from "@db";
import { recordAudit, recordAudits } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { inTx, type Tx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { emitProgress } from "@/lib/jobs/progress";
import { type Result, refuse } from "@/lib/shared/result";
import { isEdit, type Sources, sourcesAfterEdit, sourcesReleased } from "@/lib/shared/sources";
import type { SetAccepting } from "./schema";
import { lockSeenMentor, lockSeenMentors, saveAccepting } from "./sql";

/** A person's word on the field; set back to what the file had said, it is the file's again. Source: Contracts §5. */
function sourcesOf(actor: Staff, mentor: Mentor, at: string): Sources {
  const sources = mentor.sources as Sources;
  const before = sources["accepting"];
  if (isEdit(before) && before.was !== mentor.accepting) return sourcesReleased(sources, ["accepting"]);
  return sourcesAfterEdit(sources, { accepting: mentor.accepting }, { by: actor.name, at });
}

/** Opens or closes a locked mentor for new students, audited; without effect when it stands so already. */
export async function changeAccepting(
  tx: Tx,
  actor: Staff,
  change: { readonly mentor: Mentor; readonly accepting: boolean },
): Promise<void> {
  const { mentor, accepting } = change;
  if (mentor.accepting === accepting) return;
  const now = new Date();
  await tx.mentor.update({
    where: { id: mentor.id },
    data: {
      accepting,
      sources: sourcesOf(actor, mentor, now.toISOString()) as object,
      version: { increment: 1 },
      updatedAt: now,
    },
  });
  await recordAudit(tx, actor, entryOf(mentor, accepting));
  await tellPool(tx, 1);
}

/** No event leaves the house for this, so the pages of the pool are told here. */
const tellPool = (tx: Tx, mentors: number): Promise<void> => emitProgress(tx, "pool", "changed", { mentors });

const entryOf = (mentor: Mentor, accepting: boolean) => ({
  action: accepting ? "mentor.accepting.open" : "mentor.accepting.close",
  resourceType: "mentor",
  resourceId: String(mentor.id),
  diff: { accepting: [mentor.accepting, accepting] },
});

type Answer = Result<{ mentorId: number; accepting: boolean }, "NOT_FOUND" | "STALE_VERSION" | "RUN_ACTIVE">;

/**
 * Opens or closes a mentor for new students; who is theirs stays. Out of sight → NOT_FOUND, changed since the page was drawn →
 * STALE_VERSION, while a run or an import has the pool → RUN_ACTIVE. Source: Contracts §3, §6.
 */
export const setAccepting = (
  actor: Can<"mentor:write">,
  { mentorId, accepting, version }: SetAccepting,
): Promise<Answer> =>
  inTx(async (tx): Promise<Answer> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    const mentor = await lockSeenMentor(tx, actor, mentorId);
    if (mentor === null) return refuse("NOT_FOUND");
    if (version !== undefined && version !== mentor.version)
      return refuse("STALE_VERSION", { version: mentor.version });
    await changeAccepting(tx, actor, { mentor, accepting });
    return { ok: true, value: { mentorId, accepting } };
  });

/** What became of many mentors: how many stand as asked for now, and who was left and why. */
export type ManyAccepting = {
  readonly done: number;
  readonly left: readonly { readonly id: string; readonly name: string; readonly reason: "NOT_FOUND" }[];
};

/**
 * Opens or closes many mentors for new students at once; who stands so already is done without effect, who is out of sight is
 * left. Refuses RUN_ACTIVE as a whole. Source: Contracts §3, §6.
 */
export const setAcceptingMany = (
  actor: Can<"mentor:write">,
  { mentorIds, accepting }: { readonly mentorIds: readonly number[]; readonly accepting: boolean },
): Promise<Result<ManyAccepting, "RUN_ACTIVE">> =>
  inTx(async (tx): Promise<Result<ManyAccepting, "RUN_ACTIVE">> => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    const mentors = await lockSeenMentors(tx, actor, mentorIds);
    const turned = mentors.filter((mentor) => mentor.accepting !== accepting);
    const now = new Date();
    const saved = turned.map((mentor) => ({
      id: mentor.id,
      sources: sourcesOf(actor, mentor, now.toISOString()),
    }));
    await saveAccepting(tx, saved, { accepting, now });
    await recordAudits(
      tx,
      actor,
      turned.map((mentor) => entryOf(mentor, accepting)),
    );
    if (turned.length > 0) await tellPool(tx, turned.length);
    const seen = new Set(mentors.map(({ id }) => id));
    const left = mentorIds
      .filter((id) => !seen.has(id))
      .map((id) => ({ id: String(id), name: String(id), reason: "NOT_FOUND" as const }));
    return { ok: true, value: { done: mentors.length, left } };
  });
