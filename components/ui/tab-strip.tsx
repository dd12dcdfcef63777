"use client";

import { type ReactNode, useEffect, useRef } from "react";
import css from "./url-tabs.module.css";

type Props = { label: string; current: string; children: ReactNode };

/** The row the tabs stand in; where it is too narrow for all of them it scrolls, and the current one is always in sight. */
export function TabStrip({ label, current, children }: Props) {
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place to scroll to
  useEffect(() => {
    const box = strip.current;
    const tab = box?.querySelector("[aria-current]");
    if (!box || !tab) return;
    // Only sideways: `scrollIntoView` would move the page too.
    const [outer, inner] = [box.getBoundingClientRect(), tab.getBoundingClientRect()];
    box.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [current]);
  return (
    <nav ref={strip} className={css.tabs} aria-label={label}>
      {children}
    </nav>
  );
}
