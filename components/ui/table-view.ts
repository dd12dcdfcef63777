import { paramOf, queryOf, type View } from "@/lib/shared/view";

// A page reads its address with `readView`; saved views and downloads read the same one in the same way.
export {
  codesOf,
  oneOf,
  readView,
  type SearchParams,
  type View,
  type ViewSpec,
  valuesOf,
} from "@/lib/shared/view";

/** What changes how rows look, not which: the page stays. */
const LOOKS = new Set(["page", "hide", "dense"]);

/** The parameters of a view at the beginning of its list, where that is stepped through (`ViewSpec.cursor`). */
export const withoutCursor = ({ params, spec }: View): Record<string, string> =>
  Object.fromEntries(Object.entries(params).filter(([key]) => key !== spec.cursor));

/** Address of the same page with changes; null removes a parameter. Whatever changes which rows are shown goes back to page 1. */
export const viewHref = (view: View, changes: Readonly<Record<string, string | null>>): string => {
  // Where one is in a list that is stepped through is a place in its old order.
  const next = new URLSearchParams("sort" in changes ? withoutCursor(view) : view.params);
  if (Object.keys(changes).some((key) => !LOOKS.has(key))) next.delete(paramOf(view.spec, "page"));
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) next.delete(paramOf(view.spec, key));
    else next.set(paramOf(view.spec, key), value);
  }
  const query = queryOf(next);
  return query ? `?${query}` : "?";
};

/** Name of the choice of rows on a list (`DataTable.choice.of`, `BulkBar.of`): under another filter another choice is made. */
export const choiceOf = (list: string, { filters }: View): string =>
  `${list}?${Object.entries(filters)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join("&")}`;
