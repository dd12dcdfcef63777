import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MadeBy } from "@/components/allocation/made-by";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LtrText } from "@/components/ui/ltr-text";
import { PanelDetails } from "@/components/ui/panel-details";
import type { View } from "@/components/ui/table-view";
import { DateTime } from "@/components/ui/values";
import type { Permission } from "@/lib/auth/permissions";
import { type DiffLine, linesOf } from "@/lib/reporting/audit/diff";
import { resourceLink, shortId } from "@/lib/reporting/audit/links";
import type { AuditRow } from "@/lib/reporting/audit/queries";
import css from "./audit-table.module.css";

type Props = {
  rows: readonly AuditRow[];
  view: View;
  centerNames: Readonly<Record<number, string>>;
  /** What the reader may do: nobody is led to a page that refuses them. */
  permissions: ReadonlySet<Permission>;
  empty: ReactNode;
};

/** Who did what to what. */
export function AuditTable({ rows, view, centerNames, permissions, empty }: Props) {
  const t = useTranslations("audit");
  const hrefOf = ({ resourceType, resourceId }: AuditRow) =>
    resourceLink(permissions, { type: resourceType, id: resourceId });
  const columns: Column<AuditRow>[] = [
    { key: "at", header: t("col.at"), sortable: true, cell: (r) => <DateTime at={r.at} /> },
    { key: "action", header: t("col.action"), primary: true, cell: (r) => <ActionWords action={r.action} /> },
    { key: "actor", header: t("col.actor"), cell: (r) => <Actor row={r} /> },
    { key: "resource", header: t("col.resource"), cell: (r) => <Resource row={r} href={hrefOf(r)} /> },
    {
      key: "center",
      header: t("col.center"),
      phoneOff: true,
      cell: (r) => (r.centerCode === null ? "—" : (centerNames[r.centerCode] ?? r.centerCode)),
    },
    { key: "diff", header: t("col.diff"), cell: (r) => <Details row={r} /> },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(r) => r.id}
      view={view}
      empty={empty}
    />
  );
}

function ActionWords({ action }: { action: string }) {
  const t = useTranslations("audit.actions");
  if (!t.has(action as never)) return <LtrText value={action} copy={false} />;
  return <span title={action}>{t(action as never)}</span>;
}

function Actor({ row }: { row: AuditRow }) {
  const t = useTranslations("roles");
  const tJobs = useTranslations("jobs.kinds");
  return (
    <span>
      {row.role === "SYSTEM" && tJobs.has(row.actorName as never) ? (
        tJobs(row.actorName as never)
      ) : (
        <MadeBy name={row.actorName} />
      )}
      <span className="tk-muted tk-block">{t.has(row.role as never) ? t(row.role as never) : row.role}</span>
    </span>
  );
}

function Resource({ row, href }: { row: AuditRow; href: string | null }) {
  const t = useTranslations("audit.resources");
  const { resourceType: type, resourceId: id } = row;
  const word = t.has(type as never) ? t(type as never) : type;
  return (
    <span>
      {href ? <Link href={href}>{word}</Link> : word}
      <span className="tk-muted tk-block">
        <LtrText value={id} shown={shortId(id)} />
      </span>
    </span>
  );
}

function Details({ row }: { row: AuditRow }) {
  const t = useTranslations("audit");
  const lines = linesOf(row.diff);
  return (
    <PanelDetails panel={row.id} summary={t("lines", { count: lines.length })} className={css.details}>
      <dl className={css.lines}>
        {lines.map((line) => (
          <Line key={line.field} line={line} />
        ))}
        {row.ip && <Line line={{ field: "ip", before: null, after: row.ip }} />}
        <Line line={{ field: "correlation_id", before: null, after: row.correlationId }} />
      </dl>
    </PanelDetails>
  );
}

function Line({ line }: { line: DiffLine }) {
  const t = useTranslations("audit");
  return (
    <div dir="ltr">
      <dt>{line.field}</dt>
      <dd>
        {line.before !== null && (
          <>
            <del>{line.before}</del> <span aria-hidden="true">→</span>{" "}
            <span className="tk-hidden">{t("became")}</span>
          </>
        )}
        <bdi>{line.after}</bdi>
      </dd>
    </div>
  );
}
