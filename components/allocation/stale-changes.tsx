import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Code } from "@/components/ui/values";
import { MENTOR_FIELDS, STUDENT_FIELDS } from "@/lib/allocation/stale";
import { formatCode, formatList } from "@/lib/i18n/format";
import css from "./lists.module.css";

export type StaleChange = {
  readonly of: "mentor" | "student";
  /** Mentor code, or the student's uuid; null for one who is gone. */
  readonly id: number | string | null;
  /** Absent where a chunk found it: the student is no longer free, or the mentor is gone. */
  readonly kind?: "ADDED" | "REMOVED" | "CHANGED";
  readonly fields: readonly { field: string; before: unknown; after: unknown }[];
};

const FIELDS = [...STUDENT_FIELDS, ...MENTOR_FIELDS];
type Field = (typeof FIELDS)[number];
const isField = (field: string): field is Field => (FIELDS as readonly string[]).includes(field);

type Props = {
  changes: readonly StaleChange[];
  /** How many more there are than are listed. */
  more: number;
};

/** What is no longer as the plan took it to be. */
export function StaleChanges({ changes, more }: Props) {
  const t = useTranslations("runs.stale");
  const columns: Column<StaleChange>[] = [
    { key: "what", header: t("what"), primary: true, cell: (c) => <Subject change={c} /> },
    { key: "change", header: t("change"), cell: (c) => <ChangeWords change={c} /> },
  ];
  return (
    <>
      <DataTable caption={t("title")} columns={columns} rows={changes} rowKey={(c) => changes.indexOf(c)} />
      {more > 0 && <p className={css.after}>{t("more", { count: more })}</p>}
    </>
  );
}

function Subject({ change: { of, id } }: { change: StaleChange }) {
  const t = useTranslations("runs.stale");
  if (id === null) return t(of);
  if (of === "student") return <Link href={`/students/${id}`}>{t("student")}</Link>;
  return (
    <Link href={`/mentors/${id}`}>
      {t("mentor")} <Code value={id} />
    </Link>
  );
}

/** What changed of a student or mentor, field by field, in words. */
export function ChangeWords({ change }: { change: StaleChange }) {
  const t = useTranslations("runs.stale");
  const show = useValueWords();
  if (change.fields.length === 0)
    return t(change.kind === "ADDED" ? "added" : change.kind === "REMOVED" ? "removed" : "taken");
  return (
    <ul className={css.plain}>
      {change.fields.map(({ field, before, after }) => (
        <li key={field}>
          {t("fieldChange", {
            field: isField(field) ? t(`fields.${field}`) : field,
            before: show(field, before),
            after: show(field, after),
          })}
        </li>
      ))}
    </ul>
  );
}

/** Values as people say them: reasons and kinds in words, codes in the digits of the language. */
const useValueWords = () => {
  const t = useTranslations("runs");
  const locale = useLocale();
  return (field: string, value: unknown): string => {
    if (field === "out") return value === null ? t("stale.in") : t(`codes.${value}` as "codes.NO_MANAGER");
    if (field === "kind") return t(`mentorKinds.${value}` as "mentorKinds.NORMAL");
    if (field === "gender") return t(`gender.${value}` as "gender.0");
    if (field === "type") return t(`page.types.${value}` as "page.types.0");
    const codes = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
    const shown = codes.map((one) => formatCode(locale, String(one)));
    return shown.length > 0 ? formatList(locale, shown) : "—";
  };
};
