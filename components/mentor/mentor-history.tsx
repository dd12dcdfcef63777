import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Timeline, type TimelineItem } from "@/components/student/timeline";
import { EmptyState } from "@/components/ui/empty-state";
import { formatCode } from "@/lib/i18n/format";
import type { MentorEvent } from "@/lib/mentor/caseload/queries";

/** What happened to a mentor, newest first: what people changed, and who came and left, in numbers. */
export function MentorHistory({ events }: { events: readonly MentorEvent[] }) {
  const t = useTranslations("mentors.history");
  const locale = useLocale();
  const itemOf = (event: MentorEvent): TimelineItem => {
    const key = `${event.kind} ${event.at.toISOString()}`;
    if (event.kind === "CHANGE") {
      const by = event.role === "SYSTEM" ? undefined : <bdi>{event.actorName}</bdi>;
      const detail = event.reason ?? undefined;
      return {
        key: `${key} ${event.action}`,
        at: event.at,
        title: <Change action={event.action} />,
        by,
        detail,
      };
    }
    const { students } = event;
    if (event.kind === "LEFT") {
      const known = t.has(`left.${event.reason}` as never) ? event.reason : "other";
      const title = t(`left.${known}` as never, { students } as never);
      return { key: `${key} ${event.reason}`, at: event.at, title, tone: "warn" };
    }
    const { runId, number } = event;
    if (runId === null || number === null)
      return { key, at: event.at, title: t("byHand", { students }), tone: "ok" };
    const title = t.rich("came", {
      students,
      number: formatCode(locale, number),
      a: (text) => <Link href={`/runs/${runId}`}>{text}</Link>,
    });
    return { key: `${key} ${runId}`, at: event.at, title, tone: "ok" };
  };
  if (events.length === 0) return <EmptyState icon="audit" title={t("empty")} />;
  return <Timeline items={events.map(itemOf)} />;
}

/** `mentor.capacity.raise` → «ظرفیت افزوده شد»; a new kind of change shows its name until it has words. */
function Change({ action }: { action: string }) {
  const t = useTranslations("mentors.history.change");
  const key = action.replace(/^[^.]+\./, "").replaceAll(".", "_");
  return t.has(key as never) ? t(key as never) : <bdi dir="ltr">{action}</bdi>;
}
