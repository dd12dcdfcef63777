"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";
import css from "./frame.module.css";
import type { NavGroup } from "./nav-items";

/** The sections, with the current one marked. */
export function NavList({ groups, onNavigate }: { groups: readonly NavGroup[]; onNavigate?: () => void }) {
  const t = useTranslations("nav");
  const path = usePathname();
  const isCurrent = (href: string) =>
    href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
  return (
    <nav className={css.nav} aria-label={t("label")}>
      {groups.map((group) => (
        <div key={group.key}>
          <p id={`nav-${group.key}`}>{t(group.key)}</p>
          <ul aria-labelledby={`nav-${group.key}`}>
            {group.items.map((item) => (
              <li key={item.key}>
                <Link
                  href={item.href}
                  className={css.link}
                  aria-current={isCurrent(item.href) ? "page" : undefined}
                  onClick={onNavigate}
                >
                  <Icon name={item.icon} />
                  {t(item.key)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
