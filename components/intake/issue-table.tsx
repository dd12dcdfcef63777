import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Chip } from "@/components/ui/status-chip";
import type { Tone } from "@/components/ui/tokens";
import { Num } from "@/components/ui/values";
import { isIssueCode } from "@/lib/shared/issues";
import css from "./issue-table.module.css";

type IssueCount = { code: string; severity: string; rows: number };
type Props = {
  issues: readonly IssueCount[];
  /** Address of the rows in which a code was found. */
  hrefOf: (severity: string, code: string) => string;
  /** Address of the review table with the rows that a code keeps out; null for who may not correct them. */
  fixHref: ((code: string) => string) | null;
};

const TONES: Readonly<Record<string, Tone>> = { quarantine: "bad", warning: "warn", repair: "info" };

/** What was found in a batch, by code: how many rows, what it does to them, what to do. */
export function IssueTable({ issues, hrefOf, fixHref }: Props) {
  const t = useTranslations("import.issueTable");
  const tIssue = useTranslations("issues");
  const columns: Column<IssueCount>[] = [
    {
      key: "code",
      header: t("code"),
      primary: true,
      cell: ({ code }) => (
        <>
          {isIssueCode(code) ? tIssue(code) : code}
          <bdi dir="ltr" className="tk-muted tk-block">
            {code}
          </bdi>
        </>
      ),
    },
    {
      key: "severity",
      header: t("severity"),
      cell: ({ severity }) => <Chip tone={TONES[severity] ?? "mute"}>{t(severity as never)}</Chip>,
    },
    { key: "rows", header: t("rows"), align: "end", cell: ({ rows }) => <Num value={rows} /> },
    {
      key: "show",
      header: "",
      cell: ({ severity, code }) => (
        <span className={css.links}>
          <Link href={hrefOf(severity, code)} scroll={false}>
            {t("show")}
          </Link>
          {fixHref && severity === "quarantine" && <Link href={fixHref(code)}>{t("fix")}</Link>}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={issues}
      rowKey={(row) => row.code}
      empty={<EmptyState icon="check" title={t("empty")} />}
    />
  );
}
