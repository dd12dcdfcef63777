import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Num } from "@/components/ui/values";
import type { PlaceProposal } from "@/lib/allocation/capacity";
import type { ClassNeed, MentorProfile } from "@/lib/allocation/holes";
import { formatCode, formatList } from "@/lib/i18n/format";
import css from "./capacity.module.css";
import type { Names } from "./labels";
import { ClassWords } from "./student-class";

/** Classes and how many students of each. */
export function Serves({
  needs,
  names,
  shownMax = 4,
}: {
  needs: readonly ClassNeed[];
  names: Names;
  shownMax?: number;
}) {
  const t = useTranslations("capacity");
  return (
    <ul className={css.serves}>
      {needs.slice(0, shownMax).map((need) => (
        <li key={JSON.stringify(need.studentClass)}>
          {t.rich("need", {
            n: need.students,
            class: () => <ClassWords of={need.studentClass} names={names} />,
            m: (chunks) => <span className="tk-muted tk-nowrap">{chunks}</span>,
          })}
        </li>
      ))}
      {needs.length > shownMax && (
        <li className="tk-muted">{t("moreClasses", { n: needs.length - shownMax })}</li>
      )}
    </ul>
  );
}

type ProposalProps = {
  rows: readonly PlaceProposal[];
  names: Names;
  mentorNames: Readonly<Record<number, string>>;
  tryHref: (row: PlaceProposal) => string;
  /** The button that makes a line real; null for who may not. */
  raise: ((row: PlaceProposal) => ReactNode) | null;
};

/** Places to add at mentors there are. */
export function ProposalTable({ rows, names, mentorNames, tryHref, raise }: ProposalProps) {
  const t = useTranslations("capacity");
  const nameOf = (id: number) => mentorNames[id] || String(id);
  const columns: Column<PlaceProposal>[] = [
    {
      key: "mentor",
      header: t("mentor"),
      primary: true,
      cell: (row) => <Link href={`/mentors/${row.mentorId}`}>{nameOf(row.mentorId)}</Link>,
    },
    { key: "capacity", header: t("capacityNow"), align: "end", cell: (row) => <Num value={row.capacity} /> },
    { key: "places", header: t("add"), align: "end", cell: (row) => <Num value={row.raise} /> },
    { key: "serves", header: t("forWhom"), cell: (row) => <Serves needs={row.serves} names={names} /> },
    {
      key: "others",
      header: t("others"),
      phoneOff: true,
      cell: (row) => <Others ids={row.others} nameOf={nameOf} />,
    },
    {
      key: "do",
      header: "",
      cell: (row) => (
        <div className={css.links}>
          <Link href={tryHref(row)} scroll={false}>
            {t("try")}
          </Link>
          {raise?.(row)}
        </div>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("proposals")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.mentorId}
      empty={<EmptyState icon="check" title={t("noProposals")} hint={t("noProposalsHint")} />}
    />
  );
}

const OTHERS_SHOWN = 3;

function Others({ ids, nameOf }: { ids: readonly number[]; nameOf: (id: number) => string }) {
  const t = useTranslations("capacity");
  const locale = useLocale();
  if (ids.length === 0) return <span className="tk-muted">{t("noOthers")}</span>;
  const shown = formatList(locale, ids.slice(0, OTHERS_SHOWN).map(nameOf));
  return (
    <>
      {shown}
      {ids.length > OTHERS_SHOWN && (
        <span className="tk-muted"> {t("moreMentors", { n: ids.length - OTHERS_SHOWN })}</span>
      )}
    </>
  );
}

type ProfileProps = {
  rows: readonly MentorProfile[];
  names: Names;
  tryHref: (row: MentorProfile) => string;
};

/** New mentors who would cover the holes. */
export function ProfileTable({ rows, names, tryHref }: ProfileProps) {
  const t = useTranslations("capacity");
  const tMentors = useTranslations("mentors");
  const locale = useLocale();
  const words = (codes: readonly number[], known: Readonly<Record<number, string>>) =>
    formatList(
      locale,
      codes.map((code) => known[code] ?? formatCode(locale, code)),
    );
  const columns: Column<MentorProfile>[] = [
    {
      key: "who",
      header: t("newMentor"),
      primary: true,
      cell: (row) =>
        t("profile", { gender: tMentors(`genders.${row.gender}` as never), kind: t(`kinds.${row.kind}`) }),
    },
    { key: "center", header: t("center"), cell: (row) => words(row.centers, names.centers) },
    { key: "groups", header: t("groups"), cell: (row) => words(row.groups, names.groups) },
    {
      key: "schools",
      header: t("schools"),
      cell: (row) => (row.schools.length === 0 ? "—" : words(row.schools, {})),
    },
    { key: "places", header: t("placesNeeded"), align: "end", cell: (row) => <Num value={row.places} /> },
    {
      key: "do",
      header: "",
      cell: (row) => (
        <Link href={tryHref(row)} scroll={false}>
          {t("try")}
        </Link>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("profiles")}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.gender}${row.kind}${row.centers.join()}${row.schools.join()}`}
      empty={<EmptyState icon="check" title={t("noHoles")} hint={t("noHolesHint")} />}
    />
  );
}
