import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { formatCode } from "@/lib/i18n/format";
import css from "./lists.module.css";

export type StaleChange = {
  readonly of: "mentor" | "student";
  /** Mentor code, or the student's uuid; null for one who is gone. */
  readonly id: number | string | null;
  /** What to call it: the mentor's code, the student's masked national id. */
  readonly label: string;
  readonly kind: "ADDED" | "REMOVED" | "CHANGED";
  readonly fields: readonly { field: string; before: unknown; after: unknown }[];
};

const FIELDS = [
  "gender",
  "group",
  "center",
  "type",
  "school",
  "kind",
  "capacity",
  "load",
  "groups",
  "centers",
  "schools",
  "out",
] as const;
type Field = (typeof FIELDS)[number];
const isField = (field: string): field is Field => (FIELDS as readonly string[]).includes(field);

/** What is no longer as the plan took it to be. */
export function StaleChanges({ changes }: { changes: readonly StaleChange[] }) {
  const t = useTranslations("runs.stale");
  const columns: Column<StaleChange>[] = [
    { key: "what", header: t("what"), primary: true, cell: (c) => <Subject change={c} /> },
    { key: "change", header: t("change"), cell: (c) => <ChangeWords change={c} /> },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={changes}
      rowKey={(c) => `${c.of}:${c.id ?? c.label}`}
    />
  );
}

function Subject({ change }: { change: StaleChange }) {
  const t = useTranslations("runs.stale");
  const label = <bdi dir="ltr">{change.label}</bdi>;
  const href = change.of === "mentor" ? `/mentors/${change.id}` : `/students/${change.id}`;
  return (
    <>
      {t(change.of)} {change.id === null ? label : <Link href={href}>{label}</Link>}
    </>
  );
}

function ChangeWords({ change }: { change: StaleChange }) {
  const t = useTranslations("runs.stale");
  const locale = useLocale();
  const show = (value: unknown): string => {
    if (value === null || value === undefined) return "—";
    if (Array.isArray(value)) return value.map((one) => formatCode(locale, String(one))).join("، ") || "—";
    return formatCode(locale, String(value));
  };
  if (change.kind !== "CHANGED" || change.fields.length === 0)
    return <>{t(change.kind === "ADDED" ? "added" : change.kind === "REMOVED" ? "removed" : "taken")}</>;
  return (
    <ul className={css.plain}>
      {change.fields.map(({ field, before, after }) => (
        <li key={field}>
          {t("fieldChange", {
            field: isField(field) ? t(`fields.${field}`) : field,
            before: show(before),
            after: show(after),
          })}
        </li>
      ))}
    </ul>
  );
}
