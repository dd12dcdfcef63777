import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ProfileTable, ProposalTable } from "@/components/allocation/capacity-tables";
import { toNames } from "@/components/allocation/labels";
import { Notice } from "@/components/allocation/notice";
import { RaisePlaces } from "@/components/allocation/raise-places";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar } from "@/components/ui/filter-bar";
import { Cards, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatCard } from "@/components/ui/stat-card";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { Num } from "@/components/ui/values";
import { type CapacityReport, getCapacityPlan } from "@/lib/allocation/capacity/queries";
import { CAPACITY_VIEW, capacityCenter, type WhatIfChange } from "@/lib/allocation/capacity/schema";
import { changesText, readChanges } from "@/lib/allocation/what-if-text";
import { requirePermission } from "@/lib/auth/guard";
import { holds, inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { raiseCapacityAction } from "@/lib/mentor/capacity/actions";
import { listCenters, listGroups, listYears } from "@/lib/student/queries";
import { yearOf } from "../year-of";
import { readWhatIf, WhatIfPanel } from "./what-if";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("capacity"))("title"),
});

/** The fewest places to add, where, and what would happen if. */
export default async function CapacityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("run:read");
  const [search, t, locale, years, all, groups] = await Promise.all([
    searchParams,
    getTranslations("capacity"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
    listGroups(staff),
  ]);
  const view = readView(search, CAPACITY_VIEW);
  const centers = all.filter(({ code }) => inScope(staff, code));
  const year = yearOf(view.filters.year, years);
  const center = capacityCenter(view, centers);
  const scope = { year, centers: center ? [center.code] : [] };
  const changes = readChanges(typeof search.try === "string" ? search.try : "") ?? [];
  const [report, tried] = await Promise.all([
    getCapacityPlan(staff, scope),
    readWhatIf(staff, scope, changes),
  ]);
  const base = `/capacity?year=${year}${center ? `&center=${center.code}` : ""}`;
  const tryHref = (change: WhatIfChange) =>
    `${base}&try=${encodeURIComponent(changesText([...changes, change]))}#what-if`;
  const names = toNames(locale, { centers: all, groups });
  const mayRaise = holds(staff, "mentor:write");
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead", { year: formatCode(locale, year) })}
        actions={
          <ButtonLink href={`/waiting?year=${year}`} variant="outlined" icon="waiting">
            {t("toWaiting")}
          </ButtonLink>
        }
      />
      <Panel flush>
        <FilterBar
          fields={[
            {
              name: "year",
              label: t("year"),
              required: true,
              options: years.map((one) => ({ value: String(one.year), label: formatCode(locale, one.year) })),
            },
            {
              name: "center",
              label: t("center"),
              options: centers.map((one) => ({
                value: String(one.code),
                label: names.centers[one.code] ?? "",
              })),
            },
          ]}
          values={{ ...view.filters, year: String(year) }}
          params={view.params}
        />
      </Panel>
      {report.ok && (
        <>
          <Totals report={report.value} />
          <Panel title={t("proposals")} hint={t("proposalsHint")} flush>
            <ProposalTable
              rows={report.value.plan.proposals}
              names={names}
              mentorNames={report.value.names}
              tryHref={(row) => tryHref({ kind: "ADD_PLACES", mentorId: row.mentorId, places: row.raise })}
              raise={
                mayRaise
                  ? (row) => (
                      <RaisePlaces
                        key={`${row.mentorId}:${row.capacity}`}
                        action={raiseCapacityAction}
                        mentorId={row.mentorId}
                        name={report.value.names[row.mentorId] ?? ""}
                        places={row.raise}
                      />
                    )
                  : null
              }
            />
          </Panel>
          <Panel title={t("profiles")} hint={t("profilesHint")} flush>
            <ProfileTable
              rows={report.value.plan.profiles}
              names={names}
              tryHref={({ kind, ...profile }) =>
                tryHref({ ...profile, kind: "NEW_MENTOR", mentorKind: kind })
              }
            />
          </Panel>
        </>
      )}
      <WhatIfPanel
        changes={changes}
        base={base}
        names={names}
        centers={centers}
        groups={groups}
        found={tried}
      />
    </Page>
  );
}

async function Totals({ report }: { report: CapacityReport }) {
  const t = await getTranslations("capacity");
  const { plan, placedInTurn } = report;
  const short = plan.most - placedInTurn;
  return (
    <>
      <Cards>
        <StatCard label={t("waiting")} value={<Num value={plan.students} />} hint={t("waitingHint")} />
        <StatCard
          label={t("most")}
          value={<Num value={plan.most} />}
          hint={t("mostHint", { n: placedInTurn })}
          tone="info"
        />
        <StatCard
          label={t("places")}
          value={<Num value={plan.places} />}
          hint={t("placesHint")}
          tone={plan.places === 0 ? "ok" : "warn"}
        />
      </Cards>
      {plan.students > 0 && (
        <Notice tone={plan.places === 0 ? "ok" : "info"}>
          {plan.places === 0
            ? t("enough", { students: plan.students })
            : t("proof", { students: plan.students, most: plan.most, places: plan.places })}
          {short > 0 && <> {t("inTurn", { n: short })}</>}
          {plan.beyond > 0 && <> {t("beyond", { n: plan.beyond })}</>}
        </Notice>
      )}
    </>
  );
}
