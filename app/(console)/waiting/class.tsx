import { getTranslations } from "next-intl/server";
import type { Names } from "@/components/allocation/labels";
import { PlanWaiting } from "@/components/allocation/plan-waiting";
import { RaisePlaces } from "@/components/allocation/raise-places";
import { ClassWords } from "@/components/allocation/student-class";
import { FullMentors, WaitingPeople, WaysOut } from "@/components/allocation/waiting-class";
import { EmptyState } from "@/components/ui/empty-state";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { planWaitingAction } from "@/lib/allocation/need/actions";
import { getWaitingClass } from "@/lib/allocation/need/queries";
import { type Can, holds } from "@/lib/auth/permissions";
import { raiseCapacityAction } from "@/lib/mentor/capacity/actions";

type Props = { staff: Can<"run:read">; year: number; classKey: string; names: Names };

/** One class of the queue: who waits, and from each reason one click to its cure. */
export async function WaitingClassView({ staff, year, classKey, names }: Props) {
  const [t, tRuns, found] = await Promise.all([
    getTranslations("waiting"),
    getTranslations("runs"),
    getWaitingClass(staff, { year, key: classKey }),
  ]);
  const crumbs = [{ label: t("title"), href: `/waiting?year=${year}` }];
  if (found === null)
    return (
      <Page>
        <PageHeader title={t("title")} crumbs={crumbs} />
        <Panel>
          <EmptyState icon="check" title={t("classEmpty")} hint={t("classEmptyHint")} />
        </Panel>
      </Page>
    );
  const { group, people, misses, fullMentors } = found;
  const placeable = people.filter((one) => one.placeable).length;
  const stuck = people.length - placeable;
  const reason = group.reason === null ? t("placeable") : tRuns(`reasons.${group.reason}`);
  return (
    <Page>
      <PageHeader
        title={<ClassWords of={group.studentClass} names={names} />}
        lead={t("classLead", { n: people.length, placeable, reason })}
        crumbs={crumbs}
        actions={
          placeable > 0 &&
          holds(staff, "alloc:run") && (
            <PlanWaiting action={planWaitingAction} filter={{ year, key: classKey }}>
              {t("planClass", { n: people.length })}
            </PlanWaiting>
          )
        }
      />
      {stuck > 0 && (
        <FullMentors
          rows={fullMentors}
          raise={
            holds(staff, "mentor:write")
              ? (one) => (
                  <RaisePlaces
                    key={`${one.id}:${one.version}`}
                    action={raiseCapacityAction}
                    mentorId={one.id}
                    name={one.name}
                    version={one.version}
                    places={Math.max(1, one.load + stuck - Math.max(one.load, one.capacity))}
                  />
                )
              : null
          }
        />
      )}
      {misses.length > 0 && <WaysOut misses={misses} mayImport={holds(staff, "import:write")} />}
      <WaitingPeople rows={people} linked={holds(staff, "student:read")} />
    </Page>
  );
}
