import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportForm, type KindInfo } from "@/components/intake/import-form";
import { FormPage } from "@/components/ui/form-page";
import type { SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { checkBatchAction } from "@/lib/intake/actions";
import { COLUMNS, FULL_BY_DEFAULT, KINDS, type Kind, OF_ALL_CENTERS } from "@/lib/intake/columns";
import { listYears } from "@/lib/student/queries";
import { yearOf } from "../../year-of";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("import"))("new.title"),
});

/** Brings files into a new batch. */
export default async function NewImportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("import:write");
  const [search, t, years] = await Promise.all([searchParams, getTranslations("import"), listYears(staff)]);
  // Lists of the whole installation are not offered to those who answer for some of its centres.
  const kinds = KINDS.filter((kind) => staff.centers.length === 0 || !OF_ALL_CENTERS.has(kind));
  const kind = kinds.find((one) => one === search.kind) ?? "students";
  return (
    <FormPage title={t("new.title")} lead={t("new.lead")} crumbs={[{ label: t("title"), href: "/imports" }]}>
      <ImportForm
        kinds={kinds.map(infoOf)}
        kind={kind}
        years={years.map(({ year }) => year)}
        year={knownYear(yearOf(search.year, years), years)}
        check={checkBatchAction}
      />
    </FormPage>
  );
}

/** Kinds whose rows say nothing about a year. */
const TIMELESS: ReadonlySet<Kind> = new Set<Kind>(["managers", "schools", "groups"]);

const infoOf = (kind: Kind): KindInfo => {
  const heading = ({ headers }: { headers: readonly string[] }) => headers[0] ?? "";
  return {
    kind,
    required: COLUMNS[kind].filter((column) => column.required).map(heading),
    known: COLUMNS[kind].filter((column) => !column.required).map(heading),
    full: FULL_BY_DEFAULT.has(kind),
    yearly: !TIMELESS.has(kind),
  };
};

/** The wanted year if it is known, else the first that is. */
const knownYear = (wanted: number, years: readonly { year: number }[]): number =>
  years.some(({ year }) => year === wanted) ? wanted : (years[0]?.year ?? wanted);
