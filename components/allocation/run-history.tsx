import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { SideBySide } from "@/components/ui/side-by-side";
import { DateTime } from "@/components/ui/values";
import { EVENT_COUNTS, type EventCounts } from "@/lib/allocation/review/event-counts";
import css from "./run-history.module.css";

export type RunEvent = {
  readonly at: Date;
  readonly actorName: string;
  readonly role: string;
  readonly action: string;
  readonly counts: EventCounts;
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
          <Counts of={event.counts} />
          <span className={css.who}>
            {t.rich("by", { name: () => <bdi>{who(event)}</bdi>, at: () => <DateTime at={event.at} /> })}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What came of it, as far as the event tells: «۱٬۸۱۵ تخصیص‌یافته · ۱۶۸ بی‌پشتیبان»; nought is said only of the placed. */
function Counts({ of }: { of: EventCounts }) {
  const t = useTranslations("runs.history.counts");
  const told = EVENT_COUNTS.filter((key) => (of[key] ?? 0) > 0 || (key === "placed" && of.placed === 0));
  if (told.length === 0) return null;
  return (
    <span className={css.counts}>
      <SideBySide>
        {told.map((key) => (
          <span key={key} className="tk-nowrap">
            {t(key, { n: of[key] ?? 0 })}
          </span>
        ))}
      </SideBySide>
    </span>
  );
}

/** `allocation.run.publish` → «انتشار آغاز شد»; a new kind of event shows its name until it has words. */
function EventWords({ action }: { action: string }) {
  const t = useTranslations("runs.history.actions");
  const key = action.replace(/^allocation\.run\./, "").replaceAll(".", "_");
  return t.has(key as never) ? t(key as never) : <bdi dir="ltr">{action}</bdi>;
}
