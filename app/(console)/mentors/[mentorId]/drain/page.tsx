import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { DrainMoves, DrainStays } from "@/components/allocation/drain-tables";
import { toNames } from "@/components/allocation/labels";
import { Notice } from "@/components/allocation/notice";
import { StartDrain } from "@/components/allocation/start-drain";
import { ButtonLink } from "@/components/ui/button-link";
import { RowCount } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { Cards, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatCard } from "@/components/ui/stat-card";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { Num } from "@/components/ui/values";
import { startDrainAction } from "@/lib/allocation/drain/actions";
import { type DrainPreview, listDrainYears, previewDrain } from "@/lib/allocation/drain/queries";
import { POLICIES, type Policy } from "@/lib/allocation/schema";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { getMentor } from "@/lib/mentor/directory/queries";
import { isMentorId } from "@/lib/shared/ids";
import { listCenters, listGroups } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("drain"))("page"),
});

type Props = { params: Promise<{ mentorId: string }>; searchParams: Promise<SearchParams> };

/** A mentor leaves: where their students would go, who would stay and why, and the button that plans it. */
export default async function DrainPage({ params, searchParams }: Props) {
  const staff = await requirePermission("alloc:run");
  const [{ mentorId }, search] = await Promise.all([params, searchParams]);
  const id = Number(mentorId);
  if (!isMentorId(id) || !holds(staff, "mentor:read")) notFound();
  const [mentor, t, years] = await Promise.all([
    getMentor(staff, id),
    getTranslations("drain"),
    listDrainYears(staff, id),
  ]);
  if (!mentor) notFound();
  const name = mentor.name || t("noName");
  return (
    <Page>
      <PageHeader
        title={t("title", { name })}
        lead={t("lead")}
        crumbs={[
          { label: t("mentors"), href: "/mentors" },
          { label: name, href: `/mentors/${mentor.id}` },
        ]}
      />
      {years.length === 0 ? (
        <Panel>
          <EmptyState
            icon="students"
            title={t("nobody")}
            hint={t("nobodyHint")}
            actions={<ButtonLink href={`/mentors/${mentor.id}`}>{t("back")}</ButtonLink>}
          />
        </Panel>
      ) : (
        <Preview staff={staff} mentorId={mentor.id} years={years.map((one) => one.year)} search={search} />
      )}
    </Page>
  );
}

type PreviewProps = {
  staff: Can<"alloc:run">;
  mentorId: number;
  years: readonly number[];
  search: SearchParams;
};

async function Preview({ staff, mentorId, years, search }: PreviewProps) {
  const view = readView(search, {
    sorts: ["name"],
    defaultSort: "name",
    filters: { year: years.map(String), policy: POLICIES, fallback: ["yes"] },
  });
  const input = {
    mentorId,
    year: Number(view.filters.year ?? years[0]),
    policy: (view.filters.policy ?? "sequential") as Policy,
    switches: { schoolFallback: view.filters.fallback === "yes" },
  };
  const [t, tRuns, locale, preview, centers, groups] = await Promise.all([
    getTranslations("drain"),
    getTranslations("runs"),
    getLocale(),
    previewDrain(staff, input),
    listCenters(staff),
    listGroups(staff),
  ]);
  if (!preview) notFound();
  const names = toNames(locale, { centers, groups });
  const fields = [
    {
      name: "year",
      label: tRuns("year"),
      required: true,
      options: years.map((year) => ({ value: String(year), label: formatCode(locale, year) })),
    },
    {
      name: "policy",
      label: tRuns("policy"),
      required: true,
      options: POLICIES.map((one) => ({ value: one, label: tRuns(`policies.${one}`) })),
    },
    {
      name: "fallback",
      label: t("fallback"),
      required: true,
      options: [
        { value: "", label: t("fallbackOff") },
        { value: "yes", label: t("fallbackOn") },
      ],
    },
  ];
  return (
    <>
      <Totals preview={preview} />
      <Panel
        title={t("moves")}
        hint={t("movesHint")}
        actions={<RowCount total={preview.moves.length} />}
        flush
      >
        <FilterBar
          fields={fields}
          values={{ ...view.filters, year: String(input.year), policy: input.policy }}
          params={view.params}
        />
        <DrainMoves rows={preview.moves} names={names} />
      </Panel>
      {preview.stays.length > 0 && (
        <Panel
          title={t("stays")}
          hint={t("staysHint")}
          actions={<RowCount total={preview.stays.length} />}
          flush
        >
          <DrainStays rows={preview.stays} names={names} />
        </Panel>
      )}
      <Panel title={t("start")}>
        {preview.moves.length === 0 && <Notice tone="warn">{t("nobodyMovesHint")}</Notice>}
        <StartDrain
          action={startDrainAction}
          input={input}
          mayClose={holds(staff, "mentor:write")}
          words={{
            stop: t("stop"),
            stopHint: t("stopHint"),
            submit: t("submit"),
            nothingYet: t("nothingYet"),
          }}
        />
      </Panel>
    </>
  );
}

async function Totals({ preview }: { preview: DrainPreview }) {
  const t = await getTranslations("drain");
  const counted = preview.moves.filter((move) => move.stillCounted).length;
  return (
    <Cards>
      <StatCard
        label={t("toMove")}
        value={<Num value={preview.moves.length} />}
        hint={t("toMoveHint")}
        tone="ok"
      />
      <StatCard
        label={t("toStay")}
        value={<Num value={preview.stays.length} />}
        hint={t("toStayHint")}
        tone={preview.stays.length > 0 ? "warn" : "mute"}
      />
      {preview.others > 0 && (
        <StatCard
          label={t("others")}
          value={<Num value={preview.others} />}
          hint={t("othersHint")}
          tone="mute"
        />
      )}
      {counted > 0 && (
        <StatCard label={t("counted")} value={<Num value={counted} />} hint={t("countedHint")} tone="info" />
      )}
    </Cards>
  );
}
