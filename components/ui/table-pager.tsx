import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber } from "@/lib/i18n/format";
import css from "./data-table.module.css";
import { Icon, type IconName } from "./icons";
import { type View, viewHref } from "./table-view";

type Props = { view: View; total: number; children?: ReactNode };

/** Which rows are shown, page steps and page sizes, all of them links; `children` stand below. */
export function TablePager({ view, total, children }: Props) {
  const t = useTranslations("ui.table");
  const locale = useLocale();
  const n = (value: number) => formatNumber(locale, value);
  const pages = Math.max(1, Math.ceil(total / view.size));
  const sizes = view.spec.sizes ?? [25, 50, 100];
  const range = {
    from: n(total === 0 ? 0 : view.offset + 1),
    to: n(Math.min(total, view.offset + view.size)),
    total: n(total),
  };
  return (
    <nav className={css.foot} aria-label={t("pages")}>
      <span>{t("range", range)}</span>
      {sizes.length > 1 && total > Math.min(...sizes) && (
        <span className={css.group}>
          {t("size")}
          {sizes.map((size) => (
            <Link
              key={size}
              className={css.step}
              scroll={false}
              prefetch={false}
              aria-current={size === view.size ? "true" : undefined}
              href={viewHref(view, { size: String(size) })}
            >
              {n(size)}
            </Link>
          ))}
        </span>
      )}
      {pages > 1 && (
        <span className={css.group}>
          <Step view={view} page={view.page - 1} pages={pages} icon="back" label={t("previous")} />
          <span>{t("pageOf", { page: n(view.page), pages: n(pages) })}</span>
          <Step view={view} page={view.page + 1} pages={pages} icon="forward" label={t("next")} />
        </span>
      )}
      {children}
    </nav>
  );
}

type StepProps = { view: View; page: number; pages: number; icon: IconName; label: string };

function Step({ view, page, pages, icon, label }: StepProps) {
  if (page < 1 || page > pages) {
    return (
      <span className={css.step} aria-disabled="true">
        <Icon name={icon} size={18} />
      </span>
    );
  }
  return (
    <Link
      className={css.step}
      href={viewHref(view, { page: String(page) })}
      aria-label={label}
      prefetch={false}
    >
      <Icon name={icon} size={18} />
    </Link>
  );
}
