"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { isHeld, mayLeave, setAsker } from "./leave-store";

const ConfirmDialog = dynamic(() => import("./confirm-dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});

/** What is used of the Navigation API; the type library does not know it yet. */
type Traversal = Event & { navigationType: string; destination: { key: string } };
type History = EventTarget & { traverseTo: (key: string) => void };

/** Where a click leads inside the console; null for anything that opens elsewhere or stays on the page. */
const hrefOf = (event: MouseEvent): string | null => {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  const here = window.location;
  if (origin !== here.origin || (pathname === here.pathname && search === here.search)) return null;
  return `${pathname}${search}${hash}`;
};

/** Asks before unsaved fields are left: by a link, back and forward, or by closing the window. Once, in the frame. */
export function LeaveGuard() {
  const t = useTranslations("ui.leave");
  const router = useRouter();
  const [next, setNext] = useState<{ go: () => void } | null>(null);
  useEffect(() => {
    // Not in the key press that asks: its Enter would go on to press the button that gets the focus.
    setAsker((go) => void setTimeout(() => setNext({ go })));
    return () => setAsker(null);
  }, []);
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const href = isHeld() ? hrefOf(event) : null;
      if (href === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      mayLeave(() => router.push(href));
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isHeld()) event.preventDefault();
    };
    // The History API tells too late that somebody goes back; where this one is missing, only closing is guarded.
    const history = (window as { navigation?: History }).navigation;
    const onNavigate = (event: Event) => {
      const { navigationType, destination, cancelable } = event as Traversal;
      if (navigationType !== "traverse" || !cancelable || !isHeld()) return;
      event.preventDefault();
      mayLeave(() => history?.traverseTo(destination.key));
    };
    // On the window, before the handlers of the links themselves.
    window.addEventListener("click", onClick, true);
    window.addEventListener("beforeunload", onUnload);
    history?.addEventListener("navigate", onNavigate);
    return () => {
      window.removeEventListener("click", onClick, true);
      window.removeEventListener("beforeunload", onUnload);
      history?.removeEventListener("navigate", onNavigate);
    };
  }, [router]);
  if (next === null) return null;
  const leave = () => {
    setNext(null);
    next.go();
  };
  const words = {
    title: t("title"),
    text: t("text"),
    confirm: t("leave"),
    cancel: t("stay"),
    dangerous: true,
  };
  return <ConfirmDialog open words={words} onConfirm={leave} onClose={() => setNext(null)} />;
}
