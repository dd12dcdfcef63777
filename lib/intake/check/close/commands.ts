import type { ImportBatch } from "@db";
import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import type { AppError } from "@/lib/shared/errors";
import { countRows, lockBatch, moveBatch, UNLOCKED } from "../../batch/sql";
import type { Kind } from "../../columns";
import { KIND_RULES } from "../../kinds";
import { countStored, quarantineClashes, supersedeOlder } from "../sql";

const END_MS = 120_000;

/** Why a file could not be read. */
export type FileFailure = {
  readonly code: AppError["code"];
  readonly details: Readonly<Record<string, unknown>>;
};

/** What the check of all rows leaves for its end. */
type Ended = {
  readonly kind: Kind;
  readonly year: number | null;
  readonly scope: readonly number[];
  readonly batch: ImportBatch;
  readonly watch: { readonly keys: ReadonlySet<number>; readonly counters: ReadonlySet<number> };
  readonly centers: ReadonlySet<number>;
};

/** Closes the check: contradictions, older quarantined rows, counts, what is missing, and the state that follows. */
export const endCheck = (check: Ended, failure: FileFailure | null): Promise<unknown> =>
  inTx(
    async (tx) => {
      const batch = await lockBatch(tx, check.batch.id);
      if (batch?.status !== "VALIDATING") return;
      const { duplicate } = KIND_RULES[check.kind];
      const field =
        check.kind === "students" || check.kind === "counters" ? "nationalId" : keyField(check.kind);
      if (duplicate !== null)
        await quarantineClashes(tx, batch.id, { positions: [...check.watch.keys], code: duplicate, field });
      const taken = {
        positions: [...check.watch.counters],
        code: "COUNTER_TAKEN",
        field: "counter",
      } as const;
      await quarantineClashes(tx, batch.id, taken);
      if (!batch.cancelRequested) await supersedeOlder(tx, batch, "QUARANTINED");
      const { counts, open } = await countRows(tx, batch.id);
      const centers = centersOf(check);
      const { stored, missing } = await countStored(tx, batch.id, {
        kind: check.kind,
        year: check.year,
        centers,
      });
      const status = batch.cancelRequested
        ? "CANCELLED"
        : failure !== null
          ? "FAILED"
          : open > 0
            ? "NEEDS_REVIEW"
            : "READY";
      await moveBatch(tx, batch.id, {
        ...counts,
        ...UNLOCKED,
        status,
        centers,
        storedRows: stored,
        missingRows: batch.mode === "FULL" ? missing : 0,
        errorCode: failure?.code ?? null,
        ...(failure === null ? {} : { errorDetails: failure.details as object }),
      });
    },
    { timeoutMs: END_MS },
  );

/**
 * Centres that occur in the rows. A mentor has all centres of the manager, also those the uploader has no say in: these are
 * none of the batch's. Source: Contracts §6.
 */
const centersOf = ({ centers, scope }: Ended): number[] => {
  const found = [...centers].filter((code) => scope.length === 0 || scope.includes(code));
  return found.length > 0 ? found.sort((a, b) => a - b) : [...scope];
};

/** The check itself broke: the batch is FAILED and can be checked again. */
export const failCheck = (_actor: Can<"job:work">, batchId: string): Promise<void> =>
  inTx(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.status === "VALIDATING")
      await moveBatch(tx, batchId, { ...UNLOCKED, status: "FAILED", errorCode: "INTERNAL" });
  });

const keyField = (kind: Kind): string => (kind === "mentors" || kind === "managers" ? "id" : "code");
