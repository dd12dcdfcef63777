"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** At once, and again when a window that led here has faded out and could give the focus back to nobody. */
const LOOKS_MS = [0, 300, 800];

/**
 * Where what had the focus went with the page one has left, the page one has come to takes it: the next Tab goes on from its
 * beginning, not from the top of the frame. Source: WCAG 2.4.3.
 */
export function MainFocus() {
  const pathname = usePathname();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const look = (): void => {
      if (document.activeElement === document.body)
        document.getElementById("main")?.focus({ preventScroll: true });
    };
    const looks = LOOKS_MS.map((ms) => setTimeout(look, ms));
    return () => looks.forEach(clearTimeout);
  }, [pathname]);
  return null;
}
