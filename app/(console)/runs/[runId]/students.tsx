import { getLocale, getTranslations } from "next-intl/server";
import type { Names } from "@/components/allocation/labels";
import { RunItems } from "@/components/allocation/run-items";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Panel } from "@/components/ui/page";
import { readView, type SearchParams } from "@/components/ui/table-view";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import { listDecisions } from "@/lib/allocation/review/queries";
import { ITEM_STATES } from "@/lib/allocation/schema";
import { type Can, inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import type { NamedCode } from "@/lib/student/queries";

type Props = {
  staff: Can<"run:read">;
  run: RunSheet;
  search: SearchParams;
  names: Names;
  groups: readonly NamedCode[];
  centers: readonly NamedCode[];
};

const BITS = ["0", "1"] as const;

/** Every decision of the run, in the order they were made. */
export async function StudentsTab({ staff, run, search, names, groups, centers }: Props) {
  const view = readView(search, {
    sorts: ["position"],
    defaultSort: "position",
    filters: {
      result: ["placed", "unplaced"],
      state: ITEM_STATES,
      center: "number",
      gender: BITS,
      group: "number",
      type: BITS,
      school: "number",
      mentor: "number",
    },
    sizes: [50, 100],
  });
  const { result, state } = view.filters;
  const number = (key: string) => (view.filters[key] === undefined ? undefined : Number(view.filters[key]));
  const { rows, total } = await listDecisions(staff, {
    runId: run.id,
    offset: view.offset,
    size: view.size,
    result: result as "placed" | "unplaced" | undefined,
    state,
    center: number("center"),
    gender: number("gender"),
    group: number("group"),
    type: number("type"),
    school: number("school"),
    mentor: number("mentor"),
  });
  const published = run.cursor > 0;
  const fields = await itemFilters({
    names,
    groups,
    centers: centers.filter(({ code }) => inScope(staff, code)),
    published,
  });
  return (
    <Panel flush>
      <FilterBar fields={fields} values={view.filters} params={view.params} />
      <RunItems runId={run.id} rows={rows} total={total} view={view} names={names} published={published} />
    </Panel>
  );
}

type Choices = Pick<Props, "names" | "groups" | "centers"> & { published: boolean };

async function itemFilters({ names, groups, centers, published }: Choices): Promise<FilterField[]> {
  const [t, tStatus, locale] = await Promise.all([
    getTranslations("runs"),
    getTranslations("ui.status"),
    getLocale(),
  ]);
  const named = (codes: readonly NamedCode[], from: Readonly<Record<number, string>>) =>
    codes.map(({ code }) => ({ value: String(code), label: from[code] ?? formatCode(locale, code) }));
  const states = ITEM_STATES.map((state) => ({ value: state, label: tStatus(state) }));
  return [
    {
      name: "result",
      label: t("page.result"),
      options: [
        { value: "placed", label: t("placed") },
        { value: "unplaced", label: t("unplaced") },
      ],
    },
    ...(published ? [{ name: "state", label: t("state"), options: states }] : []),
    { name: "center", label: t("center"), options: named(centers, names.centers) },
    {
      name: "gender",
      label: t("page.gender"),
      options: BITS.map((bit) => ({ value: bit, label: t(`gender.${bit}`) })),
    },
    { name: "group", label: t("page.group"), options: named(groups, names.groups) },
    {
      name: "type",
      label: t("page.type"),
      options: BITS.map((bit) => ({ value: bit, label: t(`page.types.${bit}`) })),
    },
    { name: "school", label: t("page.school") },
  ];
}
