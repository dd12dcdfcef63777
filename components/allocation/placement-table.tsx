import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Num } from "@/components/ui/values";
import type { Names } from "./labels";
import { ShareBar } from "./share-bar";

export type PlacementCell = {
  readonly center: number;
  readonly gender: 0 | 1;
  readonly placed: number;
  readonly unplaced: number;
};

type Props = {
  cells: readonly PlacementCell[];
  names: Names;
};

/** Address of the students behind a number. */
const hrefOf = (cell: PlacementCell, result: "placed" | "unplaced"): string =>
  `?tab=students&result=${result}&center=${cell.center}&gender=${cell.gender}`;

/** Placed and unplaced per centre and gender; every number leads to its students. */
export function PlacementTable({ cells, names }: Props) {
  const t = useTranslations("runs");
  const columns: Column<PlacementCell>[] = [
    {
      key: "center",
      header: t("center"),
      primary: true,
      cell: (c) =>
        t("cell", { center: names.centers[c.center] ?? c.center, gender: t(`gender.${c.gender}`) }),
    },
    {
      key: "placed",
      header: t("placed"),
      align: "end",
      cell: (c) => <Count value={c.placed} href={hrefOf(c, "placed")} />,
    },
    {
      key: "unplaced",
      header: t("unplaced"),
      align: "end",
      cell: (c) => <Count value={c.unplaced} href={hrefOf(c, "unplaced")} />,
    },
    {
      key: "share",
      header: t("share"),
      width: "40%",
      phoneOff: true,
      cell: (c) => <ShareBar part={c.placed} whole={c.placed + c.unplaced} />,
    },
  ];
  return (
    <DataTable
      caption={t("placement")}
      columns={columns}
      rows={cells}
      rowKey={(c) => `${c.center}:${c.gender}`}
    />
  );
}

function Count({ value, href }: { value: number; href: string }) {
  if (value === 0) return <Num value={0} />;
  return (
    <Link href={href}>
      <Num value={value} />
    </Link>
  );
}
