import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LoadBar } from "@/components/ui/load-bar";
import { Chip } from "@/components/ui/status-chip";
import { Code, Num, Percent } from "@/components/ui/values";
import type { Explanation, RankedMentor } from "@/lib/allocation/explain";
import css from "./lists.module.css";

type Props = {
  ranked: readonly RankedMentor[];
  chosen: number | null;
  mentorNames: Readonly<Record<number, string>>;
  linked: boolean;
  loadsAt: Explanation["loadsAt"];
  shownMax?: number;
};

type Row = RankedMentor & { place: number };

/** The eligible mentors in the order they were asked, with what put each before the next. */
export function Ranking({ ranked, chosen, mentorNames, linked, loadsAt, shownMax = 10 }: Props) {
  const t = useTranslations("runs.explain");
  const rows: Row[] = ranked.slice(0, shownMax).map((one, i) => ({ ...one, place: i + 1 }));
  const name = (id: number) => mentorNames[id] ?? t("mentor");
  const columns: Column<Row>[] = [
    { key: "place", header: t("place"), phoneOff: true, cell: (r) => <Num value={r.place} />, width: "4rem" },
    {
      key: "mentor",
      header: t("mentor"),
      primary: true,
      cell: (r) => (
        <span>
          {linked ? <Link href={`/mentors/${r.id}`}>{name(r.id)}</Link> : name(r.id)}{" "}
          <span className="tk-muted">
            <Code value={r.id} />
          </span>{" "}
          {r.id === chosen && <Chip tone="ok">{t("chosen")}</Chip>}
        </span>
      ),
    },
    {
      key: "load",
      header: t(loadsAt === "END" ? "loadEnd" : "load"),
      cell: (r) => <LoadBar load={r.load} capacity={r.capacity} />,
    },
    {
      key: "ratio",
      header: t("ratio"),
      align: "end",
      phoneOff: true,
      cell: (r) => (r.capacity > 0 ? <Percent ratio={r.load / r.capacity} fraction={2} /> : "—"),
    },
    {
      key: "decider",
      header: t("decider"),
      cell: (r) => (r.decider ? t(`deciders.${r.decider}`) : "—"),
    },
  ];
  return (
    <>
      <DataTable caption={t("ranking")} columns={columns} rows={rows} rowKey={(r) => r.id} />
      {ranked.length > shownMax && (
        <p className={css.after}>{t("more", { count: ranked.length - shownMax })}</p>
      )}
    </>
  );
}
