import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Notice } from "@/components/allocation/notice";
import { ApplyPanel } from "@/components/intake/apply-panel";
import { RUNNING } from "@/components/intake/batch-step";
import { DonePanel } from "@/components/intake/done-panel";
import { ActionButton } from "@/components/ui/action-button";
import { Panel } from "@/components/ui/page";
import { ProgressPanel } from "@/components/ui/progress-panel";
import { DateTime } from "@/components/ui/values";
import { holds, type Staff } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { applyBatchAction, cancelBatchAction, checkBatchAction, undoBatchAction } from "@/lib/intake/actions";
import type { BatchSheet } from "@/lib/intake/review/queries";

const ACTIONS = { validate: checkBatchAction, apply: applyBatchAction, cancel: cancelBatchAction };
const OVER = ["APPLIED", "APPLIED_WITH_REJECTS", "CANCELLED", "REVERTED"];

type Props = { staff: Staff; batch: BatchSheet; mayWrite: boolean; quarantineHref: string };

/** What goes on, what to decide, or what came of it: one of the three. */
export async function StatePanel({ staff, batch, mayWrite, quarantineHref }: Props) {
  const undoing = batch.status === "REVERTING";
  if (undoing && mayWrite && isLeft(batch)) return <Left batch={batch} />;
  if (RUNNING.includes(batch.status)) return <Working batch={batch} mayWrite={mayWrite} />;
  if (OVER.includes(batch.status)) {
    const may = {
      run: holds(staff, "alloc:run"),
      write: holds(staff, "import:write"),
      undo: mayWrite,
      report: holds(staff, "report:read"),
    };
    return <DonePanel batch={batch} may={may} quarantineHref={quarantineHref} />;
  }
  return (
    <ApplyPanel
      batch={{ ...batch, errorDetails: batch.errorDetails as Readonly<Record<string, unknown>> | null }}
      actions={ACTIONS}
      mayWrite={mayWrite}
      quarantineHref={quarantineHref}
    />
  );
}

/** No job is busy with a batch that is half taken back. */
const isLeft = ({ job }: BatchSheet): boolean =>
  job === null || job.state === "DONE" || job.state === "FAILED";

/** An undo that nobody works on any more: what is decided stays, the rest can be gone on with. */
async function Left({ batch }: { batch: BatchSheet }) {
  const t = await getTranslations("import.undo");
  return (
    <Panel>
      <Notice tone="warn">{t("left")}</Notice>
      <ActionButton
        variant="contained"
        icon="refresh"
        action={undoBatchAction}
        input={{ batchId: batch.id }}
        done={t("started")}
      >
        {t("goOn")}
      </ActionButton>
    </Panel>
  );
}

async function Working({ batch, mayWrite }: { batch: BatchSheet; mayWrite: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("import"), getLocale()]);
  const stop = mayWrite && batch.status !== "REVERTING" && (
    <ActionButton
      size="small"
      action={cancelBatchAction}
      input={{ batchId: batch.id }}
      disabled={batch.cancelRequested}
      done={t("progress.stopAsked")}
    >
      {t(batch.cancelRequested ? "progress.stopping" : "progress.stop")}
    </ActionButton>
  );
  return (
    <Panel>
      <ProgressPanel
        topic={`batch:${batch.id}`}
        label={t(`progress.${batch.status}` as never, { number: formatCode(locale, batch.number) } as never)}
        state={isWaiting(batch) ? "WAITING" : batch.status}
        done={batch.job?.done ?? 0}
        total={batch.job?.total ?? 0}
        running={[...RUNNING, "WAITING"]}
        note={<ProgressNote batch={batch} />}
        actions={stop}
      />
    </Panel>
  );
}

const isWaiting = ({ job, holder }: BatchSheet): boolean => job?.state === "WAITING" || holder !== null;

/** For whom it waits, or how far the check has read: how many rows there are shows only at the end. */
async function ProgressNote({ batch }: { batch: BatchSheet }) {
  const t = await getTranslations("import.progress");
  if (isWaiting(batch)) return <WaitingFor batch={batch} />;
  const read = batch.status === "VALIDATING" ? (batch.job?.done ?? 0) : 0;
  return read > 0 ? t("readSoFar", { count: read }) : null;
}

/** Whose end the batch waits for, since when and by whom: a run or another batch that changes the same data. */
async function WaitingFor({ batch: { holder } }: { batch: BatchSheet }) {
  const [t, locale] = await Promise.all([getTranslations("import.progress"), getLocale()]);
  if (!holder) return t("waiting");
  const href = holder.kind === "RUN" ? `/runs/${holder.id}` : `/imports/${holder.id}`;
  return t.rich(holder.kind === "RUN" ? "waitRun" : "waitBatch", {
    number: formatCode(locale, holder.number),
    known: holder.by === null ? "no" : "yes",
    link: (chunks) => <Link href={href}>{chunks}</Link>,
    name: () => <bdi>{holder.by}</bdi>,
    at: () => <DateTime at={holder.since} />,
  });
}
