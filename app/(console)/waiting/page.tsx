import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { type Names, toNames } from "@/components/allocation/labels";
import { Notice } from "@/components/allocation/notice";
import { PlanChosen } from "@/components/allocation/plan-chosen";
import { PlanWaiting } from "@/components/allocation/plan-waiting";
import { WaitingTable } from "@/components/allocation/waiting-table";
import { ListBar } from "@/components/lists/list-bar";
import { ListSkeleton } from "@/components/lists/list-skeleton";
import { BulkBar } from "@/components/ui/bulk-bar";
import { ButtonLink } from "@/components/ui/button-link";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { choiceOf, type SearchParams } from "@/components/ui/table-view";
import { planWaitingAction } from "@/lib/allocation/need/actions";
import { listWaiting, type WaitingPage as Waiting } from "@/lib/allocation/need/queries";
import type { WaitingFilter } from "@/lib/allocation/need/schema";
import { PLACEABLE } from "@/lib/allocation/waiting";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds, inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { waitingAsked } from "@/lib/lists/asked";
import { listCenters, listGroups, listYears } from "@/lib/student/queries";
import { type Opened, openList } from "../open-list";
import { yearOf } from "../year-of";
import { WaitingClassView } from "./class";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("waiting"))("title"),
});

/** Classes one run of the chosen takes. */
const CLASSES_MAX = 500;

/** Everyone of a year who waits for a mentor: why, since when, and what would end it. */
export default async function WaitingPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("run:read");
  const opened = await openList(staff, "waiting", searchParams);
  return (
    <Suspense fallback={<ListSkeleton page="waiting" />}>
      <Queue staff={staff} {...opened} />
    </Suspense>
  );
}

async function Queue({ staff, view, views, search }: { staff: Can<"run:read"> } & Opened<"waiting">) {
  const [locale, years, all, groups] = await Promise.all([
    getLocale(),
    listYears(staff),
    listCenters(staff),
    listGroups(staff),
  ]);
  const t = await getTranslations("waiting");
  const year = yearOf(view.filters.year, years);
  const names = toNames(locale, { centers: all, groups });
  if (typeof search.class === "string" && /^[0-9:]{1,60}$/.test(search.class))
    return <WaitingClassView staff={staff} year={year} classKey={search.class} names={names} />;
  const filter = waitingAsked(view.filters, year);
  const page = await listWaiting(staff, { ...filter, sort: view.sort, offset: view.offset, size: view.size });
  const fields = await fieldsOf({
    years: years.map((one) => one.year),
    centers: all.filter(({ code }) => inScope(staff, code)).map(({ code }) => code),
    groups: groups.map(({ code }) => code),
    names,
    reasons: page.reasons,
  });
  return (
    <Page>
      <Header staff={staff} year={year} />
      <Offer staff={staff} page={page} filter={filter} />
      <Panel flush>
        <ListBar staff={staff} page="waiting" view={view} views={views} total={page.total} />
        <FilterBar fields={fields} values={{ ...view.filters, year: String(year) }} params={view.params} />
        {holds(staff, "alloc:run") && page.placeable > 0 && (
          <BulkBar of={choiceOf("waiting", view)} total={page.total} max={CLASSES_MAX}>
            <PlanChosen action={planWaitingAction} year={year} reason={PLACEABLE}>
              {t("planChosen")}
            </PlanChosen>
          </BulkBar>
        )}
        <WaitingTable
          choice={holds(staff, "alloc:run") && page.placeable > 0 ? choiceOf("waiting", view) : undefined}
          rows={page.groups}
          total={page.total}
          view={view}
          names={names}
          classHref={(key) => `/waiting?year=${year}&class=${key}`}
          mayImport={holds(staff, "import:write")}
          mayRaise={holds(staff, "mentor:write")}
        />
      </Panel>
    </Page>
  );
}

async function Header({ staff, year }: { staff: Can<"run:read">; year: number }) {
  const [t, locale] = await Promise.all([getTranslations("waiting"), getLocale()]);
  return (
    <PageHeader
      title={t("title")}
      lead={t("lead", { year: formatCode(locale, year) })}
      actions={
        <>
          {holds(staff, "export:download") && (
            <ButtonLink
              href={`/api/v1/waiting/workbook?year=${year}&lang=${locale}`}
              icon="import"
              variant="outlined"
              download
            >
              {t("workbook")}
            </ButtonLink>
          )}
          <ButtonLink href={`/capacity?year=${year}`} icon="capacity" variant="outlined">
            {t("toPlanner")}
          </ButtonLink>
        </>
      }
    />
  );
}

type OfferProps = {
  staff: Can<"run:read">;
  page: Waiting;
  filter: WaitingFilter;
};

/** «The capacity has changed: so many could be placed now», with the one button for it. */
async function Offer({ staff, page, filter }: OfferProps) {
  const t = await getTranslations("waiting");
  if (page.students === 0) return null;
  if (page.placeable === 0) return <Notice tone="info">{t("noneNow", { students: page.students })}</Notice>;
  return (
    <Notice tone="ok">
      <p>{t("someNow", { n: page.placeable, students: page.students })}</p>
      {holds(staff, "alloc:run") && (
        <PlanWaiting action={planWaitingAction} filter={{ ...filter, reason: PLACEABLE }}>
          {t("planThese", { n: page.placeable })}
        </PlanWaiting>
      )}
    </Notice>
  );
}

type Choices = {
  years: readonly number[];
  centers: readonly number[];
  groups: readonly number[];
  names: Names;
  reasons: Waiting["reasons"];
};

async function fieldsOf({ years, centers, groups, names, reasons }: Choices): Promise<FilterField[]> {
  const [t, tRuns, locale] = await Promise.all([
    getTranslations("waiting"),
    getTranslations("runs"),
    getLocale(),
  ]);
  const named = (codes: readonly number[], known: Readonly<Record<number, string>>) =>
    codes.map((code) => ({ value: String(code), label: known[code] ?? formatCode(locale, code) }));
  return [
    {
      name: "year",
      label: t("year"),
      required: true,
      options: years.map((year) => ({ value: String(year), label: formatCode(locale, year) })),
    },
    { name: "center", label: t("center"), many: true, options: named(centers, names.centers) },
    { name: "group", label: t("group"), many: true, options: named(groups, names.groups) },
    {
      name: "gender",
      label: t("gender"),
      options: ["0", "1"].map((value) => ({ value, label: tRuns(`gender.${value as "0" | "1"}`) })),
    },
    {
      name: "type",
      label: t("type"),
      options: ["0", "1"].map((value) => ({ value, label: t(`types.${value as "0" | "1"}`) })),
    },
    {
      name: "reason",
      label: tRuns("reasonHeader"),
      many: true,
      options: reasons.map(({ reason }) => ({
        value: reason,
        label: reason === PLACEABLE ? t("placeable") : tRuns(`reasons.${reason}`),
      })),
    },
  ];
}
