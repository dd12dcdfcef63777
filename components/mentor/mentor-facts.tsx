import { useTranslations } from "next-intl";
import { shownShare } from "@/components/ui/heat-scale";
import { LtrText } from "@/components/ui/ltr-text";
import { Cards, Facts } from "@/components/ui/page";
import { StatCard } from "@/components/ui/stat-card";
import { Code, DateTime, Num, Percent } from "@/components/ui/values";
import type { OutCode } from "@/lib/mentor/availability";
import type { MentorDetail } from "@/lib/mentor/directory/queries";
import { CodeList } from "./code-list";

/** Capacity, load and where the load comes from. */
export function MentorLoads({ mentor, out }: { mentor: MentorDetail; out: OutCode | null }) {
  const t = useTranslations("mentors.loads");
  const { capacity, load, baseLoad, ownLoad } = mentor;
  const left = out ? 0 : Math.max(0, capacity - load);
  const share = shownShare(load, capacity);
  return (
    <Cards>
      <StatCard label={t("capacity")} value={<Num value={capacity} />} />
      <StatCard
        label={t("load")}
        value={<Num value={load} />}
        hint={share === null ? t("noCapacity") : <Percent ratio={share} />}
        tone={load > capacity ? "bad" : load === capacity ? "warn" : "info"}
      />
      <StatCard label={t("base")} value={<Num value={baseLoad} />} hint={t("baseHint")} />
      <StatCard label={t("ours")} value={<Num value={ownLoad} />} hint={t("oursHint")} />
      <StatCard
        label={t("left")}
        value={<Num value={left} />}
        hint={out ? t("leftOut") : t("leftHint")}
        tone={left > 0 ? "ok" : "mute"}
      />
    </Cards>
  );
}

/** More than these are a paragraph, not a value. */
const FEW_GROUPS = 5;

type Props = {
  mentor: MentorDetail;
  /** Centres whose students may come. */
  centers: readonly number[];
  groupNames: Readonly<Record<number, string>>;
  centerNames: Readonly<Record<number, string>>;
  /** Code and, where known, name of the schools. */
  schools: readonly { code: number; name: string | null }[];
};

/** Everything the rules look at in a mentor. */
export function MentorFacts({ mentor, centers, groupNames, centerNames, schools }: Props) {
  const t = useTranslations("mentors");
  const groups = mentor.groups.map(({ groupCode }) => groupCode);
  return (
    <Facts
      items={[
        { label: t("col.id"), value: <Code value={mentor.id} /> },
        { label: t("alias"), value: mentor.alias === null ? null : <Code value={mentor.alias} /> },
        { label: t("gender"), value: t(`genders.${mentor.gender}` as never) },
        { label: t("kind"), value: t(`kinds.${mentor.kind}` as never) },
        { label: t("col.manager"), value: mentor.manager?.name },
        { label: t("col.centers"), value: <CodeList codes={centers} names={centerNames} /> },
        { label: t("schools"), value: schools.length > 0 && <SchoolList schools={schools} /> },
        { label: t("mobile"), value: mentor.mobile && <LtrText value={mentor.mobile} /> },
        { label: t("loadYear"), value: <Code value={mentor.loadYear} /> },
        { label: t("updatedAt"), value: <DateTime at={mentor.updatedAt} /> },
        {
          label: t("col.groups"),
          value: <CodeList codes={groups} names={groupNames} />,
          wide: groups.length > FEW_GROUPS,
        },
      ].map(({ value, ...rest }) => ({ ...rest, value: value || null }))}
    />
  );
}

function SchoolList({ schools }: Pick<Props, "schools">) {
  return (
    <>
      {schools.map(({ code, name }) => (
        <span key={code} className="tk-block">
          {name} <Code value={code} />
        </span>
      ))}
    </>
  );
}
