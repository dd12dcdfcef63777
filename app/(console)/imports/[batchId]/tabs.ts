import type { SearchParams } from "@/components/ui/table-view";

/** Views of a batch's rows, in the order in which a page offers them. */
export const TABS = [
  "all",
  "new",
  "changed",
  "unchanged",
  "quarantined",
  "warning",
  "repair",
  "loads",
  "issues",
] as const;
export type Tab = (typeof TABS)[number];

/** The tab in the address; otherwise what needs a person first: quarantine, then the preview. */
export const tabOf = (search: SearchParams, batch: { quarantinedRows: number }): Tab =>
  TABS.find((tab) => tab === search.tab) ?? (batch.quarantinedRows > 0 ? "quarantined" : "all");

/** Address of a tab, optionally narrowed to a code; page and filter of another tab do not come along. */
export const tabHref = (_search: SearchParams, tab: string, code?: string): string =>
  code === undefined ? `?tab=${tab}#rows` : `?tab=${tab}&code=${code}#rows`;
