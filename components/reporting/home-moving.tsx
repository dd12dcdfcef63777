import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/components/ui/page";
import { ProgressPanel } from "@/components/ui/progress-panel";
import type { Permission } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { MOVING_JOBS, to } from "@/lib/reporting/home/links";
import type { Home } from "@/lib/reporting/home/queries";
import { subjectHref } from "@/lib/shared/subject";
import css from "./home.module.css";

const RUNNING = ["QUEUED", "RUNNING", "WAITING"];

type Props = { jobs: Home["jobs"]; permissions: ReadonlySet<Permission> };

/** Background work that is under way, live; what does not fit is counted. */
export function HomeMoving({ jobs: { rows, total }, permissions }: Props) {
  const t = useTranslations("home");
  const locale = useLocale();
  if (rows.length === 0) return null;
  return (
    <Panel title={t("moving.title")}>
      <div className={css.moving}>
        {rows.map((job) => (
          <ProgressPanel
            key={job.id}
            topic={`${job.subject}:${job.subjectId}`}
            label={t(`moving.${job.subject}`, {
              work: t(`jobs.${job.kind}`),
              number: formatCode(locale, job.subjectNumber),
            })}
            href={subjectHref(job.subject, job.subjectId)}
            state={job.state}
            done={job.done}
            total={job.total}
            running={RUNNING}
            note={job.waitingFor ? t("moving.waiting") : undefined}
          />
        ))}
        {total > rows.length && (
          <More count={total - rows.length} isListed={permissions.has("metrics:read")} />
        )}
      </div>
    </Panel>
  );
}

/** That there is more, with the list of it for those who may open that. */
function More({ count, isListed }: { count: number; isListed: boolean }) {
  const t = useTranslations("home.moving");
  const words = t("more", { count });
  return (
    <p className={css.more}>{isListed ? <Link href={to("/jobs", MOVING_JOBS)}>{words}</Link> : words}</p>
  );
}
