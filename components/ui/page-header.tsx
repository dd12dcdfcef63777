import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "./icons";
import css from "./layout.module.css";

export type Crumb = { label: ReactNode; href?: string };

type Props = {
  title: ReactNode;
  /** A sentence that says what the page is for; leave out where the title says it. */
  lead?: ReactNode;
  /** Ancestors, outermost first; the page itself is not among them. */
  crumbs?: readonly Crumb[];
  /** State chips beside the title. */
  chips?: ReactNode;
  /** Buttons; the main one last. */
  actions?: ReactNode;
};

/** Title, where one is, and what one can do here. Every console page starts with it. */
export function PageHeader({ title, lead, crumbs = [], chips, actions }: Props) {
  const t = useTranslations("ui");
  return (
    <header className={css.header}>
      <div className={css.heading}>
        {crumbs.length > 0 && (
          <nav aria-label={t("breadcrumb")}>
            <ol className={css.crumbs}>
              {crumbs.map((crumb, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: ancestors have no other identity and never reorder
                <li key={index}>
                  {crumb.href ? <Link href={crumb.href}>{crumb.label}</Link> : <span>{crumb.label}</span>}
                  <Icon name="forward" size={14} />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className={css.title}>
          <h1>{title}</h1>
          {chips}
        </div>
        {lead && <p className={css.lead}>{lead}</p>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </header>
  );
}
