import { useCallback, useSyncExternalStore } from "react";

/** Which rows of a list somebody has chosen: these ids, or — `all` — every row of the filter but these. */
export type Choice = { readonly all: boolean; readonly ids: ReadonlySet<string> };

const NOTHING: Choice = { all: false, ids: new Set() };
const STORED = "tk-choice:";

const known = new Map<string, Choice>();
const listeners = new Set<() => void>();

/** What the tab remembers from before a reload; a broken or forbidden store is an empty one. */
const recall = (of: string): Choice => {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED + of) ?? "null") as [boolean, string[]] | null;
    return stored === null ? NOTHING : { all: stored[0], ids: new Set(stored[1]) };
  } catch {
    return NOTHING;
  }
};

const read = (of: string): Choice => {
  const choice = known.get(of) ?? recall(of);
  known.set(of, choice);
  return choice;
};

const write = (of: string, choice: Choice): void => {
  known.set(of, choice);
  try {
    if (!choice.all && choice.ids.size === 0) sessionStorage.removeItem(STORED + of);
    else sessionStorage.setItem(STORED + of, JSON.stringify([choice.all, [...choice.ids]]));
  } catch {
    // Without a store the choice lasts until the page is left.
  }
  for (const tell of listeners) tell();
};

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

/** Whether a row is among the chosen. */
export const isChosen = ({ all, ids }: Choice, id: string): boolean => all !== ids.has(id);

/** How many rows are chosen, of `total` in the filter. */
export const countOf = ({ all, ids }: Choice, total: number): number =>
  all ? Math.max(0, total - ids.size) : ids.size;

/** The choice after some rows were ticked or cleared. */
export const withRows = ({ all, ids }: Choice, rows: readonly string[], chosen: boolean): Choice => {
  const next = new Set(ids);
  for (const id of rows) {
    if (chosen === all) next.delete(id);
    else next.add(id);
  }
  return { all, ids: next };
};

/**
 * The chosen rows of a list, shared by all boxes and bars on the page that name it, and kept in the tab across pages and
 * reloads. `of` is the list with its filter (`choiceOf`): under another filter another choice is made.
 */
export const useChoice = (of: string) => {
  const choice = useSyncExternalStore(
    subscribe,
    () => read(of),
    () => NOTHING,
  );
  const tick = useCallback(
    (rows: readonly string[], chosen: boolean) => write(of, withRows(read(of), rows, chosen)),
    [of],
  );
  const chooseAll = useCallback(() => write(of, { all: true, ids: new Set() }), [of]);
  const clear = useCallback(() => write(of, NOTHING), [of]);
  return { choice, tick, chooseAll, clear };
};
