import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadBar } from "@/components/ui/load-bar";
import { LtrText } from "@/components/ui/ltr-text";
import { Panel } from "@/components/ui/page";
import { Chip } from "@/components/ui/status-chip";
import { JalaliDate } from "@/components/ui/values";
import type { Miss } from "@/lib/allocation/misses";
import type { FullMentor, WaitingClass } from "@/lib/allocation/need/queries";
import { maskNationalId } from "@/lib/shared/national-id";
import css from "./capacity.module.css";
import { CureLinks } from "./cure-links";
import { MissWords } from "./misses";

type MentorProps = { rows: readonly FullMentor[]; raise: ((mentor: FullMentor) => ReactNode) | null };

/** Mentors who lack nothing but a place, each with the raise beside. */
export function FullMentors({ rows, raise }: MentorProps) {
  const t = useTranslations("waiting");
  const columns: Column<FullMentor>[] = [
    {
      key: "name",
      header: t("mentor"),
      primary: true,
      cell: (one) => <Link href={`/mentors/${one.id}`}>{one.name}</Link>,
    },
    { key: "load", header: t("load"), cell: (one) => <LoadBar load={one.load} capacity={one.capacity} /> },
    ...(raise ? [{ key: "raise", header: t("raise"), align: "end" as const, cell: raise }] : []),
  ];
  return (
    <Panel title={t("fullMentors")} hint={t("fullMentorsHint")} flush>
      <DataTable
        caption={t("fullMentors")}
        columns={columns}
        rows={rows}
        rowKey={(one) => one.id}
        empty={<EmptyState icon="mentors" title={t("noFullMentors")} hint={t("noFullMentorsHint")} />}
      />
    </Panel>
  );
}

/** All that would help, nearest first, with the way to each. */
export function WaysOut({ misses, mayImport }: { misses: readonly Miss[]; mayImport: boolean }) {
  const t = useTranslations("waiting");
  const others = misses.filter(({ codes }) => codes.join() !== "CAPACITY_FULL");
  if (others.length === 0) return null;
  return (
    <Panel title={t("waysOut")} hint={t("waysOutHint")}>
      <ul className={css.ways}>
        {others.slice(0, 6).map((miss) => (
          <li key={miss.codes.join()}>
            <MissWords miss={miss} /> <CureLinks codes={miss.codes} mayImport={mayImport} raiseHref={null} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type Person = WaitingClass["people"][number];

/** The students of one class who wait. */
export function WaitingPeople({ rows, linked }: { rows: readonly Person[]; linked: boolean }) {
  const t = useTranslations("waiting");
  const columns: Column<Person>[] = [
    {
      key: "name",
      header: t("student"),
      primary: true,
      cell: (one) => {
        const name = `${one.firstName} ${one.lastName}`;
        return linked ? <Link href={`/students/${one.studentId}`}>{name}</Link> : name;
      },
    },
    {
      key: "nid",
      header: t("nationalId"),
      cell: (one) => <LtrText value={maskNationalId(one.nationalId)} copy={false} />,
    },
    {
      key: "since",
      header: t("since"),
      cell: (one) =>
        one.since === null ? <span className="tk-muted">{t("never")}</span> : <JalaliDate at={one.since} />,
    },
    {
      key: "state",
      header: "",
      cell: (one) => (one.placeable ? <Chip tone="ok">{t("placeable")}</Chip> : null),
    },
  ];
  return (
    <Panel title={t("people", { n: rows.length })} flush>
      <DataTable
        caption={t("people", { n: rows.length })}
        columns={columns}
        rows={rows.slice(0, 100)}
        rowKey={(one) => one.studentId}
      />
    </Panel>
  );
}
