"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";
import { Num } from "@/components/ui/values";
import { useAttention } from "./attention";
import type { Attention } from "./attention.query";
import css from "./frame.module.css";
import type { NavGroup, NavItem } from "./nav-items";

type Props = { groups: readonly NavGroup[]; onNavigate?: () => void };

/** The sections, with the current one marked and how much waits in each. */
export function NavList({ groups, onNavigate }: Props) {
  const t = useTranslations("nav");
  const path = usePathname();
  const counts = useAttention();
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
                  <Badge item={item} counts={counts} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const isCounted = (key: NavItem["key"], counts: Attention): key is Extract<NavItem["key"], keyof Attention> =>
  key in counts;

/** How much waits in a section; nothing when nothing does, or before it is known. */
function Badge({ item, counts }: { item: NavItem; counts: Attention | null }) {
  const t = useTranslations("nav.badge");
  if (counts === null || !isCounted(item.key, counts)) return null;
  const count = counts[item.key];
  if (!count) return null;
  return (
    <span className={css.badge} title={t(item.key, { count })}>
      <span aria-hidden="true">
        <Num value={count} />
      </span>
      <span className="tk-hidden">{t(item.key, { count })}</span>
    </span>
  );
}
