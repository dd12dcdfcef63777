import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Num } from "@/components/ui/values";
import type { CounterNeed } from "@/lib/allocation/review/queries";

type Props = { counters: readonly CounterNeed[]; issued: number };

/** Numbers a publish still takes and what is left of the year, per gender. */
export function NumbersTable({ counters, issued }: Props) {
  const t = useTranslations("runs");
  const pending = issued === 0;
  const done = counters.every(({ needed }) => needed === 0);
  const columns: Column<CounterNeed>[] = [
    { key: "gender", header: t("page.gender"), primary: true, cell: (c) => t(`gender.${c.gender}`) },
    ...(done
      ? []
      : [
          {
            key: "needed",
            header: t("page.numbersNeeded"),
            align: "end" as const,
            cell: (c: CounterNeed) => <Num value={c.needed} />,
          },
        ]),
    { key: "left", header: t("page.numbersLeft"), align: "end", cell: (c) => <Num value={c.left} /> },
    ...(pending && !done
      ? [
          {
            key: "after",
            header: t("page.numbersAfter"),
            align: "end" as const,
            cell: (c: CounterNeed) => <Num value={c.left - c.needed} />,
          },
        ]
      : []),
  ];
  return <DataTable caption={t("page.numbers")} columns={columns} rows={counters} rowKey={(c) => c.gender} />;
}
