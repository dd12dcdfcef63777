import type { Names } from "@/components/allocation/labels";
import type { FilterField } from "@/components/ui/filter-bar";
import type { View } from "@/components/ui/table-view";
import type { MentorListing, MentorSort } from "@/lib/mentor/directory/queries";
import { MENTOR_KINDS, MENTOR_LOADS } from "@/lib/mentor/directory/schema";

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** What the address asks for, as the query takes it. */
export const listingOf = ({ filters, sort, offset, size }: View<MentorSort>): MentorListing => ({
  center: numberOf(filters.center),
  group: numberOf(filters.group),
  manager: numberOf(filters.manager),
  gender: numberOf(filters.gender),
  kind: filters.kind,
  load: MENTOR_LOADS.find((one) => one === filters.load),
  sort: sort.key,
  desc: sort.desc,
  offset,
  size,
});

type Choices = {
  names: Names;
  centers: readonly { code: number }[];
  groups: readonly { code: number }[];
  managers: readonly { id: number; name: string }[];
};

const choice = (value: string | number, label: string | undefined) => ({
  value: String(value),
  label: label ?? String(value),
});

/** The filters above the table, with the words of the language. */
export const fieldsOf = (
  t: (key: never) => string,
  { names, centers, groups, managers }: Choices,
): FilterField[] => {
  const word = (key: string): string => t(key as never);
  return [
    {
      name: "load",
      label: word("filter.load"),
      options: MENTOR_LOADS.map((one) => choice(one, word(`load.${one}`))),
    },
    {
      name: "center",
      label: word("filter.center"),
      options: centers.map(({ code }) => choice(code, names.centers[code])),
    },
    {
      name: "manager",
      label: word("filter.manager"),
      options: managers.map(({ id, name }) => choice(id, name)),
    },
    {
      name: "group",
      label: word("filter.group"),
      options: groups.map(({ code }) => choice(code, names.groups[code])),
    },
    {
      name: "gender",
      label: word("gender"),
      options: ["0", "1"].map((one) => choice(one, word(`genders.${one}`))),
    },
    {
      name: "kind",
      label: word("kind"),
      options: MENTOR_KINDS.map((one) => choice(one, word(`kinds.${one}`))),
    },
  ];
};
