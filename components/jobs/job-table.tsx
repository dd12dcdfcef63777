import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LtrText } from "@/components/ui/ltr-text";
import { StatusChip } from "@/components/ui/status-chip";
import type { View } from "@/components/ui/table-view";
import { DateTime, Num } from "@/components/ui/values";
import { formatCode, formatDuration } from "@/lib/i18n/format";
import { refusalValues } from "@/lib/i18n/refusal";
import type { JobRow } from "@/lib/jobs/queries";
import { ERRORS } from "@/lib/shared/errors";
import { subjectHref } from "@/lib/shared/subject";

type T = ReturnType<typeof useTranslations>;

function Subject({ job }: { job: JobRow }) {
  const t = useTranslations("jobs");
  const locale = useLocale();
  const number = job.subjectNumber === null ? "—" : formatCode(locale, job.subjectNumber);
  const words = t(`subjects.${job.subject}`, { number });
  return job.subjectNumber === null ? (
    words
  ) : (
    <Link href={subjectHref(job.subject, job.subjectId)} className="tk-nowrap">
      {words}
    </Link>
  );
}

/** What went wrong in words, with its code; or for whom it waits; or how far it is. */
function Progress({ job }: { job: JobRow }) {
  const t = useTranslations("jobs");
  const tError = useTranslations("errors");
  const locale = useLocale();
  if (job.state === "FAILED" && job.errorCode)
    return (
      <span>
        {job.errorCode in ERRORS
          ? tError(job.errorCode as never, refusalValues(locale) as never)
          : t("unknownError")}{" "}
        <LtrText value={job.errorCode} />
      </span>
    );
  if (job.state === "WAITING" && job.waitingFor)
    return t("waitingFor", { who: t(`holders.${job.waitingFor.startsWith("RUN") ? "run" : "batch"}`) });
  if (job.total === 0) return "—";
  return (
    <span className="tk-nowrap">
      <Num value={job.done} /> / <Num value={job.total} />
    </span>
  );
}

function Took({ job }: { job: JobRow }) {
  const locale = useLocale();
  if (!job.startedAt || !job.finishedAt) return "—";
  const seconds = (job.finishedAt.getTime() - job.startedAt.getTime()) / 1_000;
  return <span className="tk-nowrap">{formatDuration(locale, seconds)}</span>;
}

const columns = (t: T): Column<JobRow>[] => [
  {
    key: "kind",
    header: t("kind"),
    sortable: true,
    primary: true,
    cell: (job) => (t.has(`kinds.${job.kind}`) ? t(`kinds.${job.kind}`) : job.kind),
  },
  { key: "subject", header: t("subject"), cell: (job) => <Subject job={job} /> },
  { key: "state", header: t("state"), sortable: true, cell: (job) => <StatusChip status={job.state} /> },
  { key: "progress", header: t("progress"), cell: (job) => <Progress job={job} /> },
  {
    key: "attempts",
    header: t("attempts"),
    align: "end",
    cell: (job) => <Num value={job.attempts} />,
    phoneOff: true,
  },
  {
    key: "createdAt",
    header: t("createdAt"),
    sortable: true,
    cell: (job) => <DateTime at={job.createdAt} />,
  },
  { key: "took", header: t("took"), align: "end", cell: (job) => <Took job={job} />, phoneOff: true },
];

type Props = { rows: JobRow[]; total: number; view: View<"createdAt" | "kind" | "state">; empty: ReactNode };

/** The jobs of the installation, newest first. */
export function JobTable({ rows, total, view, empty }: Props) {
  const t = useTranslations("jobs");
  return (
    <DataTable
      caption={t("title")}
      columns={columns(t)}
      rows={rows}
      rowKey={(job) => job.id}
      view={view}
      total={total}
      empty={empty}
    />
  );
}
