"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { watchFocus } from "@/components/ui/keep-focus";

/** After a part of the page that keeps the focus for itself, and at once, and when a window that led here has faded out. */
const AFTER_MS = 150;
const ARRIVED_MS = [0, 300, 800];

const takeFocus = (): void => {
  if (document.activeElement === document.body)
    document.getElementById("main")?.focus({ preventScroll: true });
};

/**
 * Where what had the focus is gone, with the page one has left or with a state that is over, the page takes it: the next Tab
 * goes on from its beginning, not from the top of the frame. Source: WCAG 2.4.3.
 */
export function MainFocus() {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const looks = ARRIVED_MS.map((ms) => setTimeout(takeFocus, ms));
    return () => looks.forEach(clearTimeout);
  }, [pathname]);
  useEffect(() => {
    const main = document.getElementById("main");
    return main ? watchFocus(main, () => void setTimeout(takeFocus, AFTER_MS)) : undefined;
  }, []);
  return null;
}
