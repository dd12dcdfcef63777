/** Parameters that say what stands open on a page: a form over it (one at a time), or folded-out details (several). */
export const PANELS = ["edit", "open"] as const;
export type PanelName = (typeof PANELS)[number];

/** Ids of ours that the address has open: `new`, `5`, `center:5`. */
export const panelsIn = (query: URLSearchParams, name: PanelName): string[] =>
  (query.get(name) ?? "").split(",").filter(Boolean);

const set = (query: URLSearchParams, name: PanelName, keys: readonly string[]): URLSearchParams => {
  const next = new URLSearchParams(query);
  if (keys.length > 0) next.set(name, keys.join(","));
  else next.delete(name);
  return next;
};

/** The query with this panel open; a form takes the place of the form that was. */
export const withPanel = (query: URLSearchParams, name: PanelName, key: string): URLSearchParams =>
  set(query, name, name === "edit" ? [key] : [...new Set([...panelsIn(query, name), key])]);

/** The query without this panel. */
export const withoutPanel = (query: URLSearchParams, name: PanelName, key: string): URLSearchParams =>
  set(
    query,
    name,
    panelsIn(query, name).filter((one) => one !== key),
  );

/** The query without the panels that `isKnown` does not know; null when all are known. */
export const withoutUnknown = (
  query: URLSearchParams,
  isKnown: (name: PanelName, key: string) => boolean,
): URLSearchParams | null => {
  let next: URLSearchParams | null = null;
  for (const name of PANELS) {
    const known = panelsIn(query, name).filter((key) => isKnown(name, key));
    // An empty parameter opens nothing either.
    const rest = known.length > 0 ? known.join(",") : null;
    if (rest !== query.get(name)) next = set(next ?? query, name, known);
  }
  return next;
};
