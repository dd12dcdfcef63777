import Link from "next/link";
import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/page";
import { ProgressPanel } from "@/components/ui/progress-panel";
import type { HomeJob } from "@/lib/reporting/home/queries";
import css from "./home.module.css";

const PLACE: Readonly<Record<string, string>> = { batch: "/imports", run: "/runs", export: "/exports" };
const RUNNING = ["QUEUED", "RUNNING", "WAITING"];

/** Background work that is under way, live. */
export function HomeMoving({ jobs }: { jobs: readonly HomeJob[] }) {
  const t = useTranslations("home");
  if (jobs.length === 0) return null;
  return (
    <Panel title={t("moving.title")}>
      <div className={css.moving}>
        {jobs.map((job) => (
          <ProgressPanel
            key={job.id}
            topic={`${job.subject}:${job.subjectId}`}
            label={<Link href={`${PLACE[job.subject] ?? ""}/${job.subjectId}`}>{t(`jobs.${job.kind}`)}</Link>}
            state={job.state}
            done={job.done}
            total={job.total}
            running={RUNNING}
            note={job.waitingFor ? t("moving.waiting") : undefined}
          />
        ))}
      </div>
    </Panel>
  );
}
