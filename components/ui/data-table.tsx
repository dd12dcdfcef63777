// biome-ignore-all lint/a11y/noRedundantRoles: on a phone the table is `display: block`, which drops its roles in Safari
import Table from "@mui/material/Table";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { CSSProperties, ReactNode } from "react";
import { formatNumber } from "@/lib/i18n/format";
import { ButtonLink } from "./button-link";
import css from "./data-table.module.css";
import { EmptyState } from "./empty-state";
import { Icon } from "./icons";
import { TableLook } from "./table-look";
import { TablePager } from "./table-pager";
import { type View, viewHref } from "./table-view";
import { TickPage, TickRow } from "./tick";

type Order = { readonly key: string; readonly label: string };

export type Column<Row> = {
  /** Identity of the column; also the sort key if `sortable`. */
  key: string;
  /** A plain text: it is the header, and the label of the value on a phone's card. Empty for a column of buttons. */
  header: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
  /** The orders it offers, where they are several or not called as it is. */
  sorts?: readonly Order[];
  align?: "start" | "end" | "center";
  /** CSS width, such as `8rem`. */
  width?: string;
  /** The line that names the row on a phone's card. */
  primary?: boolean;
  /** Left out on a phone's card. */
  phoneOff?: boolean;
};

/** A page of a list, as the table of that list is given it and hands it on. */
export type Listed<Row> = { rows: readonly Row[]; total: number; view: View; empty: ReactNode };

type Props<Row> = {
  /** Accessible name of the table. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Order, page and size as read from the address; without it the table is a plain list. */
  view?: View;
  /** Rows in all pages; with `view` it draws the pager. Left out where the pages are stepped through otherwise. */
  total?: number;
  /** Shown instead of an empty table. */
  empty?: ReactNode;
  /** Rows can be chosen, for a `BulkBar` of the same `of`. */
  choice?: RowChoice<Row> | undefined;
};

export type RowChoice<Row> = {
  /** `choiceOf(list, view)`: the choice is kept under this name. */
  of: string;
  /** Names the row for whoever hears its box only. */
  label: (row: Row) => string;
  /** Rows that cannot be chosen have no box. */
  can?: (row: Row) => boolean;
};

/**
 * A table drawn on the server: order and pages are links, so it works before its scripts have come and every state
 * has an address. Below 640 px each row becomes a card. Roles are spelled out because `display: block` would drop them.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey, view, total, empty, choice }: Props<Row>) {
  const t = useTranslations("ui.table");
  // A row keeps its name and its buttons, whatever is hidden.
  const shown = columns.filter(
    (column) => column.primary || column.header === "" || !view?.hidden.has(column.key),
  );
  const choosable = (row: Row): boolean => choice?.can?.(row) ?? true;
  const look = view && (
    <TableLook view={view} columns={columns.filter((column) => !column.primary && column.header)} />
  );
  if (rows.length === 0 && view && total) return <PastEnd view={view} total={total} />;
  if (rows.length === 0) return empty ?? <EmptyState title={t("empty")} />;
  return (
    <div className={css.wrap}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={css.scroll} aria-label={caption} tabIndex={0}>
        <Table className={`${css.table} ${view?.dense ? css.dense : ""}`} role="table" aria-label={caption}>
          <thead role="rowgroup">
            <tr role="row">
              {choice && (
                <th role="columnheader" scope="col" className={css.tickHead}>
                  <TickPage of={choice.of} ids={rows.filter(choosable).map((row) => String(rowKey(row)))} />
                </th>
              )}
              {shown.map((column) => (
                <HeaderCell key={column.key} column={column} view={view} />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr role="row" key={rowKey(row)}>
                {choice && (
                  <td role="cell" className={css.tickCell}>
                    {choosable(row) && (
                      <TickRow of={choice.of} id={String(rowKey(row))} label={choice.label(row)} />
                    )}
                  </td>
                )}
                {shown.map((column) => (
                  <td key={column.key} role="cell" data-label={column.header} className={cellClass(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </section>
      {look && total !== undefined && view && (
        <TablePager view={view} total={total}>
          {look}
        </TablePager>
      )}
      {look && total === undefined && <div className={css.foot}>{look}</div>}
    </div>
  );
}

/** Rows have gone since the address was made, such as the last ones of the last page by what was just done with them. */
function PastEnd({ view, total }: { view: View; total: number }) {
  const t = useTranslations("ui.table");
  const last = String(Math.ceil(total / view.size));
  return (
    <EmptyState
      title={t("pastEnd")}
      actions={
        <ButtonLink href={viewHref(view, { page: last })} variant="outlined">
          {t("lastPage")}
        </ButtonLink>
      }
    />
  );
}

const cellClass = <Row,>(column: Column<Row>): string =>
  [
    column.align && column.align !== "start" ? css[column.align] : "",
    column.primary ? css.primary : "",
    column.header ? "" : css.bare,
    column.phoneOff ? css.phoneOff : "",
  ]
    .filter(Boolean)
    .join(" ");

const ordersOf = <Row,>({ sorts, sortable, key, header }: Column<Row>): readonly Order[] =>
  sorts ?? (sortable ? [{ key, label: header }] : []);

function HeaderCell<Row>({ column, view }: { column: Column<Row>; view: View | undefined }) {
  const t = useTranslations("ui.table");
  const orders = view ? ordersOf(column) : [];
  const sorted = orders.some(({ key }) => key === view?.sort.key);
  const align = column.align && column.align !== "start" ? css[column.align] : undefined;
  return (
    <th
      role="columnheader"
      scope="col"
      aria-label={column.sorts ? column.header : undefined}
      className={align}
      style={column.width ? ({ "--width": column.width } as CSSProperties) : undefined}
      aria-sort={sorted ? (view?.sort.desc ? "descending" : "ascending") : undefined}
    >
      {view && orders.length > 0 ? (
        <span className={css.orders}>
          {orders.map((order) => (
            <OrderLink key={order.key} order={order} view={view} />
          ))}
        </span>
      ) : column.header ? (
        column.header
      ) : (
        <span className="tk-hidden">{t("actions")}</span>
      )}
    </th>
  );
}

function OrderLink({ order: { key, label }, view }: { order: Order; view: View }) {
  const sorted = view.sort.key === key;
  const desc = sorted && view.sort.desc;
  return (
    <Link
      href={viewHref(view, { sort: sorted && !desc ? `-${key}` : key })}
      scroll={false}
      prefetch={false}
      aria-current={sorted ? "true" : undefined}
      className={`${css.sort} ${sorted ? css.sorted : ""}`}
    >
      {label}
      <Icon name={sorted ? (desc ? "down" : "up") : "sort"} size={14} />
    </Link>
  );
}

/** How many rows there are, beside a heading: «۱٬۲۳۴ ردیف». */
export function RowCount({ total }: { total: number }) {
  const t = useTranslations("ui.table");
  return (
    <span className="tk-muted">{t("rows", { count: total, shown: formatNumber(useLocale(), total) })}</span>
  );
}
