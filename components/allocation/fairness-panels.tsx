import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/page";
import { Num, Percent } from "@/components/ui/values";
import type { Evenness, FairnessRow } from "@/lib/allocation/fairness";
import type { RunFairness } from "@/lib/allocation/fairness/queries";
import type { Names } from "./labels";

type Props = { fairness: RunFairness; names: Names };
type Line = { readonly key: string; readonly label: ReactNode; readonly of: Evenness };

/** How evenly the mentors are used: before, after, by the other policy, and per manager and centre. */
export function FairnessPanels({ fairness, names }: Props) {
  const t = useTranslations("runs.fairness");
  const policies = useTranslations("runs.policies");
  const { all, otherPolicy, otherPlaced } = fairness;
  const other = t("other", { policy: policies(otherPolicy), placed: otherPlaced });
  const lines: Line[] = [
    { key: "before", label: t("before"), of: all.before },
    { key: "after", label: t("after"), of: all.after },
    { key: "other", label: other, of: all.other },
  ];
  const share = (key: "lowest" | "highest" | "range" | "deviation"): Column<Line> => ({
    key,
    header: t(key),
    align: "end",
    cell: (r) => <Percent ratio={r.of[key]} fraction={1} />,
  });
  const columns: Column<Line>[] = [
    { key: "when", header: t("when"), primary: true, cell: (r) => r.label },
    share("lowest"),
    share("highest"),
    share("range"),
    share("deviation"),
    { key: "jain", header: t("jain"), align: "end", cell: (r) => <Num value={r.of.jain} fraction={4} /> },
  ];
  const manager = (r: FairnessRow) => fairness.managerNames[r.id] ?? r.id;
  const center = (r: FairnessRow) => names.centers[r.id] ?? r.id;
  return (
    <>
      <Panel title={t("title")} hint={t("hint")} flush>
        <DataTable caption={t("title")} columns={columns} rows={lines} rowKey={(r) => r.key} />
      </Panel>
      <Breakdown title={t("centers")} head={t("center")} rows={fairness.centers} name={center} />
      <Breakdown title={t("managers")} head={t("manager")} rows={fairness.managers} name={manager} />
    </>
  );
}

type BreakdownProps = {
  title: string;
  head: string;
  rows: readonly FairnessRow[];
  name: (row: FairnessRow) => ReactNode;
};

function Breakdown({ title, head, rows, name }: BreakdownProps) {
  const t = useTranslations("runs.fairness");
  const mean = (key: "before" | "after", header: string): Column<FairnessRow> => ({
    key: `mean-${key}`,
    header,
    align: "end",
    cell: (r) => <Percent ratio={r[key].mean} fraction={0} />,
  });
  const jain = (key: "before" | "after" | "other", header: string): Column<FairnessRow> => ({
    key: `jain-${key}`,
    header,
    align: "end",
    cell: (r) => <Num value={r[key].jain} fraction={3} />,
  });
  const columns: Column<FairnessRow>[] = [
    { key: "name", header: head, primary: true, cell: (r) => <bdi>{name(r)}</bdi> },
    { key: "mentors", header: t("mentors"), align: "end", cell: (r) => <Num value={r.after.mentors} /> },
    mean("before", t("meanBefore")),
    mean("after", t("meanAfter")),
    jain("before", t("jainBefore")),
    jain("after", t("jainAfter")),
    jain("other", t("jainOther")),
  ];
  return (
    <Panel title={title} flush>
      <DataTable caption={title} columns={columns} rows={rows} rowKey={(r) => r.id} />
    </Panel>
  );
}
