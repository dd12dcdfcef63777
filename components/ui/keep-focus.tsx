"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * Watches a part of the page: `take` is called when the focus was in it and what had it is gone or switched off. Returns how to
 * stop. A press elsewhere ends it: whoever points knows where they are.
 */
export const watchFocus = (box: HTMLElement, take: () => void): (() => void) => {
  let isInside = false;
  const onFocus = (event: FocusEvent): void => {
    const target = event.target as Element;
    // A dialog and what surrounds it stand elsewhere in the page, whoever has opened it.
    if (target.closest("[role=dialog], [role=presentation]") !== null) return;
    isInside = box.contains(target);
  };
  const onPress = (event: PointerEvent): void => {
    if (!box.contains(event.target as Node)) isInside = false;
  };
  const look = (): void => {
    if (isInside && document.activeElement === document.body) take();
  };
  // A button that is switched off loses the focus only when it is drawn.
  const lost = new MutationObserver(() => requestAnimationFrame(look));
  lost.observe(box, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  lost.observe(document.body, { childList: true });
  document.addEventListener("focusin", onFocus);
  document.addEventListener("pointerdown", onPress);
  return () => {
    lost.disconnect();
    document.removeEventListener("focusin", onFocus);
    document.removeEventListener("pointerdown", onPress);
  };
};

type Props = { label: string; children: ReactNode };

/**
 * A part of a page that may be replaced under somebody's hands, as when a button starts work and gives way to its progress.
 * Where the focused element went with it, the part itself takes the focus: the next Tab goes on from here, not from the top.
 */
export function KeepFocus({ label, children }: Props) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => (box.current ? watchFocus(box.current, () => box.current?.focus()) : undefined), []);
  return (
    <section ref={box} tabIndex={-1} aria-label={label}>
      {children}
    </section>
  );
}
