import Link from "next/link";
import type { ReactNode } from "react";
import { TabStrip } from "./tab-strip";
import css from "./url-tabs.module.css";

export type UrlTab = { key: string; label: ReactNode; href: string; count?: ReactNode };

/** Views of one thing; each has an address, so these are links, not scripted tabs. */
export function UrlTabs({
  tabs,
  current,
  label,
}: {
  tabs: readonly UrlTab[];
  current: string;
  label: string;
}) {
  return (
    <TabStrip current={current} label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          href={tab.href}
          scroll={false}
          className={css.tab}
          aria-current={tab.key === current ? "page" : undefined}
        >
          {tab.label}
          {tab.count !== undefined && <span className={css.count}>{tab.count}</span>}
        </Link>
      ))}
    </TabStrip>
  );
}
