import { holds, ownsCenters, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { isMassChange } from "../../batch/state";
import { countChangedOf } from "../../check/sql";
import { batchesSeenBy } from "../../queue/sql";
import { isUploader, SECOND_PERSON } from "../queries";

/** A checked batch that waits for the word of somebody else than its uploader. */
export type AwaitingWord = {
  readonly batchId: string;
  readonly number: number;
  /** Rows it would change or leave out. */
  readonly changes: number;
  /** Since when: its check, or the setting if that came later. */
  readonly at: Date;
};

const OPEN = ["READY", "NEEDS_REVIEW"];

/**
 * Mass changes that wait for this actor's word: theirs to apply, brought by somebody else, and the setting asks for a second
 * person. Newest first; nobody's for whoever may not import. Source: Contracts §5, §6.
 */
export const listAwaitingWord = async (staff: Staff): Promise<AwaitingWord[]> => {
  if (!holds(staff, "import:write")) return [];
  const setting = await db().setting.findUnique({ where: { key: SECOND_PERSON } });
  if (setting?.value !== true) return [];
  const found = await db().importBatch.findMany({
    where: {
      ...batchesSeenBy(staff),
      status: { in: OPEN },
      storedRows: { gt: 0 },
      files: { none: { status: "INVALID" } },
    },
    select: {
      id: true,
      number: true,
      centers: true,
      createdById: true,
      createdAt: true,
      storedRows: true,
      changedRows: true,
      missingRows: true,
    },
  });
  // Rows are counted only of batches that all their changes together could stop: every open console asks this again and again.
  const couldBe = ({
    changedRows: changed,
    missingRows: missing,
    storedRows: stored,
  }: (typeof found)[number]) => isMassChange({ changed, missing, stored });
  const batches = found.filter(
    (batch) => couldBe(batch) && !isUploader(staff, batch) && ownsCenters(staff, batch.centers),
  );
  if (batches.length === 0) return [];
  const ids = batches.map(({ id }) => id);
  const [changedOf, checks] = await Promise.all([countChangedOf(db(), ids), newestChecks(ids)]);
  return batches
    .flatMap(({ id, number, createdAt, missingRows: missing, storedRows: stored }): AwaitingWord[] => {
      const changed = changedOf.get(id) ?? 0;
      if (!isMassChange({ changed, missing, stored })) return [];
      const checked = checks.get(id) ?? createdAt;
      const at = new Date(Math.max(checked.getTime(), setting.updatedAt.getTime()));
      return [{ batchId: id, number, changes: changed + missing, at }];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime() || b.number - a.number);
};

/** When each batch was last checked to the end. */
const newestChecks = async (ids: string[]): Promise<ReadonlyMap<string, Date | null>> => {
  const groups = await db().job.groupBy({
    by: ["subjectId"],
    where: { subject: "batch", subjectId: { in: ids }, kind: { in: ["validate-batch", "import-batch"] } },
    _max: { finishedAt: true },
  });
  return new Map(groups.map(({ subjectId, _max }) => [subjectId, _max.finishedAt]));
};
