import type { Names } from "@/components/allocation/labels";
import type { FilterField } from "@/components/ui/filter-bar";
import { formatCode } from "@/lib/i18n/format";
import { MENTOR_KINDS, MENTOR_LOADS, MENTOR_STANDINGS } from "@/lib/mentor/directory/schema";

type Choices = {
  locale: string;
  years: readonly { year: number }[];
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
  { locale, years, names, centers, groups, managers }: Choices,
): FilterField[] => {
  const word = (key: string): string => t(key as never);
  return [
    {
      name: "load",
      label: word("filter.load"),
      many: true,
      options: MENTOR_LOADS.map((one) => choice(one, word(`load.${one}`))),
    },
    {
      name: "out",
      label: word("filter.out"),
      many: true,
      options: MENTOR_STANDINGS.map((one) =>
        choice(one, word(one === "IN" ? "standing.in" : `standing.out.${one}`)),
      ),
    },
    {
      name: "year",
      label: word("filter.year"),
      required: true,
      options: years.map(({ year }) => choice(year, formatCode(locale, year))),
    },
    {
      name: "center",
      label: word("filter.center"),
      many: true,
      options: centers.map(({ code }) => choice(code, names.centers[code])),
    },
    {
      name: "serves",
      label: word("filter.serves"),
      many: true,
      options: centers.map(({ code }) => choice(code, names.centers[code])),
    },
    {
      name: "manager",
      label: word("filter.manager"),
      many: true,
      options: managers.map(({ id, name }) => choice(id, name)),
    },
    {
      name: "group",
      label: word("filter.group"),
      many: true,
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
      many: true,
      options: MENTOR_KINDS.map((one) => choice(one, word(`kinds.${one}`))),
    },
  ];
};
