"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useLayoutEffect } from "react";
import { type PanelName, panelsIn, withoutPanel, withoutUnknown, withPanel } from "@/lib/shared/panel";
import { queryOf } from "@/lib/shared/view";

/** What is used of the Navigation API; the type library does not know it yet. */
type Entry = { index: number; key: string; url: string | null };
type Navigation = {
  currentEntry: Entry | null;
  entries: () => Entry[];
  traverseTo: (key: string) => { committed: Promise<unknown>; finished: Promise<unknown> };
};

/** Panels that this page can open, each as often as it is drawn. */
const drawn = new Map<string, number>();
const nameOf = (name: PanelName, key: string): string => `${name}=${key}`;

const note = (panel: string): (() => void) => {
  drawn.set(panel, (drawn.get(panel) ?? 0) + 1);
  return () => {
    const left = (drawn.get(panel) ?? 1) - 1;
    if (left > 0) drawn.set(panel, left);
    else drawn.delete(panel);
  };
};

const here = (): URLSearchParams => new URLSearchParams(window.location.search);
const addressOf = (query: URLSearchParams): string => {
  const text = queryOf(query);
  return `${window.location.pathname}${text ? `?${text}` : ""}${window.location.hash}`;
};

/** The entry before this one, if it is this page as `query` says: what was opened here is closed by going back to it. */
const openedFrom = (navigation: Navigation | undefined, query: URLSearchParams): Entry | undefined => {
  const index = navigation?.currentEntry?.index ?? 0;
  const before = index > 0 ? navigation?.entries()[index - 1] : undefined;
  if (!before?.url) return undefined;
  const { pathname, searchParams } = new URL(before.url);
  return pathname === window.location.pathname && queryOf(searchParams) === queryOf(query)
    ? before
    : undefined;
};

const leaveTo = (query: URLSearchParams): void => {
  const { navigation } = window as { navigation?: Navigation };
  const before = openedFrom(navigation, query);
  if (!navigation || !before) {
    window.history.replaceState(null, "", addressOf(query));
    return;
  }
  // By its key and not one step back: asked twice, it still goes one step. Held by unsaved fields, nothing has failed.
  const { committed, finished } = navigation.traverseTo(before.key);
  for (const step of [committed, finished]) step.catch(() => undefined);
};

/**
 * A panel whose being open stands in the address (`?edit=5`, `?open=a,b`), without asking the server: back closes it, forward
 * and a shared link open it. `key` is an id of ours, never personal data. A page with panels draws `ClosePanels`.
 */
export const usePanel = (name: PanelName, key: string) => {
  const isOpen = panelsIn(useSearchParams(), name).includes(key);
  // Before the effects of the page, one of which looks whether an open panel is there at all.
  useLayoutEffect(() => note(nameOf(name, key)), [name, key]);
  const open = useCallback(() => {
    if (panelsIn(here(), name).includes(key)) return;
    window.history.pushState(null, "", addressOf(withPanel(here(), name, key)));
  }, [name, key]);
  const close = useCallback(() => {
    if (panelsIn(here(), name).includes(key)) leaveTo(withoutPanel(here(), name, key));
  }, [name, key]);
  return { isOpen, open, close };
};

/** Takes out of the address what opens nothing on this page, or nothing any more. Once, at the end of a page with panels. */
export function ClosePanels() {
  useSearchParams();
  useEffect(() => {
    const next = withoutUnknown(here(), (name, key) => drawn.has(nameOf(name, key)));
    if (next) window.history.replaceState(null, "", addressOf(next));
  });
  return null;
}
