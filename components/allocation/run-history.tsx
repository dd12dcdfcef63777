import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { DateTime } from "@/components/ui/values";
import css from "./run-history.module.css";

export type RunEvent = {
  readonly at: Date;
  readonly actorName: string;
  readonly role: string;
  readonly action: string;
};

/** Who did what with a run and when, oldest first: the rows of the audit. */
export function RunHistory({ events }: { events: readonly RunEvent[] }) {
  const t = useTranslations("runs.history");
  const tRuns = useTranslations("runs");
  // Background work signs with the name of its job, which tells a reader nothing.
  const who = ({ role, actorName }: RunEvent) => (role === "SYSTEM" ? tRuns("somebody") : actorName);
  if (events.length === 0) return <EmptyState icon="audit" title={t("empty")} />;
  return (
    <ol className={css.events}>
      {events.map((event) => (
        <li key={`${event.at.toISOString()}${event.action}`}>
          <span className={css.what}>
            <EventWords action={event.action} />
          </span>
          <span className={css.who}>
            {t.rich("by", { name: () => <bdi>{who(event)}</bdi>, at: () => <DateTime at={event.at} /> })}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** `allocation.run.publish` → «انتشار آغاز شد»; a new kind of event shows its name until it has words. */
function EventWords({ action }: { action: string }) {
  const t = useTranslations("runs.history.actions");
  const key = action.replace(/^allocation\.run\./, "").replaceAll(".", "_");
  return t.has(key as never) ? t(key as never) : <bdi dir="ltr">{action}</bdi>;
}
