"use client";

import { type ReactNode, useEffect, useRef } from "react";

type Props = { label: string; children: ReactNode };

/**
 * A part of a page that may be replaced under somebody's hands, as when a button starts work and gives way to its progress.
 * Where the focused element went with it, the part itself takes the focus: the next Tab goes on from here, not from the top.
 */
export function KeepFocus({ label, children }: Props) {
  const box = useRef<HTMLElement>(null);
  const isInside = useRef(false);
  useEffect(() => {
    const onFocus = (event: FocusEvent): void => {
      const target = event.target as Element;
      // A dialog and what surrounds it stand elsewhere in the page, whoever has opened it.
      if (target.closest("[role=dialog], [role=presentation]") !== null) return;
      isInside.current = box.current?.contains(target) === true;
    };
    const onPress = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) isInside.current = false;
    };
    const take = (): void => {
      if (isInside.current && document.activeElement === document.body) box.current?.focus();
    };
    // A button that is switched off loses the focus only when it is drawn.
    const lost = new MutationObserver(() => requestAnimationFrame(take));
    const attributes = { attributes: true, attributeFilter: ["disabled"] };
    if (box.current) lost.observe(box.current, { childList: true, subtree: true, ...attributes });
    lost.observe(document.body, { childList: true });
    document.addEventListener("focusin", onFocus);
    document.addEventListener("pointerdown", onPress);
    return () => {
      lost.disconnect();
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("pointerdown", onPress);
    };
  }, []);
  return (
    <section ref={box} tabIndex={-1} aria-label={label}>
      {children}
    </section>
  );
}
