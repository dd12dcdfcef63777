import { redirect } from "next/navigation";
import { readView, type SearchParams, type View } from "@/components/ui/table-view";
import type { Staff } from "@/lib/auth/permissions";
import type { ListName } from "@/lib/lists/names";
import { SPECS } from "@/lib/lists/pages";
import { listViews, type SavedViewItem } from "@/lib/lists/views/queries";

type SortOf<Page extends ListName> = (typeof SPECS)[Page]["sorts"][number];

export type Opened<Page extends ListName> = {
  view: View<SortOf<Page>>;
  views: SavedViewItem[];
  search: SearchParams;
};

/** What a list's address asks for, and the views this person has of it; an address that asks for nothing opens with their own view. */
export const openList = async <Page extends ListName>(
  staff: Staff,
  page: Page,
  searchParams: Promise<SearchParams>,
): Promise<Opened<Page>> => {
  const [search, views] = await Promise.all([searchParams, listViews(staff, page)]);
  const opens = Object.keys(search).length === 0 ? views.find((view) => view.isDefault) : undefined;
  if (opens) redirect(`/${page}?${opens.query}${opens.query ? "&" : ""}view=${opens.id}`);
  return { view: readView<SortOf<Page>>(search, SPECS[page]), views, search };
};
